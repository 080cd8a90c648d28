import type { ProcessMemory } from './process-memory.ts'

/** CPython's arenas are 256 KiB (up to 3.9) or 1 MiB; the kernel joins them with their neighbours. */
const STEP = 256 * 1024
/** Of larger memory not every step is looked at, at most so many. */
const MOST_STEPS = 1024
/** Pools of CPython from 3.10 on, and before (Objects/obmalloc.c, POOL_SIZE). */
const POOL_SIZES = [16 * 1024, 4 * 1024] as const
const POOLS_LOOKED_AT = 4
const HEADER = 48
/** Objects are multiples of 16 bytes, of 8 up to 3.6. */
const QUANTA = [16, 8] as const
const MOST_CLASSES = 64

/** Whether a pool_header stands at an address: its size class and its largest offset must fit the pool. */
function isPool(memory: ProcessMemory, address: number, poolSize: number): boolean {
  const bytes = memory.read(address, HEADER)
  if (bytes === null) return false
  const view = new DataView(bytes.buffer, bytes.byteOffset, HEADER)
  // {ref.count, freeblock, nextpool, prevpool: 8 bytes each; arenaindex, szidx, nextoffset, maxnextoffset: 4 each}
  const [size, next, most] = [view.getUint32(36, true), view.getUint32(40, true), view.getUint32(44, true)]
  if (size >= MOST_CLASSES || next > poolSize || next < HEADER) return false
  return QUANTA.some((quantum) => most === poolSize - (size + 1) * quantum)
}

function holdsPools(memory: ProcessMemory, start: number, end: number): boolean {
  for (const poolSize of POOL_SIZES) {
    const first = Math.ceil(start / poolSize) * poolSize
    const stride = Math.max(poolSize, Math.floor((end - start) / POOLS_LOOKED_AT / poolSize) * poolSize)
    let looked = 0
    let found = 0
    for (let at = first; at + poolSize <= end; at += stride) {
      if (!memory.isResident(at)) continue
      looked++
      if (isPool(memory, at, poolSize)) found++
    }
    if (looked > 0 && found * 2 >= looked) return true
  }
  return false
}

/** Parts of a range that hold CPython's small objects. */
export function pythonPools(memory: ProcessMemory, start: number, end: number): (readonly [number, number])[] {
  const found: [number, number][] = []
  const steps = Math.min(MOST_STEPS, Math.ceil((end - start) / STEP))
  const step = Math.ceil((end - start) / Math.max(1, steps) / STEP) * STEP
  for (let at = start; at < end; at += step) {
    const to = Math.min(end, at + step)
    if (to - at < POOL_SIZES[0] || !holdsPools(memory, at, Math.min(to, at + STEP))) continue
    const last = found.at(-1)
    if (last?.[1] === at) last[1] = to
    else found.push([at, to])
  }
  return found
}
