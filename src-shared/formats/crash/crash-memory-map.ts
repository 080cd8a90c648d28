import { FailureError } from '../../contract/failure.ts'
import { readCopiedMaps } from '../listing/copied-maps.ts'
import { HEAD_BYTES, type Importer } from '../importer.ts'

const latin = new TextDecoder('latin1')
const encoder = new TextEncoder()

/** What is above a copy of /proc/self/maps: in glibc's report of an abort (until 2.26), and in heap profiles (gperftools, jemalloc). */
const HEADINGS = ['======= Memory map: ========', 'MAPPED_LIBRARIES:'] as const
/** Profiles are long before they come to it. */
const PROFILE = /^(?:heap profile: |heap_v2\/\d|--- (?:heap|contention|thread)z? )/

function indexOfText(bytes: Uint8Array, text: string): number {
  const wanted = encoder.encode(text)
  for (let at = bytes.indexOf(wanted[0]!); at >= 0; at = bytes.indexOf(wanted[0]!, at + 1)) {
    if (wanted.every((byte, index) => bytes[at + index] === byte)) return at
  }
  return -1
}

/** A report that ends with a copy of the process's maps; what is above it is another matter. */
export const crashMemoryMap: Importer = {
  id: 'memory-map',
  detect(head) {
    const text = latin.decode(head)
    return PROFILE.test(text) || HEADINGS.some((heading) => text.includes(`\n${heading}`)) ? 0.97 : 0
  },
  read(bytes, name, context) {
    const offsets = HEADINGS.map((heading) => indexOfText(bytes, `\n${heading}`)).filter((at) => at >= 0)
    if (offsets.length === 0)
      throw new FailureError(
        'bad-input',
        name,
        'this heap profile holds stacks and sizes of allocations, but no MAPPED_LIBRARIES; open maps or smaps of the process'
      )
    const from = bytes.indexOf(10, Math.min(...offsets) + 1) + 1
    const head = latin.decode(bytes.subarray(0, Math.min(from, HEAD_BYTES)))
    const program = /^\*\*\* .{1,40}? in `(.{1,4096}?)':/m.exec(head)?.[1]
    const meta = program === undefined ? {} : { name: program.split('/').at(-1) ?? program, command: program }
    return readCopiedMaps('memory-map', bytes, [from, bytes.length], name, context, meta)
  }
}
