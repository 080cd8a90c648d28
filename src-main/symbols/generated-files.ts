import { closeSync, constants, fstatSync, openSync, readFileSync, readSync, statSync, type BigIntStats } from 'node:fs'
import { ownNumber } from '#main/source/thread-numbers.ts'
import { GeneratedCode, MOST_FUNCTIONS, readPerfMap, type GeneratedFunction } from '#shared/address/generated-code.ts'
import { readJitDump } from '#shared/address/jit-dump.ts'
import { mappingName, type MappingTable } from '#shared/memory/mapping-table.ts'
import { u64BigInt } from '#shared/memory/u64-column.ts'

/** Names that a process wrote for its generated code. */
export interface GeneratedNames {
  readonly code: GeneratedCode
  /** The file's name, as the process has it. */
  readonly file: string
}

/** Of a longer map, the end is read: what was written later is what is there. */
const MOST_BYTES = 32 * 1024 * 1024
const JIT_DUMP = /\/jit-\d{1,10}\.dump$/
const MOST_KNOWN = 16
/** Bytes of a jit dump that are read together: records lie close to each other. */
const BLOCK = 256 * 1024
/** What a record of a jit dump counts for, whatever its code takes. */
const BYTES_OF_RECORD = 512

/** What was read of a file so far; both kinds only grow. */
interface ReadSoFar {
  next: number
  rest: string
  functions: GeneratedFunction[]
  code: GeneratedCode | null
}

const known = new Map<string, ReadSoFar>()
/** A name may be cut between two readings: its bytes are kept as they are. */
const decoder = new TextDecoder('latin1')

/**
 * The names of generated code that a process wrote for perf: into a jit dump, a page of which it maps, or else into
 * /tmp/perf-N.map of its own file system, where N is its number in its own PID namespace. Null where there is none. Files
 * of others than the process's user and root are not believed.
 * @param procFolder the process's folder in /proc
 * @param step bytes that are read at once, for callers that ask again and again; the next time it continues behind them
 */
export function generatedNames(procFolder: string, table: MappingTable, step = MOST_BYTES): GeneratedNames | null {
  return namesOfDump(procFolder, table, step) ?? namesOfMap(procFolder, step)
}

function namesOfDump(procFolder: string, table: MappingTable, step: number): GeneratedNames | null {
  for (let row = 0; row < table.rowCount; row++) {
    const name = mappingName(table, row)
    if (!JIT_DUMP.test(name)) continue
    const inode = u64BigInt(table.backings.inode, table.backing[row]!)
    const code = readGrown(
      procFolder,
      `${procFolder}/root${name}`,
      (status) => status.ino === inode,
      (descriptor, _, sofar) => growDump(descriptor, sofar, step)
    )
    return code === null ? null : { code, file: name }
  }
  return null
}

function namesOfMap(procFolder: string, step: number): GeneratedNames | null {
  let folder: number
  let pid: number
  try {
    const numbers = ownNumber(readFileSync(`${procFolder}/status`))
    if (numbers === null) return null
    pid = numbers.own
    // A link called /tmp could lead out of its file system.
    folder = openSync(`${procFolder}/root/tmp`, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW)
  } catch {
    return null
  }
  try {
    const code = readGrown(
      procFolder,
      `/proc/self/fd/${folder}/perf-${pid}.map`,
      () => true,
      (descriptor, size, sofar) => growMap(descriptor, size, sofar, step)
    )
    return code === null ? null : { code, file: `/tmp/perf-${pid}.map` }
  } finally {
    closeSync(folder)
  }
}

/** Reads what a file has more than at the last time. */
function readGrown(
  procFolder: string,
  path: string,
  isRight: (status: BigIntStats) => boolean,
  grow: (descriptor: number, size: number, sofar: ReadSoFar) => void
): GeneratedCode | null {
  let descriptor: number
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch {
    return null
  }
  try {
    const status = fstatSync(descriptor, { bigint: true })
    const owner = statSync(procFolder, { bigint: true }).uid
    if (!status.isFile() || !isRight(status) || (status.uid !== owner && status.uid !== 0n)) return null
    const key = `${status.dev} ${status.ino} ${status.birthtimeNs}`
    let sofar = known.get(key)
    if (sofar === undefined || sofar.next > status.size) sofar = { next: 0, rest: '', functions: [], code: null }
    const before = sofar.next
    grow(descriptor, Number(status.size), sofar)
    if (sofar.functions.length > 2 * MOST_FUNCTIONS) sofar.functions = sofar.functions.slice(-MOST_FUNCTIONS)
    if (sofar.next !== before) sofar.code = null
    if (known.size >= MOST_KNOWN) known.clear()
    known.set(key, sofar)
    return (sofar.code ??= new GeneratedCode(sofar.functions))
  } catch {
    return null
  } finally {
    closeSync(descriptor)
  }
}

function growMap(descriptor: number, size: number, sofar: ReadSoFar, step: number): void {
  const from = Math.max(sofar.next, size - MOST_BYTES)
  if (from !== sofar.next) sofar.rest = ''
  const bytes = bytesAt(descriptor, from, Math.min(step, size - from))
  const text = sofar.rest + decoder.decode(bytes)
  const end = text.lastIndexOf('\n') + 1
  // The first line of a cut map is a part of one, which is none or a shorter number: it is left out.
  const begin = from !== sofar.next ? text.indexOf('\n') + 1 : 0
  sofar.functions.push(...readPerfMap(utf8(text.slice(begin, end))))
  sofar.rest = text.slice(end)
  sofar.next = from + bytes.length
}

function growDump(descriptor: number, sofar: ReadSoFar, step: number): void {
  let from = 0
  let block: Uint8Array = new Uint8Array(0)
  const { functions, next } = readJitDump(
    (offset, length) => {
      if (offset < from || offset + length > from + block.length) {
        from = offset
        block = bytesAt(descriptor, from, Math.max(length, BLOCK))
      }
      return block.subarray(offset - from, offset - from + length)
    },
    sofar.next,
    Math.ceil(step / BYTES_OF_RECORD)
  )
  sofar.functions.push(...functions)
  sofar.next = next
}

function bytesAt(descriptor: number, offset: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  return bytes.subarray(0, readSync(descriptor, bytes, 0, length, offset))
}

/** Names are UTF-8; a text of latin1 has their bytes one by one. */
function utf8(text: string): string {
  return Buffer.from(text, 'latin1').toString('utf8')
}
