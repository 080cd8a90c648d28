import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { expectEqual } from './expect-equal.ts'
import { RC_TEXT } from './option-sets.ts'
import { runBoth } from './run-both.ts'

const FOLDER = mkdtempSync(join(tmpdir(), 'vmatlas-parity-'))
const RC = join(FOLDER, 'rc')
writeFileSync(RC, RC_TEXT)
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }))

it('mistakes on the command line', () => {
  const mistakes: string[][] = [
    [],
    ['-Z'],
    ['--nope'],
    ['--re'],
    ['--quiet=3', '1'],
    ['-A'],
    ['--range'],
    ['-A', 'zz', '1'],
    ['-A', '0x', '1'],
    ['-A', '1,2,3', '1'],
    ['-x', '-d', '1'],
    ['-x', '-d'],
    ['-X', '-c', '1'],
    ['-n', '-q'],
    ['-N', 'f', '-p'],
    ['-n', '1'],
    ['-x'],
    ['-C', '/nonexistent', '1'],
    ['-C', '/nonexistent', 'abc'],
    ['-c', '1'],
    ['abc'],
    ['0'],
    ['-1'],
    ['+1'],
    [' 1'],
    [''],
    ['1x'],
    ['2147483648'],
    ['/proc/1/maps'],
    ['/proc/self'],
    ['/proc/'],
    ['--', '-x'],
    ['0x'],
    ['09'],
    ['-a', '1'],
    ['-l', '1'],
    ['-qZ', '1'],
    ['-r'],
    ['-C', '/', 'abc']
  ]
  expectEqual(runBoth(join(FOLDER, 'run-mistakes'), [], mistakes, { locale: 'C' }))
})

it('configuration files are written once', () => {
  const folder = join(FOLDER, 'run-create')
  // Each program has a file of its own, so that both find none.
  const real = spawnSync('pmap', ['-N', join(folder, 'real.rc')], { encoding: 'latin1' })
  expect(real.status).toBe(1)
  const pairs = runBoth(
    folder,
    [],
    [
      ['-N', '/nonexistent/rc'],
      ['-N', RC]
    ],
    { locale: 'C' }
  )
  expectEqual(pairs)
  execFileSync('pmap', ['-N', join(folder, 'real.rc')], { stdio: 'ignore' })
  const [ours] = runBoth(join(FOLDER, 'run-create-ours'), [], [['-n']], { locale: 'C' })
  expect(ours?.real.stderr).toContain('successfully created')
  expect(execFileSync('cat', [join(FOLDER, 'run-create-ours', '.pmaprc')])).toEqual(
    execFileSync('cat', [join(folder, 'real.rc')])
  )
})
