import { readFileSync } from 'node:fs'
import type { WebPreferences } from 'electron'

/** @throws Error for what would give a page more than the double supports. */
export function refuseWeakened({ nodeIntegration, contextIsolation, sandbox, webviewTag }: WebPreferences): void {
  if (nodeIntegration === true) throw new Error('nodeIntegration: true is not in the electron double')
  if (contextIsolation === false) throw new Error('contextIsolation: false is not in the electron double')
  if (sandbox === false) throw new Error('sandbox: false is not in the electron double')
  if (webviewTag === true) throw new Error('webviewTag: true is not in the electron double')
}

/** The preload's source. @throws Error when it could not run in a sandbox. */
export function readPreload(path: string | undefined): string {
  if (path === undefined) return ''
  const source = readFileSync(path, 'utf8')
  if (/^\s*(import|export)\s/m.test(source)) throw new Error(`${path}: a sandboxed preload must be CommonJS`)
  return source
}

/** What a sandboxed preload sees as `process`. */
export function processOf({ additionalArguments = [] }: WebPreferences): object {
  return {
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
    platform: process.platform,
    arch: process.arch,
    versions: process.versions,
    argv: additionalArguments,
    env: {}
  }
}
