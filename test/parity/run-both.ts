import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BatchRun } from './pmap-entry.ts'

export interface PmapRun {
  readonly status: number
  readonly stdout: Buffer
  readonly stderr: string
}

export interface RunPair {
  readonly options: readonly string[]
  readonly real: PmapRun
  readonly ours: PmapRun
}

const ENTRY = join(import.meta.dirname, 'pmap-entry.ts')

const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`

function readRun(folder: string, name: string): PmapRun {
  return {
    status: Number(readFileSync(join(folder, `${name}.status`), 'utf8')),
    stdout: readFileSync(join(folder, `${name}.out`)),
    stderr: readFileSync(join(folder, `${name}.err`), 'utf8')
  }
}

export interface RunSettings {
  /** Folder that both see as /proc/PID, in a mount namespace of their own. */
  readonly frozen?: string
  readonly locale: string
  /** Command in front of both programs. */
  readonly prefix?: string
  /** Ours too starts over for each option set, as users start it; otherwise one process runs all of them. */
  readonly isSeparate?: boolean
}

/** Runs procps's pmap and ours over all option sets on one process. */
export function runBoth(
  workFolder: string,
  pids: readonly (number | string)[],
  optionSets: readonly (readonly string[])[],
  settings: RunSettings
): RunPair[] {
  mkdirSync(workFolder, { recursive: true })
  const words = pids.map((pid) => quoted(String(pid))).join(' ')
  const lines = [
    settings.frozen === undefined ? '' : `mount --bind ${quoted(settings.frozen)} /proc/${pids[0]} || exit 99`,
    `export LC_ALL=${settings.locale} HOME=${quoted(workFolder)}`
  ]
  const call = (program: string, given: string, to: string): string =>
    `${settings.prefix ?? ''} ${program} ${given} >${quoted(to)}.out 2>${quoted(to)}.err </dev/null`
  const ours = `${quoted(process.execPath)} ${quoted(ENTRY)}`
  const batch: BatchRun[] = []
  optionSets.forEach((options, index) => {
    const given = `${options.map(quoted).join(' ')} ${words}`
    const to = join(workFolder, `${index}-ours`)
    const real = join(workFolder, `${index}-real`)
    lines.push(`${call('pmap', given, real)}; echo $? >${quoted(real)}.status`)
    if (settings.isSeparate === true) lines.push(`${call(ours, given, to)}; echo $? >${quoted(to)}.status`)
    else batch.push({ words: [...options, ...pids.map(String)], to })
  })
  if (batch.length > 0) {
    const file = join(workFolder, 'batch.json')
    writeFileSync(file, JSON.stringify(batch))
    lines.push(`${settings.prefix ?? ''} ${ours} --batch ${quoted(file)} </dev/null >/dev/null`)
  }
  const script = join(workFolder, 'run.sh')
  writeFileSync(script, `${lines.join('\n')}\n`)
  if (settings.frozen === undefined) execFileSync('sh', [script])
  else execFileSync('unshare', ['-m', '--propagation', 'private', 'sh', script])
  return optionSets.map((options, index) => ({
    options,
    real: readRun(workFolder, `${index}-real`),
    ours: readRun(workFolder, `${index}-ours`)
  }))
}

/** Standard error without the usage text, which differs by the options that newer versions have. */
const firstWords = (text: string): string =>
  text.replace(/\n\nUsage:\n[^]*$/, '\nUsage\n').replace(/^\nUsage:\n[^]*$/, 'Usage\n')

/** What differs between the two runs, in words; null when nothing does. */
export function differenceOf({ options, real, ours }: RunPair): string | null {
  const call = `pmap ${options.join(' ')}`
  if (real.status !== ours.status) return `${call}: status ${ours.status} instead of ${real.status}\n${ours.stderr}`
  if (!real.stdout.equals(ours.stdout)) {
    const [a, b] = [real.stdout, ours.stdout].map((bytes) => bytes.toString('latin1').split('\n'))
    const line = a!.findIndex((text, index) => text !== b![index])
    return `${call}: line ${line + 1}\n  real ${JSON.stringify(a![line])}\n  ours ${JSON.stringify(b![line])}`
  }
  if (firstWords(real.stderr) !== firstWords(ours.stderr)) {
    return `${call}: standard error\n  real ${JSON.stringify(real.stderr)}\n  ours ${JSON.stringify(ours.stderr)}`
  }
  return null
}
