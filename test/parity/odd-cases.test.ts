import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canFreeze, invent, writeFrozen, type FrozenFiles } from './frozen-process.ts'
import { block } from './invented-smaps.ts'
import { differenceOf, runBoth, type RunPair } from './run-both.ts'

const FOLDER = mkdtempSync(join(tmpdir(), 'vmatlas-odd-'))
const children: ChildProcess[] = []
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(FOLDER, { recursive: true, force: true })
})

const FIELDS = { Size: 8, Rss: 4, Pss: 4, Private_Dirty: 4, Swap: 0 }
const A = '10000000-10002000 rw-p 00000000 00:00 0 '
const B = '20000000-20002000 r-xp 0001f000 08:14 131                                /usr/bin/thing'
const PLAIN = block(A, FIELDS) + block(B, FIELDS)
const named = (...names: readonly string[]): string =>
  names
    .map((name, at) =>
      block(`${at + 1}0000000-${at + 1}0001000 r--p 00000000 ${name}`.replace(/ \//, `${' '.repeat(33)}/`), FIELDS)
    )
    .join('')

/** Changes what the process's files hold, rather than its mappings. */
type Changes = Partial<Record<'cmdline' | 'stat', string>>
interface OddCase {
  readonly smaps?: string
  readonly changes?: Changes
  readonly rc?: string
  readonly options?: readonly string[]
  readonly locale?: string
}

/** Both programs print the same of these. */
const SAME: Readonly<Record<string, OddCase>> = {
  'a name that ends with CR': { smaps: named('08:01 7 /srv/a\r', '08:01 8 /srv/b') },
  'only names that end with CR': { smaps: named('08:01 7 /srv/a\r') },
  'a second -A with one end': { options: ['-A', '20000000', '-A', ',20001000'] },
  'a second -A with the other end': { options: ['-A', ',20001000', '-A', '20000000,'] },
  'an empty second -A': { options: ['-A', '20000000', '-A', ''] },
  'a title that ends with NUL and blank': { changes: { cmdline: 'c\0 ' } },
  'a title of NUL and blank': { changes: { cmdline: '\0 ' } },
  'a title that ends with a newline': { changes: { cmdline: 'a\n' } },
  'a title of a value that is no character': { changes: { cmdline: '\u{10ffff}\0' }, locale: 'C.UTF-8' },
  'words in an unknown section': { rc: '[Foo]\na b\n[Fields Display]\nRss\n' },
  'an rc line of 1,023 bytes': { rc: `[Fields Display]\n${'Rss'.padEnd(1023)}\nPss\n` },
  'an rc line of 1,024 bytes': { rc: `[Fields Display]\n${'Rss'.padEnd(1024)}\nPss\n` },
  'an rc line of 3,000 bytes': { rc: `[Fields Display]\n${'Rss'.padEnd(3000)}\nPss\n` },
  'a last rc line of 1,024 bytes': { rc: `[Fields Display]\n${'Rss'.padEnd(1024)}` },
  'an rc line with NUL': { rc: '[Fields Display]\nRss\0Pss\nSwap\n' },
  'a long rc line with NUL': { rc: `[Fields Display]\nRss\0${'x'.repeat(2000)}\nSwap\n` },
  'an empty word of an rc section': { rc: '[]\na b c\n[Mapping]\nShowPath x\n' },
  'an option of several bytes': { options: ['-é'] },
  'a file that is called as segments are': { smaps: named('00:2b 7 /SYSVfoo') },
  'such a file beside a segment': { smaps: named('00:2b 7 /SYSVfoo', '00:01 9 /SYSV00000001 (deleted)') },
  'values beyond 2^53': {
    smaps: [A, B].map((row) => block(row, { ...FIELDS, Private_Dirty: ' 9007199254740993 kB' })).join(''),
    options: ['-x']
  },
  'a mapping at 0 where the stack is unknown': { smaps: block('00000000-00001000 rw-p 00000000 00:00 0 ', FIELDS) },
  'a name of 64 bytes': { changes: { cmdline: '', stat: 'x'.repeat(64) } },
  'a last line without newline': { smaps: PLAIN }
}

describe.runIf(canFreeze())('what no ordinary process shows', () => {
  let pid = 0
  beforeAll(() => {
    const child = spawn('sleep', ['600'])
    children.push(child)
    pid = child.pid ?? 0
  })

  function run(name: string, odd: OddCase, prepare = (files: FrozenFiles): FrozenFiles => files): RunPair[] {
    const { smaps = PLAIN, changes = {}, rc, options, locale = 'C' } = odd
    const files = invent(pid, smaps)
    const frozen = join(FOLDER, `frozen-${name}`)
    const stat =
      changes.stat === undefined ? {} : { stat: Buffer.from(String(files.stat).replace('invented', changes.stat)) }
    const cmdline = changes.cmdline === undefined ? {} : { cmdline: Buffer.from(changes.cmdline) }
    writeFrozen(frozen, prepare({ ...files, ...stat, ...cmdline }))
    const rcFile = join(FOLDER, `${name}.rc`)
    if (rc !== undefined) writeFileSync(rcFile, rc)
    const sets = rc !== undefined ? [['-C', rcFile]] : options === undefined ? [[], ['-p'], ['-d'], ['-X']] : [options]
    return runBoth(join(FOLDER, `run-${name}`), [pid], sets, { frozen, locale })
  }

  it.each(Object.entries(SAME))('is the same as of procps: %s', (name, odd) => {
    const cut = (files: FrozenFiles): FrozenFiles => ({
      ...files,
      maps: files.maps?.subarray(0, -1) ?? new Uint8Array()
    })
    const pairs = run(name.replaceAll(/\W/g, '-'), odd, name.includes('last line') ? cut : undefined)
    expect(pairs.map(differenceOf).filter((difference) => difference !== null)).toEqual([])
  })

  it('shows C1 controls as one ? for each byte: titles as 4.0.5, names as 4.0.2', () => {
    const [pair] = run('c1', {
      smaps: named('08:01 7 /srv/\xc2\x85'),
      changes: { cmdline: '\u0085\0' },
      locale: 'C.UTF-8'
    })
    expect(String(pair?.ours.stdout)).toMatch(/^\d+: {3}\?\?\n.* \?\?\n/)
    expect(String(pair?.real.stdout)).toMatch(/ r---- \?\?\n/)
  })

  it('keeps its own of what docs/pmap-differences.md lists as not copied', () => {
    const unsorted = named('08:01 7 /a', '08:01 8 /b')
      .split(/(?=^20000000)/m)
      .reverse()
      .join('')
    expect(String(run('unsorted', { smaps: unsorted, options: ['-A', '10000000'] })[0]?.ours.stdout)).toContain(' a\n')
    const lower = run('lower', { smaps: PLAIN.replaceAll('Swap:', 'swap_x: 0 kB\nSwap:'), options: ['-x'] })
    expect(String(lower[0]?.ours.stdout)).toContain(' thing\n')
    const swapFirst = block(A, { Size: 8, Swap: 0, Rss: 4, Private_Dirty: 4 })
    expect(String(run('swap', { smaps: swapFirst, options: ['-x'] })[0]?.ours.stdout)).toMatch(/8 {7}4 {7}4 rw---/)
    const text = run('text', { smaps: PLAIN.replaceAll('Swap:', 'Name: [anon:x]\nSwap:'), options: ['-X'] })
    expect([text[0]?.real.status, text[0]?.ours.status]).toEqual([1, 0])
    const huge = [A, B].map((row) => block(row, { ...FIELDS, Rss: ' 18446744073709551615 kB' })).join('')
    expect(String(run('huge', { smaps: huge, options: ['-X'] })[0]?.ours.stdout)).toContain('36893488147419103230')
    const cutField = run('cut-field', { options: ['-X'] }, (files) => ({
      ...files,
      smaps: Buffer.from(`${PLAIN}THPeligible:    0`)
    }))
    expect(cutField[0]?.ours.stderr).toContain('1 lines of smaps')
    expect(String(cutField[0]?.ours.stdout)).not.toContain('THPeligible')
    const unit = run('unit', { smaps: PLAIN.replaceAll('Pss: ', 'Pss: 7 MB\nX: '), options: ['-X'] })
    expect(String(unit[0]?.ours.stdout)).not.toContain(' Pss ')
  })

  it('works where /proc is nothing but this process, without a way through descriptors', () => {
    const frozen = join(FOLDER, 'lone/4242')
    writeFrozen(frozen, invent(4242, PLAIN))
    const entry = join(import.meta.dirname, 'pmap-entry.ts')
    const script = `mount --bind '${join(FOLDER, 'lone')}' /proc && exec '${process.execPath}' '${entry}' -x 4242`
    const { status, stdout } = spawnSync('unshare', ['-m', '--propagation', 'private', 'sh', '-c', script], {
      encoding: 'utf8'
    })
    expect([status, stdout]).toEqual([0, expect.stringContaining(' thing\n')])
  })
})

describe('streams and limits', () => {
  const CLI = join(import.meta.dirname, '../../src-main/cli.ts')
  const OURS = `"${process.execPath}" "${CLI}" pmap`
  const shell = (script: string): { status: number | null; stdout: string; stderr: string } =>
    spawnSync('bash', ['-c', `${script}; exit $?`], { encoding: 'utf8' })

  it('reports a closed standard output, and with the message of the C library one that can not be written', () => {
    for (const redirection of ['>&-', '1</dev/null', '>/dev/full']) {
      const [real, ours] = [shell(`pmap $$ ${redirection}`), shell(`${OURS} $$ ${redirection}`)]
      expect([ours.status, ours.stderr], redirection).toEqual([real.status, real.stderr])
      expect(ours.status).toBe(1)
    }
    // Thrown away, by whatever program, is not closed.
    expect(shell(`${OURS} $$ >/dev/null`).status).toBe(0)
    expect(spawnSync(process.execPath, [CLI, 'pmap', String(process.pid)], { stdio: 'ignore' }).status).toBe(0)
  })

  it('prints all rows though no one can read its complaints', () => {
    const [real, ours] = ['pmap', OURS].map((program) => shell(`${program} -r $$ 2>/dev/full`))
    expect(ours?.stdout.split('\n').length).toBe(real?.stdout.split('\n').length)
    expect([real?.status, ours?.status]).toEqual([1, 1])
  })

  it('shows more processes than it may have files open', () => {
    for (let at = 0; at < 100; at++) children.push(spawn('sleep', ['600'], { stdio: 'ignore' }))
    const pids = children.slice(-100).map(({ pid }) => pid)
    const { status, stdout } = shell(`ulimit -n 64; ${OURS} -q ${pids.join(' ')}`)
    expect([status, stdout.match(/^\d+: /gm)?.length]).toEqual([0, 100])
  })

  it('takes an empty HOME for the root, as procps does', () => {
    const [real, ours] = ['pmap', OURS].map((program) => shell(`cd / && HOME= ${program} -c $$`))
    expect(ours).toMatchObject({ status: real?.status, stderr: real?.stderr })
    mkdirSync(join(FOLDER, 'home'))
    writeFileSync(join(FOLDER, 'home/.pmaprc'), '[Fields Display]\nRss\n')
    expect(shell(`cd '${FOLDER}/home' && HOME= ${OURS} -c $$`).status).toBe(1)
  })

  it('never lets a name steer a terminal', () => {
    const folder = join(FOLDER, 'tty/7')
    const name = '/srv/\x1b[2J\u009b31m\u202eevil'
    writeFrozen(folder, invent(7, Buffer.from(`${A}${name}\n`.replace('00:00 0 ', '00:00 5 '))))
    const seen = ['', '-d', '-p'].map((option) =>
      execFileSync('script', ['-qec', `LC_ALL=C.UTF-8 ${OURS} ${option} --from '${join(FOLDER, 'tty')}'`, '/dev/null'])
    )
    for (const bytes of seen) expect(String(bytes)).not.toMatch(/\x1b\[2J|\u009b/)
    const wide = invent(7, Buffer.from(block(`${A}${name}`.replace('00:00 0 ', '00:00 5 '), FIELDS)))
    writeFrozen(folder, wide)
    const out = execFileSync('script', [
      '-qec',
      `LC_ALL=C.UTF-8 ${OURS} -X --from '${join(FOLDER, 'tty')}'`,
      '/dev/null'
    ])
    expect(String(out)).not.toMatch(/\x1b\[2J|\u009b/)
    expect(String(out)).toContain('??31m')
  })
})
