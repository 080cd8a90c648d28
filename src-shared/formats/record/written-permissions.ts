/** Permissions as a maps line has them, three or four letters; null for other texts. */
const LETTERS = /^([r-])([w-])([x-])([ps]?)-{0,2}$/i
/** Some of the letters, as readelf, linkers and people write them. */
const SOME = /^(?=[rwxe])r?w?[xe]?$/i
const WORD = /[a-z]+/gi
const NONE = /^(?:none|prot_none|no access|noaccess|-{1,4}|0)$/i
/** `PROT_READ | PROT_WRITE`, `VM_EXEC`, `read/write`, `MMPermissions(READ | PRIVATE)`. */
const READ = /^(?:(?:prot|vm)_?)?read(?:able|only)?$/i
const WRITE = /^(?:(?:prot|vm)_?)?writ(?:e|able|eable)$/i
const EXECUTE = /^(?:(?:prot|vm)_?)?exec(?:ute|utable)?$/i
const SHARED = /^(?:(?:map|vm)_?)?shared$/i
const PRIVATE = /^(?:(?:map|vm)_?)?private$/i
/** Words beside those that have nothing to do with permissions. */
const OTHERS =
  /^(?:prot|vm|map|perms?|permissions?|mmpermissions|may|mayread|maywrite|mayexec|mayshare|none|flags|and|anon|anonymous|fixed|some|only|bits|account|growsdown|stack|noreserve)$/i

function letters(read: boolean, write: boolean, execute: boolean, kind: string): string {
  return `${read ? 'r' : '-'}${write ? 'w' : '-'}${execute ? 'x' : '-'}${kind}`
}

/** Permissions in words. */
function ofWords(text: string): string | null {
  const bare = text.replace(/_/g, ' ').replace(/\b(?:prot|vm|map) /gi, '')
  const words = [...bare.matchAll(WORD)].map(([word]) => word)
  const has = (pattern: RegExp): boolean => words.some((word) => pattern.test(word))
  const isKnown = words.every(
    (word) => OTHERS.test(word) || [READ, WRITE, EXECUTE, SHARED, PRIVATE].some((pattern) => pattern.test(word))
  )
  if (!isKnown || !(has(READ) || has(WRITE) || has(EXECUTE) || /none/i.test(text))) return null
  return letters(has(READ), has(WRITE), has(EXECUTE), has(SHARED) ? 's' : has(PRIVATE) ? 'p' : '')
}

/** Permissions as letters or words; null for other texts, and for numbers. */
export function permissionsOfText(text: string): string | null {
  const trimmed = text.trim()
  const own = LETTERS.exec(trimmed)
  if (own !== null) return own.slice(1).join('').toLowerCase()
  if (NONE.test(trimmed)) return '---'
  const close = trimmed.replace(/[ ,|/+]/g, '')
  if (SOME.test(close)) return letters(/r/i.test(close), /w/i.test(close), /[xe]/i.test(close), '')
  return ofWords(trimmed)
}

/** The kernel's highest one is bit 38 (include/linux/mm.h). */
const END_OF_FLAGS = 2 ** 39
const NUMBER = /^(?:0x[0-9a-f]{1,16}|\d{1,10})$/i

/** A number, also one in brackets behind a name: `Protection(0x5)`; null for another text. */
export function numberInPermissions(text: string): string | null {
  return /^(?:\w{1,30}\()?(0x[0-9a-f]{1,16}|\d{1,10})\)?$/i.exec(text)?.[1] ?? null
}

/** How permissions are encoded in the numbers of a column. */
export type PermissionBits = 'prot' | 'octal'

/**
 * What the numbers of a column mean: as mmap(2) and the kernel have them (read 1, write 2, execute 4), or as chmod and ELF
 * have them (execute 1, write 2, read 4). @returns null where they do not report which, or are no numbers
 */
export function bitsOfColumn(texts: readonly string[]): PermissionBits | null {
  if (texts.length === 0 || !texts.every((text) => NUMBER.test(text))) return null
  const values = texts.map(Number)
  // Addresses of what holds the permissions.
  if (values.some((value) => value >= END_OF_FLAGS)) return null
  // vm_flags also have bits for the permissions it may get (VM_MAYREAD and the like).
  if (values.some((value) => value > 7)) return 'prot'
  // The others are the same in both: 0, 2, 5 and 7.
  const [isProt, isOctal] = [
    values.some((value) => value === 1 || value === 3),
    values.some((value) => value === 4 || value === 6)
  ]
  return isProt && isOctal ? null : isOctal ? 'octal' : 'prot'
}

/** Permissions in a number. @param isKernel it is vm_flags, which report whether it may be shared (8) */
export function permissionsOfNumber(text: string, bits: PermissionBits, isKernel: boolean): string {
  const value = Number(text)
  const has = (bit: number): boolean => (value & bit) !== 0
  return bits === 'octal'
    ? letters(has(4), has(2), has(1), '')
    : letters(has(1), has(2), has(4), isKernel ? (has(8) ? 's' : 'p') : '')
}
