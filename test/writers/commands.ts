import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { once, opens, parsesAsJson, root, type Writer } from './writer.ts'

const MAPS = join(root, 'test/fixtures/captures/sleep.smaps')
const OWN = String(process.pid)

/** Whether a text is there to its end. */
const endsWith =
  (end: string) =>
  (file: string): void => {
    if (!readFileSync(file, 'latin1').endsWith(end)) throw new Error(`${file} does not end with ${JSON.stringify(end)}`)
  }

const exporting = (format: string, check: Writer['check'], most: number): Writer => ({
  name: `vmatlas export --format ${format}`,
  sources: ['src-main/output/write-file.ts'],
  command: (file) => once('export', '--from', MAPS, '--format', format, '-o', file),
  check,
  within: 900,
  most
})

/** What an export writes, in the formats that are written in ways of their own. */
const EXPORTS = [
  ['json', parsesAsJson, 40_000],
  ['csv', endsWith('\n'), 12_000],
  // Row groups wait in a file without a name.
  ['parquet', endsWith('PAR1'), 40_000],
  ['vmsnap', opens, 8000]
] as const

/** The commands that write files, and the script that captures where nothing is installed. */
export const COMMANDS: readonly Writer[] = [
  {
    name: 'vmatlas capture -o',
    sources: ['src-main/output/write-file.ts'],
    command: (file) => once('capture', '-o', file, OWN),
    check: opens,
    within: 1200,
    most: 60_000
  },
  {
    name: 'vmatlas capture --folder',
    sources: ['src-main/output/write-file.ts'],
    command: (file) => once('capture', '--folder', dirname(file), '--count', '2', '--every', '0.02', OWN),
    isNew: true,
    files: /\.vmsnap$/,
    check: opens,
    within: 1200,
    most: 60_000
  },
  ...EXPORTS.map(([format, check, most]) => exporting(format, check, most)),
  {
    name: 'vmatlas metrics -o',
    sources: ['src-main/output/write-file.ts'],
    command: (file) => once('metrics', '--by', 'program', '-o', file),
    check: endsWith('# EOF\n'),
    within: 1500,
    most: 60_000
  },
  {
    name: 'vmatlas check --junit',
    sources: ['src-main/output/write-file.ts'],
    command: (file) => once('check', MAPS, '--against', MAPS, '--junit', file),
    check: endsWith('</testsuites>\n'),
    within: 900,
    most: 8000
  },
  {
    name: 'vmatlas record',
    sources: ['src-main/recorder/ring-file.ts'],
    command: (file) => once('record', OWN, '--every', '20ms', '--keep', '3', '--for', '1500ms', '-o', file),
    check: opens,
    within: 1500,
    most: 150_000
  },
  {
    name: 'the capture script',
    sources: [],
    command: (file) => ['sh', join(root, 'build/vmatlas-capture.sh'), '-o', file, OWN],
    check: opens,
    within: 200,
    most: 60_000
  },
  {
    name: 'the capture script, into a folder',
    sources: [],
    command: (file) => ['sh', join(root, 'build/vmatlas-capture.sh'), '-d', dirname(file), OWN],
    isNew: true,
    files: /\.tar$/,
    check: opens,
    within: 200,
    most: 60_000
  }
]

/** Commands that write through the same door, and that only the built command has completely: for long runs. */
export const BUILT_COMMANDS: readonly Writer[] = [
  exporting('html', endsWith('</html>\n'), 2_300_000),
  {
    name: 'vmatlas lesson --answers',
    sources: ['src-main/output/write-file.ts'],
    command: (file) => once('lesson', 'vsz-is-not-rss', '--answers', file),
    check: parsesAsJson,
    within: 1200,
    most: 8000
  },
  {
    name: 'vmatlas lesson --record',
    sources: ['src-main/output/write-file.ts'],
    fileName: '02-vsz-is-not-rss/recording.json',
    command: (file) => once('lesson', 'vsz-is-not-rss', '--record', dirname(dirname(file))),
    check: parsesAsJson,
    within: 1200,
    most: 80_000
  },
  {
    name: 'vmatlas lessons --site',
    sources: ['src-main/output/write-file.ts'],
    fileName: 'index.html',
    files: /\.html$/,
    command: (file) => once('lessons', '--site', dirname(file)),
    check: endsWith('</html>\n'),
    within: 1500,
    most: 1_200_000
  }
]
