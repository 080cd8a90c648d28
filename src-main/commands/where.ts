import { hostname } from 'node:os'
import type { CommandIo } from './command.ts'
import { addressesOf, answerJson, answerText } from './support/address-text.ts'
import { openCapture } from './support/open-capture.ts'
import { readInput } from './support/read-input.ts'
import { readWords, toldErrors, UsageError } from './support/told-errors.ts'
import { locateAddress } from '#shared/address/locate-address.ts'
import { openModules } from '#main/symbols/module-files.ts'
import { PROC_ROOT } from '#main/source/proc-folder.ts'

interface Asked {
  /** The line as it was given, for the answers under it; null where the address came as a word. */
  readonly line: string | null
  readonly addresses: readonly bigint[]
}

/** Addresses of words, and of lines of standard input where a word is `-`. */
function askedOf(words: readonly string[]): Asked[] {
  return words.flatMap((word): Asked[] => {
    if (word !== '-') {
      const addresses = addressesOf(word)
      if (addresses.length !== 1) throw new UsageError(`${word} is no address`)
      return [{ line: null, addresses }]
    }
    const text = new TextDecoder().decode(readInput('-'))
    return text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => ({ line, addresses: addressesOf(line) }))
  })
}

async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = readWords({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, sysroot: { type: 'string' } }
  })
  const [word, ...words] = positionals
  if (word === undefined || words.length === 0) throw new UsageError('give a PID or a file, and addresses or -')
  const asked = askedOf(words)
  const { capture, source } = openCapture(word, { detail: 'maps' })
  const addresses = asked.flatMap((each) => each.addresses)
  // Files of another machine are looked for only where the user says that they are.
  const isHere = source === null || source.host === hostname()
  const isLive = source === null
  const openModule =
    isHere || values.sysroot !== undefined
      ? await openModules(capture.table, addresses, {
          procFolder: isLive ? `${PROC_ROOT}/${capture.process.pid}` : null,
          root: values.sysroot ?? null
        })
      : () => null
  const answers = addresses.map((address) => locateAddress(capture.table, address, capture.pageSize, openModule))
  const text = values.json
    ? `${JSON.stringify(
        answers.map((answer) => answerJson(capture.table, answer)),
        null,
        2
      )}\n`
    : answerText(capture.table, asked, answers)
  io.stdout.data(text)
  return answers.some(({ row }) => row !== null) ? 0 : 1
}

/** `vmatlas where PID|FILE ADDRESS…`: what lies at addresses; 0 something was found, 1 nothing, 2 trouble. */
export const where = toldErrors('where', run, 2)
