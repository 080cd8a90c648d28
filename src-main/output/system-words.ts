import { getSystemErrorMap } from 'node:util'

/** Where the C library's messages (strerror(3), glibc) differ from Node's. */
const C_WORDS: Readonly<Record<string, string>> = {
  EDQUOT: 'Disk quota exceeded',
  EIO: 'Input/output error',
  EINVAL: 'Invalid argument',
  ENXIO: 'No such device or address'
}

/** The C library's message for an error of the system: `ENOSPC` is `No space left on device`. The code itself where it has no words. */
export function systemWords(code: string): string {
  const known = C_WORDS[code] ?? [...getSystemErrorMap().values()].find(([name]) => name === code)?.[1]
  return known === undefined ? code : known[0]!.toUpperCase() + known.slice(1)
}
