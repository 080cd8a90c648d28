/** Mappings as a foreign text gives them, before they become kernel text. */
export interface ForeignRow {
  readonly start: bigint
  readonly end: bigint
  /** Four letters as in maps. */
  readonly perms: string
  readonly offset: bigint
  /** `major:minor`, hexadecimal. */
  readonly device: string
  readonly inode: string
  readonly name: string
  /** kB by the kernel's field names. */
  readonly fields: readonly (readonly [name: string, value: string])[]
  /** The VmFlags letters, or null. */
  readonly flags: string | null
}

const HEX_WIDTH = 8
const hex = (value: bigint): string => value.toString(16).padStart(HEX_WIDTH, '0')

/** The row as the kernel would print it in smaps; without fields it is a line of maps. */
export function kernelText(row: ForeignRow): string {
  const header = `${hex(row.start)}-${hex(row.end)} ${row.perms} ${hex(row.offset)} ${row.device} ${row.inode} ${row.name}`
  const fields = row.fields.map(([name, value]) => `${name}: ${value}${PLAIN.has(name) ? '' : ' kB'}`)
  const flags = row.flags === null ? [] : [`VmFlags: ${row.flags}`]
  return `${[header, ...fields, ...flags].join('\n')}\n`
}

/** Fields that the kernel prints without kB. */
const PLAIN = new Set(['THPeligible', 'ProtectionKey'])

/** pmap's five mode characters, or the kernel's four, as the kernel's four. */
export function permsOfMode(mode: string): string {
  return `${mode.slice(0, 3)}${mode[3] === 's' ? 's' : 'p'}`
}

/**
 * A name of pmap's Mapping column as the kernel's: `[ anon ]` is no name, `[ stack ]` is `[stack]`, a shmid is a SysV
 * segment. A base name lost its path; `…/` says so and keeps it a file.
 */
export function nameOfPmap(text: string): { readonly name: string; readonly inode: string } {
  const shmid = /^\[ shmid=0x([0-9a-f]+) \]$/.exec(text)?.[1]
  if (shmid !== undefined) return { name: '/SYSV00000000 (deleted)', inode: String(BigInt(`0x${shmid}`)) }
  if (text === '[ anon ]' || text === '[anon]' || text === '') return { name: '', inode: '0' }
  if (text === '[ stack ]') return { name: '[stack]', inode: '0' }
  if (/^(\/|\[|anon_inode:|socket:)/.test(text)) return { name: text, inode: '0' }
  return { name: `…/${text}`, inode: '0' }
}
