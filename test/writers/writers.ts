import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openBytes } from '#shared/formats/index.ts'
import { nodeFormatContext } from '#main/source/node-inflate.ts'

const root = join(import.meta.dirname, '../..')
const source = (path: string): string => JSON.stringify(join(root, path))
const RUN = join(root, 'test/support/run-command.ts')
const MAPS = join(root, 'test/fixtures/captures/sleep.smaps')

/** Something that writes a file of the product, as a program of its own. */
export interface Writer {
  readonly name: string
  /** Files of the tree that write in this way; a test sees that there are no others. */
  readonly sources: readonly string[]
  /** The program and its words; it writes `file` once or over and over, and says on standard output that it is at it. */
  command(file: string): readonly [string, ...string[]]
  /** It never replaces a file: there is none, or a whole one. */
  readonly isNew?: boolean
  /** Nobody is told when it can't write, and it goes on. */
  readonly isSilent?: boolean
  /** What a writer adds to is never lost, and only its last line may be half. */
  readonly isLog?: boolean
  /** Whether a file that is there is whole; its old content counts as well. @throws where it is not */
  check(file: string): void
  /** How long the program may be let alone before it is killed, milliseconds. */
  readonly within: number
}

/** A program that runs statements over and over; `turn` counts. */
function loop(imports: string, statement: string, before = ''): [string, ...string[]] {
  const text = `${imports}
    ${before}
    for (let turn = 0; ; turn++) {
      ${statement}
      if (turn === 0) process.stdout.write('ready')
    }`
  return [process.execPath, '--input-type=module', '-e', text]
}
const once = (...words: string[]): [string, ...string[]] => [process.execPath, RUN, ...words]

const parsesAsJson = (file: string): void => void JSON.parse(readFileSync(file, 'utf8'))
const opens = (file: string): void => {
  const { moments } = openBytes(readFileSync(file), file, nodeFormatContext)
  const rows = moments.map(({ processes }) => processes[0]?.capture().table.rowCount ?? 0)
  if (rows.length === 0 || rows.some((count) => count === 0))
    throw new Error(`moments without mappings: ${rows.join()}`)
}
const isOneLetter = (file: string): void => {
  const text = readFileSync(file, 'latin1')
  if (text.length !== 300_000 || new Set(text).size !== 1)
    throw new Error(`${text.length} characters of several writers`)
}
const letters = `const letters = (turn) => Buffer.alloc(300_000, String.fromCharCode(97 + (turn % 20)))`

/** Everything in the product that writes files. What else commands make (reports, lessons as pages) goes through the first. */
export const WRITERS: readonly Writer[] = [
  {
    name: 'what a command makes',
    sources: ['src-main/output/write-file.ts', 'src-main/output/write-place.ts'],
    command: (file) =>
      loop(
        `import { writeFileWhole } from ${source('src-main/output/write-file.ts')}`,
        `for (const part = letters(turn), at = 0; ;) { writeFileWhole(${JSON.stringify(file)}, (sink) => { for (let at = 0; at < part.length; at += 10_000) sink(part.subarray(at, at + 10_000)) }); break }`,
        letters
      ),
    check: isOneLetter,
    within: 60
  },
  {
    name: 'vmatlas capture -o',
    sources: ['src-main/output/write-file.ts'],
    command: (file) => once('capture', '-o', file, String(process.pid)),
    check: opens,
    within: 1200
  },
  {
    name: 'vmatlas export -o',
    sources: ['src-main/output/write-file.ts'],
    command: (file) => once('export', '--from', MAPS, '--format', 'json', '-o', file),
    check: parsesAsJson,
    within: 900
  },
  {
    name: 'vmatlas metrics -o',
    sources: ['src-main/output/write-file.ts'],
    command: (file) => once('metrics', '--by', 'program', '-o', file),
    check: (file) => {
      if (!readFileSync(file, 'utf8').endsWith('\n')) throw new Error('it ends in the middle of a line')
    },
    within: 1500
  },
  {
    name: 'vmatlas record',
    sources: ['src-main/recorder/ring-file.ts'],
    command: (file) => once('record', String(process.pid), '--every', '20ms', '--keep', '3', '-o', file),
    check: opens,
    within: 1500
  },
  {
    name: 'what the desktop saves',
    sources: ['src-main/shell/save-file.ts'],
    command: (file) =>
      loop(
        `import { saveWhole } from ${source('src-main/shell/save-file.ts')}`,
        `await saveWhole(${JSON.stringify(file)}, letters(turn))`,
        letters
      ),
    check: isOneLetter,
    within: 60
  },
  {
    name: 'settings',
    sources: ['src-main/services/settings-file.ts'],
    command: (file) =>
      loop(
        `import { SettingsFile } from ${source('src-main/services/settings-file.ts')}`,
        `settings.write({ turn, filler: 'x'.repeat(200_000) })`,
        `const settings = new SettingsFile(${JSON.stringify(file)}, (notice) => { throw new Error(notice) })`
      ),
    check: parsesAsJson,
    within: 60
  },
  {
    name: 'recent files',
    sources: ['src-main/output/write-file.ts'],
    command: (file) =>
      loop(
        `import { RecentFiles } from ${source('src-main/shell/recent-files.ts')}`,
        `recent.add('/' + 'x'.repeat(20_000) + turn)`,
        `const recent = new RecentFiles(${JSON.stringify(file)}, () => undefined, (reason) => { throw new Error(reason) })`
      ),
    check: parsesAsJson,
    within: 60
  },
  {
    name: 'place and size of the window',
    isSilent: true,
    sources: ['src-main/output/write-file.ts'],
    command: (file) =>
      loop(
        `import { writeWindowState } from ${source('src-main/shell/window-state.ts')}`,
        `writeWindowState(${JSON.stringify(file)}, { x: turn, y: 1, width: 900, height: 700, isMaximized: false })`
      ),
    check: parsesAsJson,
    within: 60
  },
  {
    name: 'a configuration of pmap',
    sources: ['src-main/output/write-file.ts'],
    isNew: true,
    command: (file) =>
      loop(
        `import { rmSync } from 'node:fs'
         import { createFile } from ${source('src-main/output/write-file.ts')}`,
        `rmSync(${JSON.stringify(file)}, { force: true }); createFile(${JSON.stringify(file)}, 'a'.repeat(300_000))`
      ),
    check: isOneLetter,
    within: 60
  },
  {
    name: 'the log',
    sources: ['src-main/services/log-file.ts'],
    isLog: true,
    isSilent: true,
    command: (file) =>
      loop(
        `import { LogFile } from ${source('src-main/services/log-file.ts')}`,
        `log.addError('turn ' + turn, 'x'.repeat(2000))`,
        `const log = new LogFile(${JSON.stringify(file)})`
      ),
    check: (file) => {
      // Between a full log and the next, only the full one is there.
      const lines = readFileSync(existsSync(file) ? file : `${file}.old`, 'utf8')
        .split('\n')
        .slice(0, -1)
      for (const line of lines) if (!line.endsWith('x'.repeat(2000)) && line !== 'old') throw new Error('a half line')
    },
    within: 60
  },
  {
    name: 'the capture script',
    sources: [],
    command: (file) => ['sh', join(root, 'build/vmatlas-capture.sh'), '-o', file, String(process.pid)],
    check: opens,
    within: 200
  }
]

/** Files that write where nothing has to be whole afterwards: without a name, a file of the kernel, or an empty one. */
export const OTHERS: readonly string[] = [
  'src-main/commands/support/record-moments.ts',
  'src-main/output/parquet/group-spool.ts',
  'src-main/pages/soft-dirty.ts',
  'src-main/source/jvm-attach.ts'
]
