import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { readStart, readStartRequest, startOf } from './start-request.ts'

const folder = mkdtempSync(join(tmpdir(), 'vmatlas-arguments-'))
afterAll(() => rmSync(folder, { recursive: true }))
for (const name of ['a.maps', '汉 #1.maps', '-dash.maps']) writeFileSync(join(folder, name), '')
mkdirSync(join(folder, 'sub'))
const request = (...words: string[]): ReturnType<typeof readStartRequest> => readStartRequest({ words, folder })

it('finds the words that are for the app', () => {
  expect(startOf(['/opt/vmatlas/vmatlas-desktop', '--x', 'a'], false, '/f')).toEqual({
    words: ['--x', 'a'],
    folder: '/f'
  })
  expect(startOf(['electron', '--inspect=0', '/the/app', '--x', 'a'], true, '/f').words).toEqual(['--x', 'a'])
  expect(startOf(['electron', '/the/app'], true, '/f').words).toEqual([])
})

it('takes from another process only what it would send itself', () => {
  expect(readStart({ words: ['a'], folder: '/f' })).toEqual({ words: ['a'], folder: '/f' })
  for (const other of [null, 'a', {}, { words: 'a', folder: '/f' }, { words: [1], folder: '/f' }])
    expect(readStart(other)).toBeNull()
})

it('takes paths and file URLs, relative to the folder of the start', () => {
  const url = pathToFileURL(join(folder, '汉 #1.maps')).href
  expect(request('a.maps', url, join(folder, 'a.maps'), 'sub/../a.maps')).toEqual({
    paths: [join(folder, 'a.maps'), join(folder, '汉 #1.maps'), join(folder, 'a.maps'), join(folder, 'a.maps')],
    problems: [],
    isNewWindow: false
  })
})

it('leaves out switches, but nothing after two dashes', () => {
  expect(request('--new-window', '--user-data-dir=/x', '-dash.maps')).toEqual({
    paths: [],
    problems: [],
    isNewWindow: true
  })
  expect(request('--', '-dash.maps', '--new-window')).toEqual({
    paths: [join(folder, '-dash.maps')],
    problems: ['--new-window: not found'],
    isNewWindow: false
  })
})

it('reports what is wrong with each of the others', () => {
  expect(request('absent', 'sub', '/dev/null', 'file://other.example/a.maps', 'file:///%00', 'a\0b').problems).toEqual([
    'absent: not found',
    'sub: is a folder, not a file',
    'null: is no regular file',
    'a.maps: names no file of this machine',
    '%00: names no file of this machine',
    'a\0b: names no file of this machine'
  ])
})
