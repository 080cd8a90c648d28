import { readFileSync } from 'node:fs'

const UNKNOWN = '\ufffd'

/** The words as this program got them from the kernel, as bytes; Node decodes them as UTF-8 and loses what is none. */
function rawWords(count: number): Buffer[] | null {
  try {
    const words: Buffer[] = []
    const bytes = readFileSync('/proc/self/cmdline')
    for (let at = 0; at < bytes.length;) {
      const end = bytes.indexOf(0, at)
      words.push(bytes.subarray(at, end))
      at = end + 1
    }
    return words.slice(-count)
  } catch {
    return null
  }
}

/**
 * Words of a command line as texts of bytes, one character each, as C programs see them: pmap's getopt reports the first byte
 * of an option that it does not know.
 */
export function byteWords(words: readonly string[]): string[] {
  const raw = words.some((word) => word.includes(UNKNOWN)) ? rawWords(words.length) : null
  return words.map((word, index) => {
    const own = raw?.[index]
    const bytes = own?.toString() === word ? own : Buffer.from(word)
    return bytes.toString('latin1')
  })
}

/** Back to text, to be read by people or as a name of a file. */
export const textOfBytes = (word: string): string => Buffer.from(word, 'latin1').toString()
