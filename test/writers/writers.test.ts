import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { leftoversIn, onDisk, type Trouble } from './small-disk.ts'
import { IS_LONG, isLoop, root, TIMES, type Writer } from './writer.ts'
import { OTHERS, WRITERS } from './writers.ts'

const FOLDER = mkdtempSync(join(tmpdir(), 'vmatlas-writers-'))
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }))
const OLD = 'old\n'
const isRoot = process.getuid?.() === 0

let folders = 0
const newFolder = (): string => {
  const folder = join(FOLDER, String(++folders))
  mkdirSync(folder)
  return folder
}

/** Every file that the writer made has the old content or all of the new, never less. */
function expectWhole(writer: Writer, folder: string): void {
  const file = join(folder, writer.fileName ?? 'file')
  const made =
    writer.files === undefined
      ? [file]
      : readdirSync(folder, { recursive: true, encoding: 'utf8' })
          .filter((name) => writer.files?.test(name) && !name.endsWith('.part'))
          .map((name) => join(folder, name))
  for (const each of made) {
    if (writer.isNew === true && !existsSync(each)) continue
    if (!writer.isLog && readFileSync(each, 'latin1') === OLD) continue
    writer.check(each)
  }
}

/** Resolves when something comes or goes in the folder, at the latest after this many milliseconds. */
async function firstChange(folder: string, most: number): Promise<void> {
  const stop = new AbortController()
  const watcher = watch(folder, { recursive: true })
  await Promise.race([
    new Promise((resolve) => watcher.once('change', resolve)),
    wait(most, undefined, { signal: stop.signal }).catch(() => undefined)
  ])
  stop.abort()
  watcher.close()
}

/** Kills the writer at some moment, every other time just when it begins to write. Gives whether it was still at it. */
async function killOnce(writer: Writer, folder: string, round: number): Promise<boolean> {
  const [program, ...words] = writer.command(join(folder, writer.fileName ?? 'file'))
  const waits = !isLoop(writer) && round % 2 === 1 ? firstChange(folder, writer.within * 3) : null
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] })
  child.stderr.resume()
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once('exit', (_, signal) => resolve(signal)))
  // A program that writes over and over prints a line when it begins.
  if (isLoop(writer)) await new Promise((resolve) => child.stdout.once('data', resolve))
  await waits
  await wait(Math.random() * (waits === null ? writer.within : 12))
  child.kill('SIGKILL')
  return (await ended) === 'SIGKILL'
}

/** Runs the writer on a disk with a trouble, and looks at what is left of it. */
function expectWholeAfter(writer: Writer, trouble: Trouble, timeout: number, temporary: 'there' | 'elsewhere'): void {
  const folder = newFolder()
  const {
    status,
    stderr,
    folder: copy
  } = onDisk(writer, folder, writer.isNew ? null : OLD, trouble, writer.isSilent === true ? 2 : timeout, temporary)
  const outcome = `${writer.name}, ${JSON.stringify(trouble)}: ${status} ${stderr}`
  const isSure = trouble.kind === 'full' || trouble.kind === 'read-only'
  // One that must not disturb prints nothing and continues.
  if (writer.isSilent === true) expect(status, outcome).toBe(124)
  // Where there was room for all of it, nothing went wrong.
  else if (isSure) expect(status, outcome).toBeGreaterThan(0)
  else expect(status, outcome).not.toBe(125)
  if (!isLoop(writer) && status !== 0) {
    expect(stderr, outcome).toMatch(/written|space left|read-only|full|created|create directory/i)
    expect(stderr, outcome).not.toMatch(/^\s+at /m)
  }
  // One that continues is ended in the middle of its work (124), perhaps of a file; on a disk that fails nothing can be removed.
  if (status !== 124 && trouble.kind !== 'fails') expect(leftoversIn(copy, writer), outcome).toEqual([])
  expectWhole(writer, copy)
  rmSync(folder, { recursive: true })
}

const times = (count: number): readonly number[] => Array.from({ length: count }, (_, round) => round)

describe.each(WRITERS.map((writer) => [writer.name, writer] as const))('%s', (_, writer) => {
  it(
    'is whole whenever its writer is killed',
    async () => {
      const folder = newFolder()
      const file = join(folder, writer.fileName ?? 'file')
      mkdirSync(dirname(file), { recursive: true })
      if (!writer.isNew) writeFileSync(file, OLD)
      let killed = 0
      for (const round of times(TIMES)) {
        if (await killOnce(writer, folder, round)) killed++
        expectWhole(writer, folder)
      }
      if (IS_LONG) expect(killed).toBeGreaterThan(TIMES / 4)
    },
    20_000 + TIMES * 5000
  )

  it.runIf(isRoot)(
    'is reported where the disk is full or may only be read, and nothing is lost',
    () => {
      const pages = writer.most < 10_000 ? 0 : 1
      expectWholeAfter(writer, { kind: 'full', pages }, 15, 'elsewhere')
      expectWholeAfter(writer, { kind: 'read-only' }, 15, 'elsewhere')
    },
    60_000
  )

  it.runIf(isRoot)(
    'is whole wherever the disk becomes full, also that of temporary files',
    () => {
      for (const round of times(IS_LONG ? TIMES : 1)) {
        const bytes = 12_000 + Math.random() * writer.most
        expectWholeAfter(writer, { kind: 'small', bytes }, 8, round % 2 === 0 ? 'there' : 'elsewhere')
      }
    },
    60_000 + TIMES * 10_000
  )

  // Not in the gate: loop devices are not everywhere.
  if (isRoot && IS_LONG)
    it(
      'is whole whenever the disk fails and may only be read from then on',
      () => {
        for (const round of times(TIMES)) {
          const trouble: Trouble = { kind: 'fails', after: Math.random() * (isLoop(writer) ? 400 : writer.within) }
          expectWholeAfter(writer, trouble, 4, round % 2 === 0 ? 'there' : 'elsewhere')
        }
      },
      60_000 + TIMES * 10_000
    )
})

it('no other file of the product writes files', () => {
  const WRITES =
    /\b(?:writeFileSync|appendFileSync|createWriteStream|copyFileSync|renameSync|linkSync|ftruncateSync)\(|\bopenSync\([^)]*(?:'[wa]|O_CREAT|NEW)|\bopen\([^)]*'(?:[wa]|r\+)/
  const found = readdirSync(join(root, 'src-main'), { recursive: true, encoding: 'utf8' })
    .map((name) => `src-main/${name}`)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .filter((name) => WRITES.test(readFileSync(join(root, name), 'utf8')))
  const known = new Set([...WRITERS.flatMap(({ sources }) => sources), ...OTHERS])
  expect(found.filter((name) => !known.has(name))).toEqual([])
})
