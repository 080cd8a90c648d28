import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { OTHERS, WRITERS, type Writer } from './writers.ts'

const FOLDER = mkdtempSync(join(tmpdir(), 'vmatlas-writers-'))
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }))
const root = join(import.meta.dirname, '../..')

/** How often each writer is killed; the environment variable makes a long run of it. */
const KILLS = Number(process.env['VMATLAS_KILLS'] ?? 3)
const OLD = 'old\n'

let places = 0
function newPlace({ isNew = false }: Writer): string {
  const folder = join(FOLDER, String(++places))
  mkdirSync(folder)
  const file = join(folder, 'file')
  if (!isNew) writeFileSync(file, OLD)
  return file
}

/** The old content or all of the new, never less. */
function expectWhole(writer: Writer, file: string): void {
  if (writer.isNew === true && !existsSync(file)) return
  if (!writer.isLog && readFileSync(file, 'latin1') === OLD) return
  writer.check(file)
}

/** Kills the writer after so many milliseconds. Gives whether it was still at it. */
async function killAfter([program, ...words]: readonly [string, ...string[]], milliseconds: number): Promise<boolean> {
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once('exit', (_, signal) => resolve(signal)))
  // A program that writes over and over says when it begins.
  if (words.includes('-e')) await new Promise((resolve) => child.stdout.once('data', resolve))
  await new Promise((resolve) => setTimeout(resolve, milliseconds))
  child.kill('SIGKILL')
  return (await ended) === 'SIGKILL'
}

describe.each(WRITERS.map((writer) => [writer.name, writer] as const))('%s', (_, writer) => {
  it(
    'is whole whenever its writer is killed',
    async () => {
      const file = newPlace(writer)
      let killed = 0
      for (let round = 0; round < KILLS; round++) {
        if (await killAfter(writer.command(file), Math.random() * writer.within)) killed++
        expectWhole(writer, file)
      }
      if (KILLS > 50) expect(killed).toBeGreaterThan(KILLS / 4)
    },
    20_000 + KILLS * 5000
  )

  it.runIf(process.getuid?.() === 0)(
    'is told in words where the disk is full or may only be read, and nothing is lost',
    () => {
      for (const lock of ['', ' && mount -o remount,ro .']) {
        const disk = join(FOLDER, `disk-${++places}`)
        mkdirSync(disk)
        const copy = `${disk}-copy`
        const file = join(disk, 'file')
        const begin = writer.isNew ? ':' : 'printf "old\\n" >file'
        // Full but for a page or two: a new file's name fits, its content does not.
        const fill = lock === '' ? ' && (dd if=/dev/zero of=filler bs=4k count=9 2>/dev/null; :)' : ''
        const script = `mount -t tmpfs -o size=44k tmpfs '${disk}' && cd '${disk}' && ${begin}${fill}${lock} && timeout ${writer.isSilent === true ? 2 : 15} "$@"; status=$?; cp -a '${disk}/.' '${copy}'; exit $status`
        const { status, stderr } = spawnSync(
          'unshare',
          ['-m', '--propagation', 'private', 'sh', '-c', script, 'sh', ...writer.command(file)],
          { encoding: 'utf8', env: { ...process.env, TMPDIR: FOLDER } }
        )
        const told = `${writer.name}${lock}: ${status} ${stderr}`
        // One that must not disturb says nothing and goes on.
        expect(status, told)[writer.isSilent === true ? 'toBe' : 'toBeGreaterThan'](writer.isSilent === true ? 124 : 0)
        const isCommand = !writer.command(file).includes('-e')
        if (isCommand) expect(stderr, told).toMatch(/written|space left|read-only|full/i)
        if (isCommand) expect(stderr, told).not.toMatch(/^\s+at /m)
        const left = readdirSync(copy).filter((name) => name !== 'filler' && name !== 'file')
        // One that goes on is ended in the middle of its work.
        if (writer.isSilent !== true) expect(left, told).toEqual([])
        expectWhole(writer, join(copy, 'file'))
      }
    },
    60_000
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
