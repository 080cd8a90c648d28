import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const FOLDER = join(import.meta.dirname, '../fixtures/pmap')
const CALL = '$ pmap'

/** What a program printed of one process with one set of options, below its title. */
export interface StoredOutput {
  readonly options: readonly string[]
  readonly text: string
}

/** File with what procps's pmap prints of one of the invented smaps; `npx vitest run test/parity -u` writes it anew. */
export const storedFile = (name: string): string => join(FOLDER, `${name}.txt`)

/** The title has the number of the process in it, which differs each time. */
const withoutTitle = (text: string): string => text.slice(text.indexOf('\n') + 1)

/** A file's text: each call as in a shell, with what it printed. */
export const storedText = (runs: readonly { options: readonly string[]; stdout: Uint8Array }[]): string =>
  runs
    .map(
      ({ options, stdout }) =>
        [CALL, ...options].join(' ') + '\n' + withoutTitle(new TextDecoder('latin1').decode(stdout))
    )
    .join('')

export function readStored(name: string): readonly StoredOutput[] {
  const calls = readFileSync(storedFile(name), 'latin1').split(/^\$ pmap ?/m)
  return calls.slice(1).map((call) => {
    const end = call.indexOf('\n')
    return { options: call.slice(0, end).split(' ').filter(Boolean), text: call.slice(end + 1) }
  })
}
