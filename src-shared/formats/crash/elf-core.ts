import { FailureError } from '../../contract/failure.ts'
import { importedProcess } from '../capture-from-files.ts'
import { readCoreNotes, type CoreFile, type CoreNotes } from './elf-core-notes.ts'
import { plainSource, type Importer } from '../importer.ts'
import { SkippedNotes } from '../skipped-notes.ts'
import { MappingList } from '../mapping-list.ts'

const ET_CORE = 4
const PT_LOAD = 1
const PT_NOTE = 4
const PN_XNUM = 0xffff
/** As many as vm.max_map_count may be raised to in practice; a damaged header may say anything. */
const MOST_HEADERS = 1_000_000
/** All notes together: names of as many files as there are headers are less. */
const MOST_OF_NOTES = 64 * 1024 * 1024

const isElf = (bytes: Uint8Array): boolean =>
  bytes.length >= 64 && bytes[0] === 0x7f && bytes[1] === 0x45 && bytes[2] === 0x4c && bytes[3] === 0x46

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

export const isCore = (head: Uint8Array): boolean =>
  isElf(head) && viewOf(head).getUint16(16, head[5] !== 2) === ET_CORE

/** Looks up which file is mapped at an address; loads and files both ascend, and a file may be in several loads. */
function filesByAddress(files: readonly CoreFile[]): (address: bigint) => CoreFile | undefined {
  const sorted = [...files].sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0))
  return (address) => {
    let [low, high] = [0, sorted.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (sorted[middle]!.start <= address) low = middle + 1
      else high = middle
    }
    const file = sorted[low - 1]
    return file !== undefined && address < file.end ? file : undefined
  }
}

/** How many of the files' mappings no load begins at: debuggers leave out what they did not save, without its rights. */
function filesWithoutLoad(files: readonly CoreFile[], loads: readonly { readonly start: bigint }[]): number {
  const starts = new Set(loads.map(({ start }) => start))
  return files.filter(({ start }) => !starts.has(start)).length
}

/** Cores of old kernels list no files, but the auxiliary vector tells where the program is, and the vdso. */
function nameByAuxv({ start, end }: { start: bigint; end: bigint }, { program, vdso, meta, files }: CoreNotes): string {
  if (start === vdso) return '[vdso]'
  const holdsProgram = program !== null && start <= program && program < end
  // The mark of a name without its folder.
  return holdsProgram && files.length === 0 && meta.name !== undefined && meta.name !== '' ? `…/${meta.name}` : ''
}

/** A core file's mappings: program headers and notes only (elf(5), core(5)); the memory itself is never looked at. */
export const elfCore: Importer = {
  id: 'elf-core',
  takes: 'bytes',
  detect: (head) => (isCore(head) ? 1 : 0),

  read(bytes, name) {
    if (!isElf(bytes)) throw new FailureError('bad-input', name, 'it is no ELF file')
    const view = viewOf(bytes)
    const is64 = bytes[4] === 2
    const little = bytes[5] !== 2
    const word = (at: number): bigint => (is64 ? view.getBigUint64(at, little) : BigInt(view.getUint32(at, little)))
    const notes = new SkippedNotes()

    const from = Number(word(is64 ? 32 : 28))
    const entry = is64 ? 56 : 32
    let count = view.getUint16(is64 ? 56 : 44, little)
    if (count === PN_XNUM) {
      // More than 65,534 headers: the number stands in the first section header's sh_info.
      const info = Number(word(is64 ? 40 : 32)) + (is64 ? 44 : 28)
      if (info + 4 <= bytes.length) count = view.getUint32(info, little)
    }
    const loads: { start: bigint; end: bigint; perms: string }[] = []
    let told: CoreNotes = { files: [], meta: {}, program: null, pageSize: null, vdso: null }
    let noteBytes = 0
    for (let index = 0; index < Math.min(count, MOST_HEADERS); index++) {
      const at = from + index * entry
      if (at + entry > bytes.length) {
        notes.file(`the file ends after ${index} of ${count} program headers`)
        break
      }
      const kind = view.getUint32(at, little)
      const flags = view.getUint32(at + (is64 ? 4 : 24), little)
      const offset = Number(word(at + (is64 ? 8 : 4)))
      const start = word(at + (is64 ? 16 : 8))
      const fileSize = Number(word(at + (is64 ? 32 : 16)))
      const end = start + word(at + (is64 ? 40 : 20))
      if (kind === PT_LOAD && end > start && end <= 0xffffffffffffffffn) {
        loads.push({ start, end, perms: `${flags & 4 ? 'r' : '-'}${flags & 2 ? 'w' : '-'}${flags & 1 ? 'x' : '-'}` })
      } else if (kind === PT_NOTE && noteBytes < MOST_OF_NOTES) {
        if (offset + fileSize > bytes.length) notes.file('the notes are cut off: names of files may be missing')
        const part = bytes.subarray(offset, offset + Math.min(fileSize, MOST_OF_NOTES))
        // At least a page, so that very many small ones come to an end, too.
        noteBytes += Math.max(4096, part.length)
        const read = readCoreNotes(part, is64, little)
        told = {
          files: read.files.length > 0 ? read.files : told.files,
          meta: { ...told.meta, ...read.meta },
          program: read.program ?? told.program,
          pageSize: read.pageSize ?? told.pageSize,
          vdso: read.vdso ?? told.vdso
        }
      }
    }
    const out = new MappingList()
    const fileAt = filesByAddress(told.files)
    let program: string | undefined
    for (const load of loads) {
      const file = fileAt(load.start)
      const offset = file === undefined ? undefined : file.offset + (load.start - file.start)
      const shown = file?.name ?? nameByAuxv(load, told)
      if (told.program !== null && load.start <= told.program && told.program < load.end) program = shown
      out.mapping({ ...load, offset, name: shown })
    }
    const lost = filesWithoutLoad(told.files, loads)
    if (lost > 0) {
      const files = lost === 1 ? 'one mapping of a file is' : `${lost} mappings of files are`
      notes.file(`${files} not in it but by name, as gcore leaves out what was not changed: they are not shown`)
    }
    const meta = { name, absent: out.absent, program, pageSize: told.pageSize, ...told.meta }
    const cut = lost > 0 ? ({ cut: 'rows-left-out' } as const) : {}
    const processes = out.isListing ? [importedProcess({ rows: out.finish() }, { ...meta, ...cut })] : []
    notes.limit('a core file does not tell whether mappings are shared, nor names of memory without a file')
    return { source: plainSource('elf-core', name), moments: [{ takenAt: null, processes }], notes: notes.list }
  }
}
