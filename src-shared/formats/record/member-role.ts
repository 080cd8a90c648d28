import { SMAPS_FIELDS } from '../listing/proc-labels.ts'
import { OTHER_LANGUAGES } from './heading-words.ts'

/** What a member of a record, or a column of a table, reports of a mapping. */
export type Role =
  | 'start'
  | 'end'
  | 'range'
  | 'size'
  | 'perms'
  | 'read'
  | 'write'
  | 'execute'
  | 'shared'
  | 'private'
  | 'offset'
  | 'pages'
  | 'device'
  | 'inode'
  | 'file'
  | 'name'
  | 'remark'
  | 'flags'
  | 'pid'

/** Words that mean nothing beside others: `vm_start`, `mem_end`, `mapping size`. */
const FILLERS = new Set(
  'vm vma mem memory map mapping mapped region segment seg range virtual virt the m p f of in file'.split(' ')
)

const WORDS: Readonly<Record<Exclude<Role, 'flags'>, string>> = {
  start:
    'start starts begin base low lo lower from first va vaddr startaddr startaddress addrstart addressstart baseaddr baseaddress beginaddr beginaddress lowaddr lowaddress startva fromaddr addrfrom startadr',
  end: 'end ends stop to limit high hi upper top last endaddr endaddress addrend addressend until highaddr highaddress endva toaddr addrto endadr stopaddr',
  range: 'range addr address addresses addrrange addressrange addressspan span interval bounds pointer',
  size: 'size length len vsize vsz sz bytes kbytes mbytes kb kib mb mib sizebytes sizekb sizekib lengthbytes lengthkb bytesize total',
  perms:
    'perms perm permission permissions mode prot protection protections right rights access accessrights rwx attr attrs attributes acl flgs prots permflags permissionflags protflags',
  read: 'read readable r isread isreadable canread permread permsread',
  write: 'write writable writeable w iswrite iswritable iswriteable canwrite',
  execute: 'exec execute executable x isexec isexecute isexecutable canexec canexecute',
  shared: 'shared isshared',
  private: 'private isprivate cow',
  offset: 'offset off fileoffset fileoff foffset ofs fileofs mapoffset objoffset',
  pages: 'pgoff pgoffset pageoffset pgofs',
  device: 'dev device devno majorminor majmin',
  inode: 'inode ino inodeno inodenumber inodenum',
  file: 'path pathname file vmfile mapfile mappedfile filename filepath object objfile objectfile objname dso library lib image binary module backing backingfile source backingpath soname',
  name: 'name mapping label tag identifier id vmaname anonname title',
  remark:
    'what description desc info comment comments usage use note notes remark content contents purpose type kind details',
  pid: 'pid tgid processid'
}

const BY_WORD = new Map<string, Role>(
  [...Object.entries(WORDS), ...Object.entries(OTHER_LANGUAGES)].flatMap(([role, words]) =>
    words.split(' ').map((word) => [word, role as Role] as const)
  )
)
const FIELD_BY_WORD = new Map(SMAPS_FIELDS.map((name) => [name.toLowerCase().replaceAll('_', ''), name]))
for (const [word, field] of [
  ['resident', 'Rss'],
  ['residentsize', 'Rss'],
  ['residentmemory', 'Rss'],
  ['res', 'Rss'],
  ['swapped', 'Swap'],
  ['dirty', 'Dirty'],
  ['anon', 'Anonymous']
] as const)
  FIELD_BY_WORD.set(word, field)

/** What is in brackets behind a heading, or is its last word: `Size (KB)`, `rss_kb`, `RSS [MiB]`; `Kbytes` alone is not one. */
const UNIT =
  /^(.{1,60}?)[ _]?(?:[([]\s?(?:in )?([a-z]{1,5})\s?[)\]]|(?<=[ _a-z])(kb|kib|kbytes|mb|mib|mbytes|(?<![km])bytes))$/i
const UNITS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    b: 1,
    byte: 1,
    bytes: 1,
    k: 1024,
    kb: 1024,
    kib: 1024,
    kbytes: 1024,
    m: 1 << 20,
    mb: 1 << 20,
    mib: 1 << 20,
    mbytes: 1 << 20,
    g: 1 << 30,
    gb: 1 << 30,
    gib: 1 << 30,
    page: 4096,
    pages: 4096
  })
)

/** Bytes of a unit by its name, or null. */
export const unitNamed = (name: string): number | null => UNITS.get(name.toLowerCase()) ?? null

/** What a key or a heading represents. */
export interface Meaning {
  readonly role: Role | null
  /** The kernel's name for a number of smaps, or null. */
  readonly field: string | null
  /** Bytes that one of its numbers represents, where its name reports that. */
  readonly unit: number | null
}

const NOTHING: Meaning = { role: null, field: null, unit: null }
const KNOWN = new Map<string, Meaning>()
const MOST_KNOWN = 16_384
const LONGEST_KEY = 48

function plainMeaning(words: readonly string[]): Omit<Meaning, 'unit'> {
  const all = words.join('')
  const own = words.filter((word) => !FILLERS.has(word)).join('')
  if (all === 'vmflags') return { role: 'flags', field: null }
  const role = BY_WORD.get(all) ?? (own === '' ? (all === 'mapping' ? 'name' : undefined) : BY_WORD.get(own))
  if (role !== undefined) return { role, field: null }
  if (own === 'flags') return { role: 'perms', field: null }
  return { role: null, field: FIELD_BY_WORD.get(all) ?? FIELD_BY_WORD.get(own) ?? null }
}

/** As `roleOf`, without remembering it. */
export function meaningOf(key: string): Meaning {
  const [, before, bracketed, attached] = UNIT.exec(key) ?? []
  const written = bracketed ?? attached
  const unit = written === undefined ? null : unitNamed(written)
  const bare = unit === null ? key : before!
  const words = bare
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
  const plain = plainMeaning(words)
  // `KiB` is a size by itself.
  return { ...plain, unit: unit ?? (plain.role === 'size' ? unitNamed(words.join('')) : null) }
}

/** What a key or a heading represents, whatever its words are joined by: `VmStart`, `vm_start`, `Start Address`. */
export function roleOf(key: string): Meaning {
  if (key.length > LONGEST_KEY) return NOTHING
  const known = KNOWN.get(key)
  if (known !== undefined) return known
  const meaning = meaningOf(key)
  if (KNOWN.size < MOST_KNOWN) KNOWN.set(key, meaning)
  return meaning
}
