import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it, vi } from 'vitest'
import { RecentFiles } from './recent-files.ts'
import { readWindowState, writeWindowState } from './window-state.ts'

const folder = mkdtempSync(join(tmpdir(), 'vmatlas-recent-'))
afterAll(() => rmSync(folder, { recursive: true }))

it('keeps the newest first, each once, ten at most', () => {
  const file = join(folder, 'recent.json')
  const changed = vi.fn()
  const recent = new RecentFiles(file, changed, expect.unreachable)
  for (let i = 0; i < 12; i++) recent.add(`/f/${i}`)
  recent.add('/f/5')
  expect(changed).toHaveBeenCalledTimes(13)
  const names = ['5', '11', '10', '9', '8', '7', '6', '4', '3', '2']
  expect(recent.names).toEqual(names)
  expect(new RecentFiles(file, changed, expect.unreachable).names).toEqual(names)
  expect(recent.pathAt(0)).toBe('/f/5')
})

it('lasts until the end where it can not be written, and reports it once', () => {
  const file = join(folder, 'lost', 'full.json')
  mkdirSync(join(folder, 'lost'))
  writeFileSync(file, '["/f/old"]')
  const reported: string[] = []
  const recent = new RecentFiles(
    file,
    () => undefined,
    (reason) => reported.push(reason)
  )
  // Where not even root can write; full and read-only disks are in test/writers.
  rmSync(join(folder, 'lost'), { recursive: true })
  expect(() => recent.add('/f/a')).not.toThrow()
  recent.add('/f/b')
  expect(recent.names).toEqual(['b', 'a', 'old'])
  expect(reported).toEqual(['The list of recent files could not be saved (ENOENT); it lasts until vmatlas is closed.'])
})

it('a window closes though its position can not be written', () => {
  const file = join(folder, 'window.json')
  const state = { x: 1, y: 2, width: 900, height: 700, isMaximized: false }
  writeWindowState(file, state)
  expect(readWindowState(file)).toEqual(state)
  expect(() => writeWindowState(join(folder, 'nowhere', 'window.json'), { ...state, x: 50 })).not.toThrow()
})
