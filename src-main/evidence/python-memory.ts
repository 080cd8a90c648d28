import type { Range } from './glibc-memory.ts'
import type { ProcessMemory } from './process-memory.ts'

/** Memory is looked at in steps of this size: CPython's arenas of 256 KiB (up to 3.9) or 1 MiB begin at any address. */
const STEP = 64 * 1024
/** Of larger memory not every step is looked at, at most this many. */
const MOST_STEPS = 2048
/** Pools of CPython from 3.10 on, and before (Objects/obmalloc.c, POOL_SIZE). */
const POOL_SIZES = [16 * 1024, 4 * 1024] as const
const POOLS_LOOKED_AT = 4
const HEADER = 48
/** Objects are multiples of 16 bytes, of 8 up to 3.6. */
const QUANTA = [16, 8] as const
const MOST_CLASSES = 64

/** Whether there is a pool_header at an address: its size class and its largest offset must fit the pool. */
function isPool(memory: ProcessMemory, address: number, poolSize: number): boolean {
  const bytes = memory.read(address, HEADER)
  if (bytes === null) return false
  const view = new DataView(bytes.buffer, bytes.byteOffset, HEADER)
  // {ref.count, freeblock, nextpool, prevpool: 8 bytes each; arenaindex, szidx, nextoffset, maxnextoffset: 4 each}
  const [size, next, most] = [view.getUint32(36, true), view.getUint32(40, true), view.getUint32(44, true)]
  if (size >= MOST_CLASSES || next > poolSize || next < HEADER) return false
  return QUANTA.some((quantum) => most === poolSize - (size + 1) * quantum)
}

const firstPool = (from: number, poolSize: number): number => Math.ceil(from / poolSize) * poolSize

/** Whether most of the pages looked at in a range, of those in memory, begin a pool. */
function holdsPools(memory: ProcessMemory, start: number, end: number, poolSize: number): boolean {
  const stride = Math.max(poolSize, Math.floor((end - start) / POOLS_LOOKED_AT / poolSize) * poolSize)
  let looked = 0
  let found = 0
  for (let at = firstPool(start, poolSize); at + poolSize <= end; at += stride) {
    if (!memory.isResident(at)) continue
    looked++
    if (isPool(memory, at, poolSize)) found++
  }
  return looked > 0 && found * 2 >= looked
}

/** Moves the ends of what was found in steps to where pools begin and end. */
function exactRange(memory: ProcessMemory, [start, end]: Range, within: Range, poolSize: number): Range {
  let first = firstPool(start, poolSize)
  while (first < end && !isPool(memory, first, poolSize)) first += poolSize
  while (first - poolSize >= within[0] && isPool(memory, first - poolSize, poolSize)) first -= poolSize
  let last = firstPool(end, poolSize)
  while (last > first + poolSize && !isPool(memory, last - poolSize, poolSize)) last -= poolSize
  while (last + poolSize <= within[1] && isPool(memory, last, poolSize)) last += poolSize
  return [first, Math.min(last, within[1])]
}

/** Parts of a range that hold CPython's small objects, in order. The kernel joins arenas with their neighbours. */
export function pythonPools(memory: ProcessMemory, start: number, end: number): Range[] {
  for (const poolSize of POOL_SIZES) {
    const found = poolsOfSize(memory, [start, end], poolSize)
    if (found.length > 0) return found
  }
  return []
}

function poolsOfSize(memory: ProcessMemory, within: Range, poolSize: number): Range[] {
  const [start, end] = within
  const steps = Math.min(MOST_STEPS, Math.ceil((end - start) / STEP))
  const step = Math.ceil((end - start) / Math.max(1, steps) / STEP) * STEP
  const found: [number, number][] = []
  for (let at = start; at < end; at += step) {
    const to = Math.min(end, at + step)
    if (!holdsPools(memory, at, Math.min(to, at + STEP), poolSize)) continue
    const last = found.at(-1)
    if (last?.[1] === at) last[1] = to
    else found.push([at, to])
  }
  return joined(found.map((range) => exactRange(memory, range, within, poolSize)))
}

/** Ranges in order, those that touch or overlap made one. */
function joined(ranges: readonly Range[]): Range[] {
  const all: [number, number][] = []
  for (const [from, to] of ranges) {
    const last = all.at(-1)
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to)
    else if (to > from) all.push([from, to])
  }
  return all
}
