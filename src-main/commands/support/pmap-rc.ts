import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { parseRcFile, RC_TEMPLATE, type RcFile } from '#shared/pmap/rc-file.ts'
import { createFile } from '#main/output/write-file.ts'
import type { CommandIo } from '../command.ts'
import { pmapErrorsTo } from './pmap-messages.ts'

const FAILED = 1

/** `~/.pmaprc`; the name is that under which the program runs. An empty HOME is the root, as for pmap. Null without HOME. */
function defaultRcFile(io: CommandIo): string | null {
  const home = io.environment['HOME']
  const name = basename(io.programName)
  return home === undefined ? null : `${home}/.${name === 'cli.js' || name === 'vmatlas' ? 'pmap' : name}rc`
}

/** A file's name as bytes. @param given a text of bytes */
const pathOf = (given: string | null, io: CommandIo): Buffer | string | null =>
  given === null ? defaultRcFile(io) : Buffer.from(given, 'latin1')

/** -n and -N: writes the template where there is no file yet. @returns the exit status */
export function createRc(given: string | null, io: CommandIo): number {
  const printError = pmapErrorsTo(io)
  const file = pathOf(given, io)
  if (file === null) {
    printError('HOME variable undefined')
    return FAILED
  }
  const what = given === null ? '~/.pmaprc' : 'the rc file'
  if (existsSync(file)) {
    printError('the file already exists - delete or rename it first')
    printError(`couldn't create ${what}`)
    return FAILED
  }
  try {
    createFile(file, RC_TEMPLATE)
  } catch {
    printError(`couldn't create ${what}`)
    return FAILED
  }
  printError(`${given === null ? '~/.pmaprc file' : 'rc file'} successfully created, feel free to edit the content`)
  return 0
}

/** The configuration of -c or -C; null when it can't be read, which is reported. */
export function readRc(given: string | null, io: CommandIo): RcFile | null {
  const printError = pmapErrorsTo(io)
  const file = pathOf(given, io)
  if (file === null) {
    printError('HOME variable undefined')
    return null
  }
  try {
    // A folder opens but holds nothing to read.
    const text = statSync(file).isDirectory() ? '' : readFileSync(file, 'latin1')
    const rc = parseRcFile(text)
    for (const warning of rc.warnings) printError(warning)
    return rc
  } catch {
    printError(`couldn't read ${given === null ? '~/.pmaprc' : 'the rc file'}`)
    return null
  }
}
