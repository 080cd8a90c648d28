import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

vi.mock('electron', () => ({ app: {} }))
const { isHeldHere } = await import('./single-instance.ts')

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'vmatlas-lock-'))))
afterEach(() => rmSync(folder, { recursive: true }))

it.each([
  ['a process of this machine', `${hostname()}-${process.pid}`, true],
  ['one of this machine that is gone', `${hostname()}-4194304`, false],
  ['a machine that shares the folder', `other.${hostname()}-${process.pid}`, false],
  ['something else', 'nothing', false],
  ['nobody', null, false]
])('knows who holds the lock: %s', (_, holder, isHeld) => {
  if (holder !== null) symlinkSync(holder, join(folder, 'SingletonLock'))
  expect(isHeldHere(folder)).toBe(isHeld)
})
