import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

let isTerminal = true
vi.mock('node:tty', () => ({ isatty: () => isTerminal }))
const { openErrorOutput, openOutput } = await import('./standard-output.ts')

/** Clears the screen, and sets the window's title by the one byte that begins it. */
const STEERING = 'a\x1b[2J\x9d0;title\x07b'
let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vmatlas-output-'))
  file = join(folder, 'written')
})
afterEach(() => rmSync(folder, { recursive: true }))

function written(write: (descriptor: number) => void): string {
  const descriptor = openSync(file, 'w')
  write(descriptor)
  closeSync(descriptor)
  return readFileSync(file, 'utf8')
}

it.each([
  ['data', (descriptor: number) => openOutput(descriptor).data(`${STEERING}\tc\n`)],
  ['complaints', (descriptor: number) => openErrorOutput(descriptor).bytes(Buffer.from(`${STEERING}\tc\n`))]
])('%s can not steer a terminal, and are as they are anywhere else', (_, write) => {
  isTerminal = true
  const shown = written(write)
  expect(shown).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/)
  expect(shown).toMatch(/^a.*b\tc\n$/)
  isTerminal = false
  expect(written(write)).toBe(`${STEERING}\tc\n`)
})
