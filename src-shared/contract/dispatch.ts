import * as v from 'valibot'
import { failureOf, FailureError, type Failure } from './failure.ts'
import { HOST_METHODS, isHostMethod } from './host-methods.ts'
import type { HostApi } from './host.ts'

export type Answer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly failure: Failure }

/**
 * Carries out one request that came over a border: checks the method's name against the whitelist and the arguments
 * against its schema, and turns every error into data. Never throws.
 */
export async function dispatch(api: HostApi, method: unknown, args: unknown): Promise<Answer> {
  if (!isHostMethod(method)) {
    return { ok: false, failure: { kind: 'unsupported', subject: 'request', detail: 'no such method' } }
  }
  try {
    const checked = v.safeParse(HOST_METHODS[method], args)
    if (!checked.success) {
      const issue = checked.issues[0]
      throw new FailureError('bad-input', method, `argument ${v.getDotPath(issue) ?? ''}: ${issue.message}`)
    }
    const run = api[method] as (...args: readonly unknown[]) => Promise<unknown>
    return { ok: true, value: await run.apply(api, checked.output as unknown[]) }
  } catch (error) {
    return { ok: false, failure: failureOf(error, method) }
  }
}
