import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { failureOf } from '#shared/contract/failure.ts'
import { receiveFile, receiveFiles } from './received-files.ts'

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'vmatlas-received-'))))
afterEach(() => rmSync(folder, { recursive: true }))

function file(name: string, size: number): string {
  const path = join(folder, name)
  writeFileSync(path, 'x')
  truncateSync(path, size)
  return path
}

function why(path: string, room?: number): string {
  try {
    receiveFile(path, room)
    return ''
  } catch (error) {
    const { kind, target, detail } = failureOf(error, '')
    return `${kind} ${target}: ${detail}`
  }
}

it('describes what can not be read', () => {
  expect(why(join(folder, 'absent.maps'))).toBe('gone absent.maps: not found')
  expect(why(folder)).toMatch(/^bad-input .*: is no file$/)
  const pipe = join(folder, 'pipe')
  execFileSync('mkfifo', [pipe])
  expect(why(pipe)).toBe('bad-input pipe: is no file')
  expect(why(file('large.txt', 500 * 2 ** 20))).toMatch(/^too-large large\.txt: it has more than \d+ bytes/)
  expect(why(file('second.txt', 1000), 999)).toMatch(/^too-large second\.txt: does not fit/)
})

it('gives the bytes of the others under their names, in the order of the paths', () => {
  const [received, refused]: string[][] = [[], []]
  const paths = [file('a', 3), join(folder, 'b'), file('c', 5)]
  const files = receiveFiles(
    paths,
    (path) => received!.push(path),
    (path) => refused!.push(path)
  )
  expect(files.map(({ name, bytes }) => [name, bytes.length])).toEqual([
    ['a', 3],
    ['c', 5]
  ])
  expect([received, refused]).toEqual([[paths[0], paths[2]], [paths[1]]])
})
