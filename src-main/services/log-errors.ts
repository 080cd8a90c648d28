import { FailureError } from '#shared/contract/failure.ts'
import { HOST_METHODS, isHostMethod } from '#shared/contract/host-methods.ts'
import type { HostApi } from '#shared/contract/host.ts'
import type { LogFile } from './log-file.ts'

type AnyMethod = (...args: readonly unknown[]) => Promise<unknown>

/** The same services; unexpected errors are written to the log before they become a `bug` on the screen. */
export function logErrors<Api extends HostApi>(api: Api, log: LogFile): Api {
  const methods = api as unknown as Readonly<Record<string, AnyMethod>>
  const logged: Record<string, AnyMethod> = {}
  for (const name of Object.keys(HOST_METHODS).filter(isHostMethod)) {
    logged[name] = async (...args) => {
      try {
        return await methods[name]?.(...args)
      } catch (error) {
        if (!(error instanceof FailureError)) log.addError(name, error)
        throw error
      }
    }
  }
  return { ...api, ...logged }
}
