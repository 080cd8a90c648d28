import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Imported } from '#shared/formats/importer.ts'
import { textAt } from '#shared/memory/text-list.ts'
import { movingProgram } from '#test/support/moving-process.ts'
import { openRecording, recordingFolder } from '#test/support/recording.ts'

const recordings = recordingFolder()
const program = movingProgram()

beforeAll(() => {
  execFileSync(process.execPath, [join(import.meta.dirname, '../../build/compile-programs.mjs')])
})

afterAll(() => {
  program.remove()
  recordings.remove()
})

/** Names of the mappings of each moment. */
const namesOf = ({ moments }: Imported): string[][] =>
  moments.map(({ processes }) => {
    const { backing, backings } = processes[0]!.capture().table
    return Array.from(backing, (each) => textAt(backings.name, each))
  })

const anonymousOf = ({ moments }: Imported): (number | undefined)[] =>
  moments.map(({ processes }) => processes[0]?.numbers?.['RssAnon'])

it('has seen a command that ends at once: as it was loaded, before it ran', async () => {
  const { file, ended } = recordings.start('--', 'true')
  const { status, said } = await ended
  expect(said).toContain('it ended with status 0; 1 moment kept')
  expect(status).toBe(0)
  const [names, ...others] = namesOf(openRecording(file))
  expect(others).toEqual([])
  expect(names?.some((name) => name.endsWith('/true') || name.endsWith('/coreutils'))).toBe(true)
  expect(names).toContain('[stack]')
  // Its loader has not run: it has brought no library.
  expect(names?.filter((name) => name.includes('/libc.so'))).toEqual([])
})

it('has seen all that a command had when it ended, whatever the pace', async () => {
  const { file, ended } = recordings.start(
    ...['--last-words', '--every', '1h', '--', program.path],
    ...['merge', '1', '4096', '16']
  )
  expect((await ended).said).toContain('it ended with status 0; 2 moments kept')
  const [first, last] = anonymousOf(openRecording(file))
  expect(first).toBeLessThan(1024)
  expect(last).toBeGreaterThanOrEqual(16 * 4096)
})

it('follows a command from its first page to its end, and reports how it ended', async () => {
  const { file, ended } = recordings.start(
    ...['--last-words', '--every', '20ms', '--keep', '5', '--', program.path],
    // Long enough that a busy machine reads it more than once.
    ...['merge', '100', '64', '30']
  )
  const { status, said } = await ended
  expect(said).toContain('it ended with status 0')
  expect(status).toBe(0)
  const { moments } = openRecording(file)
  expect(moments.length).toBeLessThanOrEqual(5)
  expect(moments.at(-1)?.note).toContain('it ended with status 0')
  expect(readdirSync(recordings.path).filter((name) => name.endsWith('.part'))).toEqual([])
})

it.each([
  ['exit 3', 'status 3'],
  ['kill -9 $$', 'SIGKILL'],
  ['kill -ABRT $$', 'SIGABRT'],
  // Stopped as by Ctrl+Z, and continued.
  ['(sleep 0.1; kill -CONT $$) & kill -STOP $$; exit 4', 'status 4'],
  ['exec sh -c "exit 5"', 'status 5']
])('reports how a command ended: %s', async (script, how) => {
  const words = ['--last-words', '--', 'sh', '-c', script]
  expect((await recordings.start(...words).ended).said).toContain(how)
})

it('lets the command continue where the recording ends before it', async () => {
  // It closes the pipe whose end means that the recording has ended.
  const script = 'exec sleep 600 2> /dev/null'
  const { file, ended, child } = recordings.start('--last-words', '--every', '20ms', '--', 'sh', '-c', script)
  while (!existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 5))
  child.kill('SIGINT')
  const { said } = await ended
  const pid = Number(/goes on as process (\d+)/.exec(said)?.[1])
  const status = (): string => readFileSync(`/proc/${pid}/status`, 'utf8')
  // The starter ends by itself, right after.
  for (let turn = 0; turn < 200 && !status().includes('TracerPid:\t0'); turn++)
    await new Promise((resolve) => setTimeout(resolve, 10))
  expect(status()).toContain('TracerPid:\t0')
  expect(status()).toMatch(/^State:\tS/m)
  process.kill(pid, 'SIGKILL')
})

it('reports why a command can not be started', async () => {
  expect((await recordings.start('--', '/no/such/program').ended).said).toContain('there is no such program')
  const text = recordings.start('--', import.meta.filename)
  expect(await text.ended).toMatchObject({ status: 1, said: expect.stringContaining('you may not run it') as string })
})
