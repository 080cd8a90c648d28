const NT_PRPSINFO = 3
const NT_AUXV = 6
/** Of the auxiliary vector (include/uapi/linux/auxvec.h): the program's headers, the size of a page, and the vdso. */
const [AT_PHDR, AT_PAGESZ, AT_SYSINFO_EHDR] = [3n, 6n, 33n]
/** "FILE" as a number (include/uapi/linux/elf.h). */
const NT_FILE = 0x46494c45

/** A mapped file of the core's NT_FILE note. */
export interface CoreFile {
  readonly start: bigint
  readonly end: bigint
  /** Bytes. */
  readonly offset: bigint
  readonly name: string
}

export interface CoreNotes {
  readonly files: readonly CoreFile[]
  readonly meta: { pid?: number; name?: string; command?: string }
  /** An address inside the program, and the one where the vdso begins; null when the core does not report. */
  readonly program: bigint | null
  /** Bytes; null when the core does not report. */
  readonly pageSize: number | null
  readonly vdso: bigint | null
}

const decoder = new TextDecoder()
const textOf = (bytes: Uint8Array): string =>
  decoder
    .decode(bytes)
    .replace(/\0[^]*$/, '')
    .trim()

/** NT_FILE: count, page size, then start, end and offset in pages of each, then the names (fs/binfmt_elf.c fill_files_note). */
function readFiles(note: Uint8Array, is64: boolean, little: boolean): CoreFile[] {
  const view = new DataView(note.buffer, note.byteOffset, note.byteLength)
  const size = is64 ? 8 : 4
  const word = (index: number): bigint =>
    is64 ? view.getBigUint64(index * 8, little) : BigInt(view.getUint32(index * 4, little))
  if (note.length < 2 * size) return []
  const count = Number(word(0))
  const pageSize = word(1)
  let at = (2 + count * 3) * size
  if (at > note.length) return []
  const files: CoreFile[] = []
  for (let index = 0; index < count && at < note.length; index++) {
    const zero = note.indexOf(0, at)
    const end = zero < 0 ? note.length : zero
    files.push({
      start: word(2 + index * 3),
      end: word(3 + index * 3),
      offset: (word(4 + index * 3) * pageSize) & 0xffffffffffffffffn,
      name: decoder.decode(note.subarray(at, end))
    })
    at = end + 1
  }
  return files
}

/** Pairs of a number and its value, up to a number of 0 (getauxval(3)). */
function readAuxv(note: Uint8Array, is64: boolean, little: boolean): Map<bigint, bigint> {
  const view = new DataView(note.buffer, note.byteOffset, note.byteLength)
  const size = is64 ? 8 : 4
  const word = (at: number): bigint => (is64 ? view.getBigUint64(at, little) : BigInt(view.getUint32(at, little)))
  const values = new Map<bigint, bigint>()
  for (let at = 0; at + 2 * size <= note.length && word(at) !== 0n; at += 2 * size)
    values.set(word(at), word(at + size))
  return values
}

/** The kernel keeps 15 bytes of a name: where the command line begins with the whole one, that is it. */
function wholeName(name: string, command: string): string {
  const program = command.split(' ')[0]!.split('/').at(-1)!
  return name.length === 15 && program.startsWith(name) ? program : name
}

/** Reads the notes of a core file that vmatlas uses: mapped files, name, command line and pid. Damaged ones end the reading. */
export function readCoreNotes(bytes: Uint8Array, is64: boolean, little: boolean): CoreNotes {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  // Not by bit operators, which would make a large damaged length negative.
  const aligned = (length: number): number => Math.ceil(length / 4) * 4
  let files: CoreFile[] = []
  let meta: CoreNotes['meta'] = {}
  let auxv = new Map<bigint, bigint>()
  for (let at = 0; at + 12 <= bytes.length;) {
    const nameLength = view.getUint32(at, little)
    const length = view.getUint32(at + 4, little)
    const kind = view.getUint32(at + 8, little)
    const from = at + 12 + aligned(nameLength)
    const note = bytes.subarray(from, from + length)
    if (note.length < length) break
    if (kind === NT_AUXV) auxv = readAuxv(note, is64, little)
    if (kind === NT_FILE) files = readFiles(note, is64, little)
    // struct elf_prpsinfo: four letters, flags, ids, pid, three more ids, 16 bytes of name, 80 of arguments.
    const [pidAt, nameAt] = is64 ? [24, 40] : [12, 28]
    if (kind === NT_PRPSINFO && length >= nameAt + 96) {
      const noteView = new DataView(note.buffer, note.byteOffset, note.byteLength)
      const command = textOf(note.subarray(nameAt + 16, nameAt + 96))
      const name = wholeName(textOf(note.subarray(nameAt, nameAt + 16)), command)
      meta = { pid: Math.max(0, noteView.getInt32(pidAt, little)), name, command }
    }
    at = from + aligned(length)
  }
  const page = Number(auxv.get(AT_PAGESZ) ?? 0n)
  return {
    files,
    meta,
    program: auxv.get(AT_PHDR) ?? null,
    pageSize: page >= 4096 && Number.isInteger(Math.log2(page)) ? page : null,
    vdso: auxv.get(AT_SYSINFO_EHDR) ?? null
  }
}
