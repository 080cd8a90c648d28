// Runs our pmap from source, without the rest of the command line: once with the words given, or, as `--batch FILE`, with
// each of the file's runs one after another in this one process, which spares starting Node for each.
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { pmap } from '#main/commands/pmap.ts'
import { openErrorOutput, openOutput } from '#main/output/standard-output.ts'

/** One run: its words, and the path that its files `.out`, `.err` and `.status` begin with. */
export interface BatchRun {
  readonly words: readonly string[]
  readonly to: string
}

const runOnce = (words: readonly string[]): Promise<number> =>
  pmap(words, {
    stdin: process.stdin,
    stdout: openOutput(),
    stderr: openErrorOutput(),
    environment: process.env,
    programName: 'pmap'
  })

/** Puts a new file under a descriptor's number: opening takes the lowest number that is free. */
function redirect(descriptor: number, file: string): void {
  closeSync(descriptor)
  const opened = openSync(file, 'w')
  if (opened !== descriptor) throw new Error(`${file} was opened as ${opened} instead of ${descriptor}`)
}

const [mode, file] = process.argv.slice(2)
if (mode === '--batch' && file !== undefined) {
  for (const { words, to } of JSON.parse(readFileSync(file, 'utf8')) as BatchRun[]) {
    redirect(1, `${to}.out`)
    redirect(2, `${to}.err`)
    writeFileSync(`${to}.status`, `${await runOnce(words)}\n`)
  }
} else {
  process.exitCode = await runOnce(process.argv.slice(2))
}
