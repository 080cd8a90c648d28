import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { canFreeze, freeze, invent, writeFrozen, type FrozenFiles } from './frozen-process.ts'
import { block, INVENTED } from './invented-smaps.ts'
import { OPTION_SETS, RC_TEXT } from './option-sets.ts'
import { expectEqual, pairsEqual } from './expect-equal.ts'
import { runBoth, type RunPair } from './run-both.ts'
import { storedFile, storedText } from './stored-output.ts'

const FOLDER = mkdtempSync(join(tmpdir(), 'vmatlas-parity-'))
const RC = join(FOLDER, 'rc')
writeFileSync(RC, RC_TEXT)
const PROGRAM = join(FOLDER, 'kinds')
execFileSync('cc', ['-O1', '-w', '-o', PROGRAM, join(import.meta.dirname, 'programs/kinds.c'), '-lpthread'])

const REAL_KINDS = [
  'names',
  'utf8',
  'deleted',
  'memfd',
  'sysv',
  'shared',
  'reserved',
  'permissions',
  'many',
  'resident',
  'longname',
  'threads',
  'heap',
  'lowaddress',
  'emptyargs',
  'plain'
]

/** The option sets whose output is kept in files: one a format and a switch, without those that add nothing. */
const STORED = new Set([
  '',
  '-q',
  '-p',
  '-x',
  '-x -q',
  '-d',
  '-d -q',
  '-X',
  '-X -q',
  '-XX',
  '-C RC',
  '-C RC -q',
  '-A RANGE'
])

const children: ChildProcess[] = []

afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(FOLDER, { recursive: true, force: true })
  console.log(`pmap parity: ${pairsEqual()}`)
})

async function startKind(kind: string): Promise<number> {
  const child = spawn(PROGRAM, [kind, FOLDER, ...(kind === 'plain' ? ['an argument', 'ü', ''] : [])], {
    stdio: ['pipe', 'pipe', 'inherit']
  })
  children.push(child)
  await new Promise((resolve) => child.stdout.once('data', resolve))
  // It becomes another program after that word.
  if (kind === 'emptyargs') await expect.poll(() => readFileSync(`/proc/${child.pid}/cmdline`)[0]).toBe(0)
  child.kill('SIGSTOP')
  return child.pid ?? 0
}

/** Addresses of the second mapping's start and of the third's middle. */
function rangeOf(files: FrozenFiles): readonly [low: string, high: string] {
  const lines = Buffer.from(files.maps ?? [])
    .toString('latin1')
    .split('\n')
  const start = (line: string | undefined): string => line?.split('-')[0] ?? '0'
  return [start(lines[1] || lines[0]), (BigInt(`0x${start(lines[2] || lines[0])}`) + 16n).toString(16)]
}

/** The option sets with a process's addresses in them. None has -A with -x, where the totals differ: docs/pmap-differences.md. */
function setsFor(files: FrozenFiles): string[][] {
  const [low, high] = rangeOf(files)
  return OPTION_SETS.map((options) =>
    options.map((word) => word.replace('LOW', low).replace('HIGH', high).replace(/^RC$/, RC))
  )
}

describe.runIf(canFreeze())('pmap on frozen processes', () => {
  it.each(REAL_KINDS)('prints what procps prints: %s', async (kind) => {
    const pid = await startKind(kind)
    const files = freeze(pid)
    const frozen = join(FOLDER, `frozen-${kind}`)
    writeFrozen(frozen, files)
    expectEqual(runBoth(join(FOLDER, `run-${kind}`), [pid], setsFor(files), { frozen, locale: 'C' }))
  })

  it.each(Object.keys(INVENTED))('prints what procps prints: smaps of %s', async (name) => {
    const pid = await startKind('plain')
    const files = invent(pid, INVENTED[name]!)
    const frozen = join(FOLDER, `frozen-${name}`)
    writeFrozen(frozen, files)
    const pairs = runBoth(join(FOLDER, `run-${name}`), [pid], setsFor(files), { frozen, locale: 'C' })
    expectEqual(pairs)
    // Kept for tests that compare without a process, a mount or pmap itself.
    const kept = pairs
      .map(({ options, real }) => ({ ...real, options: options.map((word) => (word === RC ? 'RC' : word)) }))
      .filter(({ options }) => STORED.has(options.join(' ').replace(/ [0-9a-f]+,.*/, ' RANGE')))
    await expect(storedText(kept)).toMatchFileSnapshot(storedFile(name))
  })

  it('differs where docs/pmap-differences.md lists it', async () => {
    const pid = await startKind('verylongname')
    const files = freeze(pid)
    const frozen = join(FOLDER, 'frozen-differences')
    writeFrozen(frozen, files)
    const [plain, wide, path] = runBoth(join(FOLDER, 'run-differences'), [pid], [[], ['-X'], ['-X', '-p']], {
      frozen,
      locale: 'C'
    })
    const lastLines = (bytes: Buffer | undefined, text: string): string[] =>
      String(bytes)
        .split('\n')
        .filter((line) => line.includes(text))
    // 1: a maps line of more than 1023 bytes is one row, not one for each piece.
    expect(lastLines(plain?.ours.stdout, ' file')).toHaveLength(2)
    expect(String(plain?.real.stdout).split('\n').length).toBeGreaterThan(String(plain?.ours.stdout).split('\n').length)
    // 2: names are not cut at 127 bytes.
    expect(lastLines(wide?.ours.stdout, ' file')).toHaveLength(2)
    expect(lastLines(path?.ours.stdout, 'nnn/file')).toHaveLength(2)
    expect(lastLines(path?.real.stdout, 'nnn/file')).toHaveLength(0)
  })

  it('differs in totals of -x with -A and in -X with -A and several processes', async () => {
    const pid = await startKind('plain')
    const files = invent(pid, INVENTED['linux-2.6.32']!)
    const frozen = join(FOLDER, 'frozen-range')
    writeFrozen(frozen, files)
    const sets = [['-x', '-A', '20000000'], ['-X', '-q', '-A', '20000000'], ['-X']]
    const [extended, wide, twice] = runBoth(join(FOLDER, 'run-range'), [pid, pid], sets, { frozen, locale: 'C' })
    expect(String(extended?.ours.stdout)).toContain('total kB               8       4       4\n')
    expect(String(extended?.real.stdout)).toContain('total kB               8       8       8\n')
    expect(String(wide?.ours.stdout).match(/^ *[0-9a-f]{8,} /gm)).toHaveLength(2)
    expect(String(wide?.real.stdout).match(/^ *[0-9a-f]{8,} /gm)).toHaveLength(6)
    const totals = String(twice?.ours.stdout)
      .split('\n')
      .filter((line) => line.endsWith('KB '))
    expect(totals[0]).toBe(totals[1])
  })

  it('keeps odd fields, marks missing ones as empty and prints UTF-8 names whole', async () => {
    const pid = await startKind('plain')
    const cases = {
      order:
        block('10000000-10002000 rw-p 00000000 00:00 0 ', { Size: 8, Rss: 4, Swap: 0 }) +
        block('20000000-20002000 rw-p 00000000 00:00 0 ', { Rss: 7, Size: 8, Swap: 0 }),
      cut:
        block('10000000-10002000 rw-p 00000000 00:00 0 ', { Size: 8, Rss: 4, Swap: 5 }) +
        block('20000000-20002000 rw-p 00000000 00:00 0 ', { Size: 8 }),
      garbage: `nonsense line\n${INVENTED['linux-2.6.32']}`
    }
    const run = (name: keyof typeof cases, sets: string[][]): RunPair[] => {
      const frozen = join(FOLDER, `frozen-odd-${name}`)
      writeFrozen(frozen, invent(pid, cases[name]))
      return runBoth(join(FOLDER, `run-odd-${name}`), [pid], sets, { frozen, locale: 'C.UTF-8' })
    }
    const [order] = run('order', [['-X']])
    expect(order?.real.status).toBe(1)
    expect(order?.ours.status).toBe(0)
    expect(String(order?.ours.stdout)).toContain('   8   7    0 \n')
    const [cut] = run('cut', [['-X']])
    expect(String(cut?.ours.stdout)).toContain('20000000 rw-p 00000000  00:00     0    8          \n')
    const [garbage] = run('garbage', [['-X']])
    expect(garbage?.ours.stderr).toContain('1 lines of smaps')
  })

  it.each([
    ['one', 'single'],
    ['blanks', 'a \0 b\0\0c  \0'],
    ['newlines', 'two\nlines\0and\ttab\0'],
    ['utf8', 'ünï日本\0x\0'],
    ['long', `${'x'.repeat(200_000)}\0`],
    ['trailing blank', 'x \0y '],
    ['empty', '']
  ])('prints the title of odd command lines: %s', async (_name, commandLine) => {
    const pid = await startKind('plain')
    const files = { ...invent(pid, INVENTED['linux-2.6.32']!), cmdline: Buffer.from(commandLine) }
    const frozen = join(FOLDER, `frozen-cmdline-${pid}`)
    writeFrozen(frozen, files)
    expectEqual(
      runBoth(join(FOLDER, `run-cmdline-${pid}`), [pid], [[], ['-q'], ['-X'], ['-x']], { frozen, locale: 'C.UTF-8' })
    )
  })
})

describe('pmap on live processes', () => {
  const SETS = [[], ['-x'], ['-X'], ['-d'], ['-q'], ['-XX']]

  it('kernel threads', () => {
    const found = spawnSync('sh', [
      '-c',
      'for p in /proc/[0-9]*; do [ -z "$(cat $p/cmdline 2>/dev/null)" ] && [ ! -s $p/maps ] && echo ${p#/proc/} && break; done'
    ])
    const pid = String(found.stdout).trim()
    expectEqual(runBoth(join(FOLDER, 'run-kernel'), [pid], SETS, { locale: 'C' }))
  })

  it('zombies', async () => {
    // What ends before the shell has become sleep is taken away by the shell.
    const parent = spawn('sh', ['-c', 'sleep 0.5 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'inherit'] })
    children.push(parent)
    const pid = String(await new Promise((resolve) => parent.stdout.once('data', resolve))).trim()
    await expect.poll(() => String(spawnSync('cat', [`/proc/${pid}/stat`]).stdout)).toContain(') Z ')
    expectEqual(runBoth(join(FOLDER, 'run-zombie'), [pid], SETS, { locale: 'C' }))
  })

  it('each run a process of its own', async () => {
    const pid = await startKind('names')
    const files = freeze(pid)
    if (canFreeze()) {
      const frozen = join(FOLDER, 'frozen-separate')
      writeFrozen(frozen, files)
      expectEqual(
        runBoth(join(FOLDER, 'run-separate'), [pid], [[], ['-x'], ['-XX']], { frozen, locale: 'C', isSeparate: true })
      )
    }
    const sets = [['-Z'], ['-x', '-d', '1'], ['-C', '/nonexistent', '1'], ['abc']]
    expectEqual(runBoth(join(FOLDER, 'run-separate-mistakes'), [], sets, { locale: 'C', isSeparate: true }))
  })

  it('vanished processes, alone and among others', async () => {
    const gone = spawnSync('true').pid
    expectEqual(runBoth(join(FOLDER, 'run-gone'), [gone], SETS, { locale: 'C' }))
    const pid = await startKind('plain')
    expectEqual(runBoth(join(FOLDER, 'run-gone-too'), [gone, pid, gone], [[], ['-q'], ['-d']], { locale: 'C' }))
  })

  it.runIf(process.getuid?.() === 0)('processes of another user', async () => {
    const pid = await startKind('plain')
    // The files of this checkout need not be readable for nobody, so ours runs with its permissions dropped later.
    const prefix = 'setpriv --reuid=0 --regid=0 --clear-groups --inh-caps=-all --bounding-set=-all --no-new-privs'
    const locked = spawn('setpriv', ['--reuid=65534', '--regid=65534', '--clear-groups', 'sleep', '60'])
    children.push(locked)
    await expect.poll(() => String(spawnSync('cat', [`/proc/${locked.pid}/cmdline`]).stdout)).toContain('sleep')
    expectEqual(runBoth(join(FOLDER, 'run-denied'), [locked.pid ?? 0], SETS, { locale: 'C', prefix }))
    expectEqual(
      runBoth(join(FOLDER, 'run-denied-too'), [locked.pid ?? 0, spawnSync('true').pid, pid], [[], ['-d']], {
        locale: 'C',
        prefix
      })
    )
  })
})
