import { FailureError } from '../../contract/failure.ts'
import { importedProcess } from '../capture-from-files.ts'
import { MOST_HEADERS, MOST_OF_NOTES } from './core-without-memory.ts'
import { coreHeaders, isCore, isElf, programHeader, PT_LOAD, PT_NOTE } from './elf-core-headers.ts'
import { readCoreNotes, type CoreFile, type CoreNotes } from './elf-core-notes.ts'
import { plainSource, type Importer } from '../importer.ts'
import { SkippedNotes } from '../skipped-notes.ts'
import { MappingList } from '../mapping-list.ts'

/** By the three lowest bits of a header's flags: execute, write, read. */
const PERMS = ['---', '--x', '-w-', '-wx', 'r--', 'r-x', 'rw-', 'rwx'] as const

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

/** How many of the files' mappings no load begins at: debuggers leave out what they did not save, without its permissions. */
function filesWithoutLoad(files: readonly CoreFile[], loads: readonly { readonly start: bigint }[]): number {
  const starts = new Set(loads.map(({ start }) => start))
  return files.filter(({ start }) => !starts.has(start)).length
}

/** Cores of old kernels list no files, but the auxiliary vector reports where the program is, and the vdso. */
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
    const headers = coreHeaders(bytes)
    const { is64, little, count } = headers
    const notes = new SkippedNotes()
    const loads: { start: bigint; end: bigint; perms: string }[] = []
    let known: CoreNotes = { files: [], meta: {}, program: null, pageSize: null, vdso: null }
    let noteBytes = 0
    for (let index = 0; index < Math.min(count, MOST_HEADERS); index++) {
      const header = programHeader(headers, index)
      if (header === null) {
        notes.file(`the file ends after ${index} of ${count} program headers`)
        break
      }
      const { kind, flags, offset, fileSize, start } = header
      const end = start + header.memorySize
      if (kind === PT_LOAD && end > start && end <= 0xffffffffffffffffn) {
        loads.push({ start, end, perms: PERMS[flags & 7]! })
      } else if (kind === PT_NOTE && noteBytes < MOST_OF_NOTES) {
        if (offset + fileSize > bytes.length) notes.file('the notes are cut off: names of files may be missing')
        const part = bytes.subarray(offset, offset + Math.min(fileSize, MOST_OF_NOTES))
        // At least a page, so that very many small ones come to an end, too.
        noteBytes += Math.max(4096, part.length)
        const read = readCoreNotes(part, is64, little)
        known = {
          files: read.files.length > 0 ? read.files : known.files,
          meta: { ...known.meta, ...read.meta },
          program: read.program ?? known.program,
          pageSize: read.pageSize ?? known.pageSize,
          vdso: read.vdso ?? known.vdso
        }
      }
    }
    if (count > MOST_HEADERS) notes.file(`program headers behind the first ${MOST_HEADERS} are left out`)
    const out = new MappingList()
    const fileAt = filesByAddress(known.files)
    let program: string | undefined
    for (const load of loads) {
      const file = fileAt(load.start)
      const offset = file === undefined ? undefined : file.offset + (load.start - file.start)
      const shown = file?.name ?? nameByAuxv(load, known)
      if (known.program !== null && load.start <= known.program && known.program < load.end) program = shown
      out.mapping({ ...load, offset, name: shown })
    }
    const lost = filesWithoutLoad(known.files, loads)
    if (lost > 0) {
      const files = lost === 1 ? 'one mapping of a file is' : `${lost} mappings of files are`
      notes.file(`${files} not in it but by name, as gcore leaves out what was not changed: they are not shown`)
    }
    const meta = { name, absent: out.absent, program, pageSize: known.pageSize, ...known.meta }
    const cut = lost > 0 ? ({ cut: 'rows-left-out' } as const) : {}
    if (!out.isListing) throw new FailureError('bad-input', name, 'it is a core file that lists no memory of a process')
    const processes = [importedProcess({ rows: out.finish() }, { ...meta, ...cut })]
    notes.limit('a core file does not record whether mappings are shared, nor names of memory without a file')
    return { source: plainSource('elf-core', name), moments: [{ takenAt: null, processes }], notes: notes.list }
  }
}
