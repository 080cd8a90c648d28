import { fileOfCriu, permsOfCriu, wordsOfStatus } from './criu-vma.ts'

/** An object of JSON. */
export type Members = Readonly<Record<string, unknown>>

export function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A value of an object of a checkpoint: its number, or the words that `crit show` writes for it. */
type NumberText = number | string

const isNumberText = (value: unknown): value is NumberText => typeof value === 'number' || typeof value === 'string'

/**
 * `{ "start": "0x400000", "end": "0x401000", "pgoff": 0, "shmid": 5, "prot": "PROT_READ | PROT_EXEC", "flags": "MAP_PRIVATE",
 * "status": "VMA_AREA_REGULAR | VMA_FILE_PRIVATE" }`: a mapping in `crit show mm.img` or `crit decode` (CRIU, images/vma.proto).
 */
function ofCheckpoint({ start, end, pgoff, shmid, prot, flags, status }: Members): Members | null {
  if (
    !isNumberText(start) ||
    !isNumberText(end) ||
    !isNumberText(shmid) ||
    !isNumberText(prot) ||
    !isNumberText(flags) ||
    !isNumberText(status)
  )
    return null
  return { start, end, perms: permsOfCriu(prot, flags), offset: pgoff, name: fileOfCriu(wordsOfStatus(status), shmid) }
}

/** Numbers of a region that Chrome's memory-infra reports, as hexadecimal bytes, by the kernel's names. */
const STATS = {
  pss: 'Pss',
  pd: 'Private_Dirty',
  pc: 'Private_Clean',
  sd: 'Shared_Dirty',
  sc: 'Shared_Clean',
  sw: 'Swap',
  l: 'Locked'
} as const
/** Of `pf` (base/trace_event/process_memory_maps.h): execute, write, read, may be shared. */
const [EXECUTE, WRITE, READ, SHARED] = [1, 2, 4, 128]

const bytesOf = (value: unknown): bigint | null =>
  typeof value === 'string' && /^[0-9a-f]{1,16}$/i.test(value) ? BigInt(`0x${value}`) : null

/** `{ "sa": "400000", "sz": "1000", "pf": 5, "mf": "/usr/bin/demo", "bs": { "pss": "800", … } }`: a region in a trace of Chrome. */
function ofTrace({ sa, sz, pf, mf, bs }: Members): Members | null {
  const [start, size] = [bytesOf(sa), bytesOf(sz)]
  if (start === null || size === null || typeof pf !== 'number' || !isMembers(bs)) return null
  const has = (bit: number, letter: string): string => ((pf & bit) === 0 ? '-' : letter)
  const kb = Object.entries(STATS).flatMap(([key, name]) => {
    const bytes = bytesOf(bs[key])
    return bytes === null ? [] : [[name, Number(bytes / 1024n)] as const]
  })
  return {
    start: `0x${start.toString(16)}`,
    end: `0x${(start + size).toString(16)}`,
    perms: `${has(READ, 'r')}${has(WRITE, 'w')}${has(EXECUTE, 'x')}${(pf & SHARED) === 0 ? '' : 's'}`,
    name: typeof mf === 'string' ? mf : '',
    kb: Object.fromEntries(kb)
  }
}

/** An object that some program has for a mapping, with the members that all others have. */
export function asMapping(members: Members): Members {
  return ofCheckpoint(members) ?? ofTrace(members) ?? members
}
