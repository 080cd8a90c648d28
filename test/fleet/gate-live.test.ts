import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, expect, it } from 'vitest'
import { exitStatusOf, judge } from '#shared/fleet/gate/judge.ts'
import { DEFAULT_RULES } from '#shared/fleet/gate/limits.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { captureLive } from '#main/commands/support/capture-live.ts'

const CLI = join(import.meta.dirname, '../../src-main/cli.ts')
const FOLDER = mkdtempSync(join(tmpdir(), 'vmatlas-gate-'))
const RUNS = 100
/** Starting a whole runtime takes a while: a few times in each run of the tests, a hundred with VMATLAS_GATE_RUNS=100. */
const STARTS = Number(process.env['VMATLAS_GATE_RUNS'] ?? 4)

const running = new Set<ChildProcess>()
afterEach(() => {
  for (const child of running) child.kill('SIGKILL')
  running.clear()
})
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }))

/** Builds up its memory, prints a line, and for each line that it reads adds that many MiB. */
const SERVER = `
  const kept = []
  for (let at = 0; at < 20000; at++) kept.push({ at, text: 'x'.repeat(at % 100) })
  console.log('ready')
  process.stdin.on('data', (line) => {
    kept.push(Buffer.alloc(Number(line) * 1048576, 1))
    console.log('done')
  })`

type Started = ChildProcess & { readonly pid: number }

async function start(program: string, args: readonly string[]): Promise<Started> {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'] })
  running.add(child)
  await once(child, 'spawn')
  return child as Started
}

/** Resident pages. */
const residentOf = (pid: number): string => readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]!

/** A runtime continues compiling and collecting for a while after its program has printed that it is ready. */
async function untilQuiet(pid: number): Promise<void> {
  let last = ''
  for (let equal = 0; equal < 5;) {
    await wait(100)
    const resident = residentOf(pid)
    equal = resident === last ? equal + 1 : 0
    last = resident
  }
}

async function startServer(): Promise<Started> {
  const child = await start(process.execPath, ['-e', SERVER])
  await once(child.stdout!, 'data')
  await untilQuiet(child.pid)
  return child
}

async function stop(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  running.delete(child)
  await exit
}

/** `cat` that gave back a line, so that it is loaded and waits for the next one. */
async function startCat(): Promise<Started> {
  const child = await start('cat', ['-u', '-'])
  child.stdin!.write('ready\n')
  await once(child.stdout!, 'data')
  return child
}

/** What the default rules found to be too much, in words; empty within. */
const beyond = (capture: Capture, baseline: Capture): string[] => {
  const judgements = DEFAULT_RULES.map((rule) => judge(rule, capture, baseline))
  expect(exitStatusOf(judgements)).not.toBe(2)
  return judgements.filter(({ outcome }) => outcome === 'beyond').map((each) => JSON.stringify(each))
}

it('lets an idle process pass every time', async () => {
  const { pid } = await startServer()
  const baseline = captureLive(pid)
  for (let run = 0; run < RUNS; run++) expect(beyond(captureLive(pid), baseline)).toEqual([])
})

it('lets a restarted program pass, every time', async () => {
  const first = await startCat()
  const baseline = captureLive(first.pid)
  for (let run = 0; run < RUNS; run++) {
    const again = await startCat()
    expect(beyond(captureLive(again.pid), baseline)).toEqual([])
    await stop(again)
  }
})

it('lets a restarted runtime pass', async () => {
  const first = await startServer()
  const baseline = captureLive(first.pid)
  for (let run = 0; run < STARTS; run++) {
    const again = await startServer()
    expect(beyond(captureLive(again.pid), baseline)).toEqual([])
    await stop(again)
  }
}, 200_000)

it('stops a leak, and exits with 2 where it can not judge', async () => {
  const child = await startServer()
  const baseline = join(FOLDER, 'baseline.vmsnap')
  const vmatlas = (...words: string[]): { status: number | null; text: string } => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...words], { encoding: 'utf8' })
    return { status, text: stdout + stderr }
  }
  expect(vmatlas('capture', String(child.pid), '-o', baseline).status).toBe(0)
  expect(vmatlas('check', String(child.pid), '--against', baseline)).toMatchObject({ status: 0 })
  child.stdin!.write('24\n')
  await once(child.stdout!, 'data')
  const leak = vmatlas('check', String(child.pid), '--against', baseline)
  expect(leak).toMatchObject({ status: 1, text: expect.stringMatching(/BEYOND.*anonymous memory: /) as string })
  const limits = join(FOLDER, 'limits.json')
  writeFileSync(limits, '{"version":1,\n"rules":[{"measure":"rs","max":"1 MiB"}]}')
  expect(vmatlas('check', String(child.pid), '--limits', limits)).toMatchObject({
    status: 2,
    text: expect.stringContaining('limits.json: line 2, column 11: rules.0.measure') as string
  })
})
