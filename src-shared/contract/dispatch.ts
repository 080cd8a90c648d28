import * as v from 'valibot'
import { failureOf, FailureError, type Failure } from './failure.ts'
import { HOST_METHODS, isHostMethod } from './host-methods.ts'
import type { HostApi, HostMethod } from './host.ts'

export type Answer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly failure: Failure }

/**
 * Carries out one request that came over a border: checks the method's name against the whitelist and the arguments
 * against its schema, and turns every error into data. Never throws.
 */
export async function dispatch(api: HostApi, method: unknown, args: unknown): Promise<Answer> {
  if (!isHostMethod(method)) {
    return { ok: false, failure: { kind: 'unsupported', target: 'request', detail: 'no such method' } }
  }
  try {
    const checked = v.safeParse(HOST_METHODS[method], args)
    if (!checked.success) {
      const issue = checked.issues[0]
      throw new FailureError('bad-input', method, `argument ${v.getDotPath(issue) ?? ''}: ${issue.message}`)
    }
    const callable: Readonly<Record<HostMethod, (...args: never[]) => Promise<unknown>>> = api
    return { ok: true, value: await callable[method](...(checked.output as never[])) }
  } catch (error) {
    return { ok: false, failure: failureOf(error, method) }
  }
}
