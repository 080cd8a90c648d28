import { hostname } from 'node:os'
import type { CommandIo } from './command.ts'
import { answerJson, answerText, type AskedLine } from './support/address-text.ts'
import { openCapture } from './support/open-capture.ts'
import { readInput } from './support/read-input.ts'
import { readWords, reportErrors, UsageError } from './support/report-errors.ts'
import { addressWord, addressWordsOf, meantAddresses, type AddressWord } from '#shared/address/pasted-addresses.ts'
import { FailureError } from '#shared/contract/failure.ts'
import type { MappingTable } from '#shared/memory/mapping-table.ts'
import { locateAddress } from '#shared/address/locate-address.ts'
import { generatedNames } from '#main/symbols/generated-files.ts'
import { openModules } from '#main/symbols/module-files.ts'
import { PROC_ROOT } from '#main/source/proc-folder.ts'

interface WhereArguments {
  /** The line as it was given, for the answers under it; null where the address came as a word. */
  readonly line: string | null
  readonly words: readonly AddressWord[]
}

/** Addresses of words, and of lines of standard input where a word is `-`. */
function askedOf(words: readonly string[]): WhereArguments[] {
  return words.flatMap((word): WhereArguments[] => {
    if (word !== '-') {
      const address = addressWord(word)
      if (address === null) throw new UsageError(`${word} is no address`)
      return [{ line: null, words: [address] }]
    }
    const text = new TextDecoder().decode(readInput('-'))
    return text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => ({ line, words: addressWordsOf(line) }))
  })
}

/** The same with the addresses that it means in a process. @throws FailureError where a word names a module that it has not */
function resolveWords(asked: readonly WhereArguments[], table: MappingTable, target: string): AskedLine[] {
  return asked.map(({ line, words }) => {
    const meant = meantAddresses(table, words)
    const [unknown] = meant.unknownModules
    if (line === null && unknown !== undefined) {
      throw new FailureError('bad-input', target, `no module named ${unknown} is mapped`)
    }
    return { line, ...meant }
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
  const given = askedOf(words)
  const { capture, source } = openCapture(word, { detail: 'maps' })
  const asked = resolveWords(given, capture.table, source === null ? `process ${word}` : word)
  const addresses = asked.flatMap((each) => each.addresses)
  // Files of another machine are looked for only where the user names a folder that holds them.
  const isHere = source === null || source.host === hostname()
  const isLive = source === null
  const openModule =
    isHere || values.sysroot !== undefined
      ? await openModules(capture.table, addresses, {
          procFolder: isLive ? `${PROC_ROOT}/${capture.process.pid}` : null,
          root: values.sysroot ?? null
        })
      : () => null
  const names = isLive ? generatedNames(`${PROC_ROOT}/${capture.process.pid}`, capture.table) : null
  const answers = addresses.map((address) =>
    locateAddress(capture.table, address, capture.pageSize, openModule, names?.code)
  )
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
export const where = reportErrors('where', run, 2)
