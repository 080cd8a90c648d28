import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { INVENTED } from '#test/parity/invented-smaps.ts'
import { RC_TEXT } from '#test/parity/option-sets.ts'
import { readStored } from '#test/parity/stored-output.ts'
import { ByteWriter } from './byte-writer.ts'
import { parseRequest } from './options.ts'
import { parseRcFile } from './rc-file.ts'
import { writeReport } from './write-report.ts'

const RC = parseRcFile(RC_TEXT)

/** What ours prints below the title, in the C locale. */
function printed(smaps: string, words: readonly string[]): string {
  const { request } = parseRequest([...words, '1'], false)
  if (request.kind !== 'show') throw new Error(JSON.stringify(request))
  const { options } = request
  const isFullPath = options.isFullPath !== (options.format === 'rc' && RC.showPathToggles % 2 === 1)
  let text = ''
  const out = new ByteWriter((bytes) => (text += new TextDecoder('latin1').decode(bytes)))
  writeReport(
    options.format,
    { table: captureOfText(smaps).table, startStack: 0n, shmMinor: 1 },
    { ...options, isFullPath, rules: { isUtf8: false, isTerminal: false } },
    RC.columns,
    out
  )
  out.flush()
  return text
}

/** The same as test/parity, with the output of procps's pmap kept in files: no process, no mount, no child. */
describe.each(Object.entries(INVENTED))('smaps of %s', (name, smaps) => {
  it.each(readStored(name).map(({ options, text }) => [options.join(' '), options, text] as const))(
    'pmap %s prints what procps printed, to the byte',
    (_call, options, text) => expect(printed(smaps, options)).toBe(text)
  )
})
