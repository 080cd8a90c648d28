import { compareU64, newU64Column, setU64, u64BigInt, type U64Column } from '../memory/u64-column.ts'

/** Mappings further apart than this were mapped independently by the kernel. */
const FAR = 1n << 30n
/** Where the first mapping goes. */
const FIRST = 0x10000000n
/** glibc's arenas are at multiples of this; what contains one keeps its offset within it. */
const ARENA = 1n << 26n
/** Addresses above this half are the kernel's and the same everywhere. */
const KERNEL_HALF = 1n << 63n
/** Go's heap begins at the same address in every program. */
const GO_FROM = 0xc000000000n
const GO_TO = 0xe000000000n

interface Cluster {
  readonly from: bigint
  to: bigint
  hasArena: boolean
}

/** Maps addresses of one process to made-up ones. */
export type Rebase = (address: bigint) => bigint

/**
 * Other addresses for the mappings of a process: order, sizes, neighbours and gaps of up to 1 GiB stay; where the kernel
 * put each cluster at random, and how far apart, is lost. Clusters with an address at a multiple of 64 MiB keep
 * their offset within 64 MiB, by which glibc's arenas are recognised. Fixed addresses (the kernel's half, Go's heap) stay.
 */
export function rebaseOf(start: U64Column, end: U64Column, rowCount: number): Rebase {
  const clusters = clustersOf(start, end, rowCount)
  let next = FIRST
  const moves = clusters.map(({ from, to, hasArena }) => {
    if (from >= KERNEL_HALF) return { from, to, by: 0n }
    if (from >= GO_FROM && from < GO_TO && next <= from) {
      next = to + FAR
      return { from, to, by: 0n }
    }
    const within = hasArena ? from % ARENA : 0n
    const moved = (next / ARENA + (next % ARENA === 0n ? 0n : 1n)) * ARENA + within
    next = moved + (to - from) + FAR
    return { from, to, by: moved - from }
  })
  return (address) => {
    let [low, high] = [0, moves.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (moves[middle]!.from <= address) low = middle
      else high = middle - 1
    }
    const move = moves[low]
    // The end of the last mapping of a cluster belongs to it; anything between clusters has no counterpart.
    return move === undefined || address < move.from || address > move.to ? 0n : address + move.by
  }
}

function clustersOf(start: U64Column, end: U64Column, rowCount: number): Cluster[] {
  const rows = Uint32Array.from({ length: rowCount }, (_, row) => row).sort((a, b) => compareU64(start, a, start, b))
  const clusters: Cluster[] = []
  for (const row of rows) {
    const [from, to] = [u64BigInt(start, row), u64BigInt(end, row)]
    const last = clusters.at(-1)
    const isNear = last !== undefined && from - last.to <= FAR && from >= KERNEL_HALF === last.from >= KERNEL_HALF
    const hasArena = from % ARENA === 0n
    if (isNear) {
      if (to > last.to) last.to = to
      last.hasArena ||= hasArena
    } else clusters.push({ from, to, hasArena })
  }
  return clusters
}

/** A column of addresses with the rebase applied. */
export function rebasedColumn(column: U64Column, rowCount: number, rebase: Rebase): U64Column {
  const moved = newU64Column(rowCount)
  for (let row = 0; row < rowCount; row++) setU64(moved, row, rebase(u64BigInt(column, row)))
  return moved
}
