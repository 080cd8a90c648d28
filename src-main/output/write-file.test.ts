import { execFileSync, spawn, spawnSync } from 'node:child_process'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createFile, writeFileWhole } from './write-file.ts'

const FOLDER = mkdtempSync(join(tmpdir(), 'vmatlas-write-'))
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }))
const write = (file: string, text: string): void => writeFileWhole(file, (sink) => sink(Buffer.from(text)))
const path = (name: string): string => join(FOLDER, name)

it('keeps a link, and the permissions of the file that it leads to', () => {
  writeFileSync(path('real'), 'old', { mode: 0o640 })
  mkdirSync(path('links'))
  symlinkSync('../real', path('links/one'))
  symlinkSync('links/one', path('two'))
  write(path('two'), 'new')
  expect(readFileSync(path('real'), 'utf8')).toBe('new')
  expect(lstatSync(path('two')).isSymbolicLink()).toBe(true)
  expect(statSync(path('real')).mode & 0o777).toBe(0o640)
  symlinkSync('nothing-yet', path('dangling'))
  write(path('dangling'), 'made')
  expect(readFileSync(path('nothing-yet'), 'utf8')).toBe('made')
  expect(statSync(path('nothing-yet')).mode & 0o777).toBe(0o600)
  symlinkSync('round', path('round'))
  expect(() => write(path('round'), 'x')).toThrow('Too many symbolic links encountered')
})

it('makes a new file, never over another, and none where it can not be written', () => {
  // Also under a name that is not UTF-8.
  for (const name of [path('made'), Buffer.concat([Buffer.from(path('made-')), Buffer.of(0xff)])]) {
    createFile(name, 'text')
    expect(readFileSync(name, 'utf8')).toBe('text')
    expect(() => createFile(name, 'other')).toThrow(/exists/)
    expect(readFileSync(name, 'utf8')).toBe('text')
  }
  expect(readdirSync(FOLDER).filter((name) => name.endsWith('.part'))).toEqual([])
})

it('writes to what is not a regular file, and never replaces it', () => {
  execFileSync('mkfifo', [path('pipe')])
  const reader = spawn('cat', [path('pipe')], { stdio: ['ignore', 'ignore', 'inherit'] })
  write(path('pipe'), 'through')
  expect(lstatSync(path('pipe')).isFIFO()).toBe(true)
  reader.kill()
  write('/dev/null', 'x')
  expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true)
  expect(() => write('/dev/full', 'x')).toThrow('No space left on device')
  expect(() => write(FOLDER, 'x')).toThrow(/directory/)
})

it('leaves the old file and nothing else where the new one can not be written', () => {
  writeFileSync(path('kept'), 'old')
  const before = readdirSync(FOLDER).length
  expect(() =>
    writeFileWhole(path('kept'), (sink) => {
      sink(Buffer.from('half'))
      throw new Error('stopped')
    })
  ).toThrow('stopped')
  expect([readFileSync(path('kept'), 'utf8'), readdirSync(FOLDER).length]).toEqual(['old', before])
})

describe.runIf(process.getuid?.() === 0)('on file systems with limits', () => {
  const run = (mount: string, script: string): string =>
    spawnSync('unshare', ['-m', '--propagation', 'private', 'sh', '-c', `${mount} && ${script}`], { encoding: 'utf8' })
      .stdout
  const program = `import { createFile, writeFileWhole } from '${import.meta.dirname}/write-file.ts'
    try { writeFileWhole(process.argv[1], (sink) => sink(Buffer.alloc(400000, 110))); console.log('written') } catch (error) { console.log(error.message) }`
  const call = (file: string): string => `'${process.execPath}' --input-type=module -e "${program}" '${file}'`

  it('a full disk costs the new file, not the old one', () => {
    const disk = path('disk')
    mkdirSync(disk)
    const mount = `mount -t tmpfs -o size=256k tmpfs '${disk}' && printf old >'${disk}/file'`
    expect(run(mount, `${call(`${disk}/file`)}; cat '${disk}/file'; ls -A '${disk}' | wc -l`)).toBe(
      'No space left on device\nold1\n'
    )
  })

  it('reports a disk that may only be read', () => {
    const disk = path('locked')
    mkdirSync(disk)
    const mount = `mount -t tmpfs tmpfs '${disk}' && printf old >'${disk}/file' && mount -o remount,ro '${disk}'`
    expect(run(mount, `${call(`${disk}/file`)}; cat '${disk}/file'`)).toBe('Read-only file system\nold')
  })
})

it('a kill at any moment leaves the old file or the whole new one, and what it leaves beside goes with the next', async () => {
  const file = path('killed')
  const script = path('writer.mjs')
  const size = 300_000
  writeFileSync(file, 'a'.repeat(size))
  writeFileSync(
    script,
    `import { createFile, writeFileWhole } from '${import.meta.dirname}/write-file.ts'
     console.log('ready')
     for (let turn = 0; ; turn++) {
       const letter = String.fromCharCode(98 + (turn % 20))
       writeFileWhole(${JSON.stringify(file)}, (sink) => { for (let i = 0; i < 30; i++) sink(Buffer.alloc(${size / 30}, letter)) })
     }`
  )
  for (let turn = 0; turn < 40; turn++) {
    const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] })
    await new Promise((resolve) => child.stdout.once('data', resolve))
    await new Promise((resolve) => setTimeout(resolve, (turn * 7) % 40))
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await ended
    const text = readFileSync(file, 'latin1')
    expect([text.length, new Set(text).size]).toEqual([size, 1])
  }
  const leftovers = (): string[] => readdirSync(FOLDER).filter((name) => name.startsWith('.killed.'))
  for (const name of leftovers()) utimesSync(path(name), 0, 0)
  write(file, 'end')
  expect(leftovers()).toEqual([])
  expect(existsSync(file)).toBe(true)
}, 120_000)
