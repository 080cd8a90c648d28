/**
 * What a pair of letters in the VmFlags line represents. Words are in the locales, `details.flag.<letters>`.
 * Sources: Documentation/filesystems/proc.rst and fs/proc/task_mmu.c. The list grows with every few kernels, so letters
 * that are not here are shown as they are and are never an error.
 */
export interface VmFlagEntry {
  readonly letters: string
  /** First kernel that prints it; null for those that came with the line itself (3.8) or whose first kernel is not known. */
  readonly since: string | null
}

const entry = (letters: string, since: string | null = null): VmFlagEntry => ({ letters, since })

export const VM_FLAGS: readonly VmFlagEntry[] = [
  entry('rd'),
  entry('wr'),
  entry('ex'),
  entry('sh'),
  entry('mr'),
  entry('mw'),
  entry('me'),
  entry('ms'),
  entry('gd'),
  entry('pf'),
  entry('dw'),
  entry('lo'),
  entry('io'),
  entry('sr'),
  entry('rr'),
  entry('dc'),
  entry('de'),
  entry('ac'),
  entry('nr'),
  entry('ht'),
  entry('ar'),
  entry('dd'),
  entry('mm'),
  entry('hg'),
  entry('nh'),
  entry('mg'),
  entry('sd', '3.11'),
  entry('um', '4.3'),
  entry('wf', '4.14'),
  entry('sf', '4.15'),
  entry('uw', '5.7'),
  entry('bt', '5.8'),
  entry('mt', '5.10'),
  entry('ui', '5.13'),
  entry('ss', '6.6'),
  entry('dp', '6.11'),
  entry('lf'),
  entry('sl'),
  entry('gu')
]

const KNOWN = new Map(VM_FLAGS.map((flag) => [flag.letters, flag]))

export interface DecodedFlag {
  readonly letters: string
  /** null for letters of a kernel newer than this list. */
  readonly entry: VmFlagEntry | null
}

/** The letters of a VmFlags line, one by one and in its order. */
export function decodeVmFlags(line: string): DecodedFlag[] {
  return line
    .split(/\s+/)
    .filter((letters) => letters !== '')
    .map((letters) => ({ letters, entry: KNOWN.get(letters) ?? null }))
}
