import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { recordedIo } from '#test/support/command-io.ts'
import { where } from './where.ts'

const folder = mkdtempSync(join(tmpdir(), 'vmatlas-where-'))
const SOURCE = join(import.meta.dirname, '../symbols/programs/functions.c')
const running: ChildProcess[] = []
afterAll(() => {
  for (const child of running) child.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

/** One answer of `vmatlas where --json`. */
interface Answer {
  readonly address: string
  readonly mapping: { readonly start: string; readonly end: string; readonly name: string } | null
  readonly module?: string
  readonly moduleOffset?: string
  readonly symbol?: string
  readonly symbolOffset?: string
}

function compiled(name: string, ...flags: string[]): string {
  const program = join(folder, name)
  execFileSync('cc', ['-O0', ...flags, '-o', program, SOURCE])
  return program
}

async function started(program: string): Promise<{ pid: number; addresses: string[] }> {
  const child = spawn(program, { stdio: ['ignore', 'pipe', 'ignore'] })
  running.push(child)
  const line = await new Promise<string>((resolve) =>
    child.stdout.once('data', (data: Buffer) => resolve(String(data)))
  )
  return { pid: child.pid!, addresses: line.trim().split(' ') }
}

async function answers(of: string, addresses: readonly string[], ...options: string[]): Promise<Answer[]> {
  const { io, said } = recordedIo()
  expect(await where([of, ...addresses, '--json', ...options], io)).toBe(0)
  return JSON.parse(said()) as Answer[]
}

/** What gdb finds at addresses of a running process: `symbol + offset in section …`, or that there is none. */
function gdbAnswers(pid: number, addresses: readonly string[]): string[] {
  const asks = addresses.flatMap((address) => ['-ex', `info symbol ${address}`])
  const text = execFileSync('gdb', ['-batch', '-nx', '-p', String(pid), ...asks], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore']
  })
  return text.split('\n').filter((line) => / in section |^No symbol matches/.test(line))
}
function asGdb({ symbol, symbolOffset = '0x0' }: Answer): string {
  const offset = Number(symbolOffset)
  return symbol === undefined ? 'No symbol' : offset === 0 ? symbol : `${symbol} + ${offset}`
}

describe('where, beside gdb', () => {
  it.each([
    ['pie', ['-pie']],
    ['fixed', ['-no-pie']],
    ['static', ['-static']]
  ])('%s: names what gdb names in the running process, to the byte', async (name, flags) => {
    const { pid, addresses } = await started(compiled(name, ...flags))
    const asked = addresses.flatMap((address) => [address, `0x${(BigInt(address) + 3n).toString(16)}`])
    const own = await answers(String(pid), asked)
    const theirs = gdbAnswers(pid, asked)
    expect(theirs).toHaveLength(asked.length)
    own.forEach((answer, at) =>
      expect(theirs[at]).toMatch(new RegExp(`^${asGdb(answer).replace('+', '\\+')} in section`))
    )
  })

  it('stripped: no name, and the offset in the module that nm has for it in the unstripped program', async () => {
    const whole = compiled('whole')
    const stripped = join(folder, 'stripped')
    copyFileSync(whole, stripped)
    execFileSync('strip', [stripped])
    const { pid, addresses } = await started(stripped)
    const [outer] = await answers(String(pid), addresses)
    expect(outer!.symbol).toBeUndefined()
    const line = execFileSync('nm', [whole], { encoding: 'utf8' })
      .split('\n')
      .find((each) => each.endsWith(' outer'))
    expect(BigInt(outer!.moduleOffset!)).toBe(BigInt(`0x${line!.split(' ')[0]}`))
  })
})

it('of a file of another machine: mapping and offset in the module, and no name', async () => {
  const { pid, addresses } = await started(compiled('elsewhere'))
  const maps = join(folder, 'elsewhere.maps')
  writeFileSync(maps, readFileSync(`/proc/${pid}/maps`))
  const [live] = await answers(String(pid), addresses)
  const [file] = await answers(maps, addresses)
  expect(file!.symbol).toBeUndefined()
  expect(file!.mapping).toEqual(live!.mapping)
  expect(file!.moduleOffset).toBe(live!.moduleOffset)
  // With the folder of its files given, the names are the same.
  const [reported] = await answers(maps, addresses, '--sysroot', '/')
  expect(reported!.symbol).toBe('outer')
})
