import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { recordedIo } from '#test/support/command-io.ts'
import { COMMANDS } from './index.ts'

const FOLDER = mkdtempSync(join(tmpdir(), 'vmatlas-unwritable-'))
const NOWHERE = join(FOLDER, 'none', 'x')
const MARK = join(FOLDER, 'mark')
/** No process has it: whoever looks for it first complains of it. */
const NOBODY = '4194304'
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }))

async function run(words: readonly string[], isTerminal = false): Promise<{ status: number; said: string }> {
  const [name, ...rest] = words
  const { io, complained } = recordedIo()
  const command = await COMMANDS.find((each) => each.name === name)!.load()
  const status = await command(rest, { ...io, stdout: { ...io.stdout, isTerminal } })
  return { status, said: complained() }
}

it.each([
  ['capture', NOBODY, '-o', NOWHERE],
  ['capture', NOBODY, '--folder', NOWHERE],
  ['capture', NOBODY, '-o', '/proc/x.vmsnap'],
  ['export', NOBODY, '-o', NOWHERE],
  ['export', NOBODY, '--format', 'html', '-o', NOWHERE],
  ['export', '--from', NOBODY, '--format', 'parquet', '-o', NOWHERE],
  ['export', NOBODY, '--format', 'perfetto', '-o', FOLDER],
  ['metrics', NOBODY, '-o', NOWHERE],
  ['check', NOBODY, '--against', NOBODY, '--junit', NOWHERE],
  ['record', '-o', NOWHERE, '--', 'touch', MARK],
  ['lesson', 'address-space', '--answers', NOWHERE]
])('%s %s reports that its output cannot be written, before it does anything', async (...words) => {
  const { status, said } = await run(words)
  expect(said).toMatch(/^vmatlas \w+: \S+ could not be written: .+\n$/)
  expect(status).toBe(words[0] === 'check' ? 2 : 1)
  expect(existsSync(MARK)).toBe(false)
})

it.each([
  ['capture', NOBODY, '-o', '-'],
  ['export', NOBODY, '--format', 'vmsnap'],
  ['export', '--from', NOBODY, '--format', 'parquet']
])('%s %s would not fill a terminal, and reports it first', async (...words) => {
  const { status, said } = await run(words, true)
  expect(said).toMatch(/would write .+ to the terminal/)
  expect(status).toBe(2)
})

it('leaves nothing behind where it could be written', async () => {
  const { said } = await run(['capture', NOBODY, '-o', join(FOLDER, 'x.vmsnap')])
  expect(said).toMatch(/none of the processes is there/)
  expect(readdirSync(FOLDER)).toEqual([])
})
