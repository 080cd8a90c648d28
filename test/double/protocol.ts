import type * as E from 'electron'
import { covered } from './covered.ts'
import { needsNotReady, needsReady } from './lifecycle.ts'
import { addScheme, isAppScheme } from './page-address.ts'
import { isUnkind } from './unkind.ts'

type Handler = (request: Request) => Response | Promise<Response>
const handlers = new Map<string, Handler>()

/** The app's own answer to addresses of a scheme, if it has one. */
export function handlerOf(url: string): Handler | undefined {
  return handlers.get(url.slice(0, url.indexOf(':')))
}

export const protocol = covered('protocol', {
  registerSchemesAsPrivileged(schemes) {
    needsNotReady('protocol.registerSchemesAsPrivileged should be called before app is ready')
    for (const { scheme, privileges } of schemes) if (privileges?.standard === true) addScheme(scheme, privileges)
  },
  handle(scheme, handler) {
    needsReady('protocol.handle needs a ready app')
    if (isUnkind('no-protocol')) throw new Error('Failed to register protocol: app')
    if (handlers.has(scheme)) throw new Error('The scheme has been intercepted')
    if (!isAppScheme(scheme)) {
      throw new Error(`The electron double serves standard schemes only: register ${scheme}: with standard: true first`)
    }
    handlers.set(scheme, handler)
  },
  unhandle(scheme) {
    handlers.delete(scheme)
  },
  isProtocolHandled: (scheme) => handlers.has(scheme)
} satisfies Pick<E.Protocol, 'registerSchemesAsPrivileged' | 'handle' | 'unhandle' | 'isProtocolHandled'>)
