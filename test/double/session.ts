import type * as E from 'electron'
import { covered, CoveredEmitter } from './covered.ts'
import { needsReady } from './lifecycle.ts'
import { protocol } from './protocol.ts'
import { WebRequestHooks } from './web-request.ts'

type Handlers = 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'

/**
 * The one session. Its permission handlers are kept for tests to call as functions: `electron.double.permissions()`.
 * Chromium is headless here and grants a page nothing that would need a question.
 */
class Session extends CoveredEmitter implements Pick<E.Session, Handlers> {
  readonly hooks = new WebRequestHooks()
  readonly webRequest = this.hooks.api
  readonly protocol = protocol
  readonly permissions: {
    request: Parameters<E.Session['setPermissionRequestHandler']>[0]
    check: Parameters<E.Session['setPermissionCheckHandler']>[0]
    device: Parameters<E.Session['setDevicePermissionHandler']>[0]
  } = { request: null, check: null, device: null }

  setPermissionRequestHandler(handler: Session['permissions']['request']): void {
    this.permissions.request = handler
  }

  setPermissionCheckHandler(handler: Session['permissions']['check']): void {
    this.permissions.check = handler
  }

  setDevicePermissionHandler(handler: Session['permissions']['device']): void {
    this.permissions.device = handler
  }

  setSpellCheckerEnabled(_isEnabled: boolean): void {}
}
export type { Session }

export const defaultSession = new Session()

export const session = covered('session', {
  get defaultSession(): Session {
    needsReady('Session can only be received when app is ready')
    return defaultSession
  }
})
