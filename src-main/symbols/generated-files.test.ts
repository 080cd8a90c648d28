import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import {
  appendFileSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, it } from 'vitest'
import { GeneratedCode, readPerfMap } from '#shared/address/generated-code.ts'
import { readJitDump } from '#shared/address/jit-dump.ts'
import { where } from '#main/commands/where.ts'
import { captureLive } from '#main/commands/support/capture-live.ts'
import { recordedIo } from '#test/support/command-io.ts'
import { generatedNames } from './generated-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'vmatlas-'))
let child: ChildProcess | null = null
let leftBehind = ''
afterEach(() => {
  child?.kill('SIGKILL')
  if (leftBehind !== '') rmSync(leftBehind, { force: true })
})
afterAll(() => rmSync(folder, { recursive: true }))

const PROGRAM = `
  function veryOftenCalled(n) { let sum = 0; for (let i = 0; i < n; i++) sum += i % 7; return sum }
  for (let i = 0; i < 3000; i++) veryOftenCalled(1000)
  console.log('READY')
  process.stdin.on('data', () => veryOftenCalled(1))
`

async function startNode(...flags: string[]): Promise<number> {
  const started = spawn(process.execPath, [...flags, '-e', PROGRAM], {
    stdio: ['pipe', 'pipe', 'inherit'],
    cwd: folder
  })
  child = started
  await new Promise((resolve) => started.stdout.once('data', resolve))
  leftBehind = `/tmp/perf-${started.pid}.map`
  return started.pid!
}

it.each([
  ['--perf-basic-prof', /^\/tmp\/perf-\d+\.map$/],
  ['--perf-prof', /\/jit-\d+\.dump$/]
])(
  'names the code that Node writes with %s',
  async (flag, file) => {
    const pid = await startNode(flag)
    // Looked into, such memory is a space of V8, a more precise label.
    const look = () => captureLive(pid, 'smaps', 'files')
    let capture = look()
    // At each look a part of the list is read.
    const isNamed = (): boolean => capture.classification.evidences.some(({ key }) => key === 'perf-map')
    for (let looks = 1; looks < 20 && !isNamed(); looks++) capture = look()
    const names = generatedNames(`/proc/${pid}`, capture.table)!
    expect(names.file).toMatch(file)
    const own = capture.classification.evidences.filter(({ key }) => key === 'perf-map')
    expect(own.length).toBeGreaterThan(0)
    expect(Number(own[0]!.values['count'])).toBeGreaterThan(0)
    if (flag !== '--perf-basic-prof') return
    // An address in the middle of a function is that function's.
    const line = /^([0-9a-f]+) \S+ .*veryOftenCalled/m.exec(readFileSync(names.file, 'utf8'))
    const address = Number.parseInt(line![1]!, 16) + 1
    const { io, said } = recordedIo()
    expect(await where([String(pid), `0x${address.toString(16)}`], io)).toBe(0)
    expect(said()).toContain('veryOftenCalled')
  },
  30_000
)

it('believes no file of another kind, and none that a link leads to', async () => {
  const pid = await startNode()
  const { table } = captureLive(pid, 'maps', 'maps')
  expect(generatedNames(`/proc/${pid}`, table)).toBeNull()
  const elsewhere = join(folder, 'secret')
  writeFileSync(elsewhere, '1000 10 secret\n')
  symlinkSync(elsewhere, leftBehind)
  expect(generatedNames(`/proc/${pid}`, table)).toBeNull()
})

it('believes no file of another user, waits for no pipe, and follows no link called /tmp', async () => {
  const pid = await startNode()
  const { table } = captureLive(pid, 'maps', 'maps')
  execFileSync('mkfifo', [leftBehind])
  expect(generatedNames(`/proc/${pid}`, table)).toBeNull()
  rmSync(leftBehind)
  writeFileSync(leftBehind, '1000 10 own\n')
  expect(generatedNames(`/proc/${pid}`, table)?.code.find(0x1000)?.name).toBe('own')
  // Only root can give files away, and change the root of a process.
  if (process.getuid?.() !== 0) return
  chownSync(leftBehind, 65_534, 65_534)
  expect(generatedNames(`/proc/${pid}`, table)).toBeNull()
  const [jail, elsewhere] = [join(folder, 'jail'), join(folder, 'elsewhere')]
  for (const each of [jail, elsewhere]) mkdirSync(each)
  symlinkSync(elsewhere, join(jail, 'tmp'))
  const script = `import os, time; os.chroot(${JSON.stringify(jail)}); print('READY', flush=True); time.sleep(60)`
  const jailed = spawn('python3', ['-c', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    await new Promise((resolve) => jailed.stdout.once('data', resolve))
    writeFileSync(join(elsewhere, `perf-${jailed.pid}.map`), '1000 10 outside\n')
    expect(generatedNames(`/proc/${jailed.pid}`, table)).toBeNull()
  } finally {
    jailed.kill('SIGKILL')
  }
})

it('reads the end of a map that is too long', async () => {
  const pid = await startNode()
  const { table } = captureLive(pid, 'maps', 'maps')
  writeFileSync(leftBehind, '1000 10 early\n')
  truncateSync(leftBehind, 40 * 1024 * 1024)
  appendFileSync(leftBehind, '\n2000 10 late\n')
  const { code } = generatedNames(`/proc/${pid}`, table)!
  expect([code.find(0x1000), code.find(0x2000)?.name]).toEqual([null, 'late'])
})

it('continues where it stopped, and takes the later of two names', async () => {
  const pid = await startNode()
  const { table } = captureLive(pid, 'maps', 'maps')
  writeFileSync(leftBehind, '7f0000001000 20 first\n7f0000002000 10 sec')
  expect(generatedNames(`/proc/${pid}`, table)!.code.find(0x7f0000002001)).toBeNull()
  writeFileSync(leftBehind, '7f0000001000 20 first\n7f0000002000 10 second\n7f0000001000 20 third é\n')
  const { code } = generatedNames(`/proc/${pid}`, table)!
  expect(code.find(0x7f0000002001)).toEqual({ name: 'second', offset: 1 })
  expect(code.find(0x7f000000101f)).toEqual({ name: 'third é', offset: 0x1f })
  expect([code.find(0x7f0000001020), code.find(0xfff)]).toEqual([null, null])
  expect(code.within(0x7f0000000000, 0x7f0000002008)).toEqual({ count: 2, bytes: 0x28 })
})

it('takes any bytes for what can be read of them', () => {
  expect(readPerfMap('\n\0\n1000\n1000 10\nxyz 10 a\n0x1000 0x10 with 0x\n2000 0 empty\n')).toEqual([
    { start: 0x1000, bytes: 0x10, name: 'with 0x' }
  ])
  expect(new GeneratedCode([]).find(1)).toBeNull()
  for (const bytes of [
    new Uint8Array(0),
    new Uint8Array(100).fill(255),
    Uint8Array.from([0x44, 0x54, 0x69, 0x4a, 1])
  ]) {
    expect(readJitDump((offset, length) => bytes.subarray(offset, offset + length)).functions).toEqual([])
  }
})
