/** How CRIU writes mappings (criu/include/image.h, vma.h): in its logs as bits and words, in images as bits. */

/** PROT_ and MAP_ bits (include/uapi/asm-generic/mman-common.h) by their words. */
const PROT = { PROT_READ: 1, PROT_WRITE: 2, PROT_EXEC: 4 } as const
const MAP = { MAP_SHARED: 1 } as const
/** Words of logs for bits of `status`. */
const STATUS = {
  VMA_AREA_VSYSCALL: [1 << 2, 'vsys'],
  VMA_AREA_VDSO: [1 << 3, 'vdso'],
  VMA_AREA_HEAP: [1 << 5, 'heap'],
  VMA_FILE_PRIVATE: [1 << 6, 'fp'],
  VMA_FILE_SHARED: [1 << 7, 'fs'],
  VMA_AREA_VVAR: [1 << 12, 'vvar']
} as const
/** Words for the kernel's own. */
const NAMES: Readonly<Record<string, string>> = { heap: '[heap]', vdso: '[vdso]', vvar: '[vvar]', vsys: '[vsyscall]' }

/** A number, one in a text, or words joined by `|`. */
function bitsOf(value: number | string, words: Readonly<Record<string, number>>): number {
  if (typeof value === 'number') return value
  if (/^(?:0x[0-9a-f]{1,8}|\d{1,10})$/i.test(value)) return Number(value)
  return value
    .split('|')
    .map((word) => words[word.trim()] ?? 0)
    .reduce((all, bit) => all | bit, 0)
}

/** Four letters of a maps line. */
export function permsOfCriu(prot: number | string, flags: number | string): string {
  const bits = bitsOf(prot, PROT)
  const has = (bit: number, letter: string): string => ((bits & bit) === 0 ? '-' : letter)
  return `${has(PROT.PROT_READ, 'r')}${has(PROT.PROT_WRITE, 'w')}${has(PROT.PROT_EXEC, 'x')}${(bitsOf(flags, MAP) & MAP.MAP_SHARED) === 0 ? 'p' : 's'}`
}

/** What a mapping is, in the words of a log. */
export function wordsOfStatus(status: number | string): string[] {
  const bits = bitsOf(status, Object.fromEntries(Object.entries(STATUS).map(([word, [bit]]) => [word, bit])))
  return Object.values(STATUS).flatMap(([bit, word]) => ((bits & bit) === 0 ? [] : [word]))
}

/** CRIU knows files by numbers; the mark is that of a name without its folder. */
export function fileOfCriu(words: readonly string[], file: number | string): string {
  const own = words.map((word) => NAMES[word]).find((name) => name !== undefined)
  return own ?? (words.includes('fp') || words.includes('fs') ? `…/file ${file} of CRIU` : '')
}
