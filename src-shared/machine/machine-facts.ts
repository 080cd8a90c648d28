import type { ListedProcess } from './listed-process.ts'
import type { MachineMemory } from './machine-memory.ts'
import type { MemoryPart } from './memory-bar.ts'

/** One statement about the machine: a key of a sentence and its numbers, kB (1024 bytes) unless they are counts or percents. */
export type MachineFact =
  | {
      readonly kind: 'largest'
      /** Untrusted. */
      readonly name: string
      readonly processes: number
      readonly kb: number
      /** Some of them could not be read. */
      readonly isLeast: boolean
      /** More than half of it is this; null where nothing is, or it is not known. */
      readonly mostly: 'anonymous' | 'file' | 'shared' | null
    }
  | { readonly kind: 'cache'; readonly kb: number; readonly dirtyKb: number | null }
  | { readonly kind: 'available'; readonly kb: number; readonly totalKb: number }
  | { readonly kind: 'part'; readonly part: MemoryPart; readonly kb: number; readonly percent: number }
  | { readonly kind: 'swap'; readonly usedKb: number; readonly totalKb: number }
  | { readonly kind: 'no-swap' }
  | { readonly kind: 'zram'; readonly originalKb: number; readonly usedKb: number }
  | { readonly kind: 'zswap'; readonly originalKb: number; readonly usedKb: number }
  | { readonly kind: 'pressure'; readonly some: number; readonly full: number }
  | { readonly kind: 'calm' }
  | { readonly kind: 'unreadable'; readonly processes: number }

const partKb = ({ bar }: MachineMemory, part: MemoryPart): number =>
  bar.parts.find((each) => each.part === part)?.kb ?? 0

/** The processes that take most together, by what they have in common. */
function largestFact(
  groups: readonly { readonly name: string; readonly members: readonly ListedProcess[] }[]
): MachineFact[] {
  const sums = groups.map(({ name, members }) => ({
    name,
    members,
    kb: members.reduce((sum, { pssKb }) => sum + (pssKb ?? 0), 0)
  }))
  const largest = sums.reduce<(typeof sums)[number] | null>((a, b) => (a === null || b.kb > a.kb ? b : a), null)
  if (largest === null || largest.kb === 0) return []
  const { name, members, kb } = largest
  const parts = { anonymous: 0, file: 0, shared: 0 }
  let isSplit = true
  for (const { pssParts, pssKb } of members) {
    if (pssKb === null) continue
    if (pssParts === null) isSplit = false
    parts.anonymous += pssParts?.anonKb ?? 0
    parts.file += pssParts?.fileKb ?? 0
    parts.shared += pssParts?.shmemKb ?? 0
  }
  const mostly = (['anonymous', 'file', 'shared'] as const).find((part) => parts[part] > kb / 2) ?? null
  return [
    {
      kind: 'largest',
      name,
      processes: members.length,
      kb,
      isLeast: members.some(({ pssKb }) => pssKb === null),
      mostly: isSplit ? mostly : null
    }
  ]
}

/** Parts that are usually small: worth a sentence only where they are a tenth of the memory. */
const SELDOM_LARGE: readonly MemoryPart[] = [
  'shmem',
  'slabUnreclaimable',
  'pageTables',
  'kernelStacks',
  'hugetlb',
  'balloon',
  'hardwareCorrupted',
  'gpu',
  'perCpu'
]
const WORTH_SAYING = 0.1

function memoryFacts(memory: MachineMemory): MachineFact[] {
  const { bar, zram } = memory
  const facts: MachineFact[] = []
  if (bar.details.availableKb !== null)
    facts.push({ kind: 'available', kb: bar.details.availableKb, totalKb: bar.totalKb })
  const cache = partKb(memory, 'fileCache')
  if (cache > 0) facts.push({ kind: 'cache', kb: cache, dirtyKb: bar.details.dirtyKb })
  for (const part of SELDOM_LARGE) {
    const kb = partKb(memory, part)
    if (bar.totalKb > 0 && kb >= bar.totalKb * WORTH_SAYING)
      facts.push({ kind: 'part', part, kb, percent: kb / bar.totalKb })
  }
  const { swap } = bar
  if (swap !== null && swap.totalKb === 0) facts.push({ kind: 'no-swap' })
  else if (swap !== null) facts.push({ kind: 'swap', usedKb: swap.usedKb, totalKb: swap.totalKb })
  const originalBytes = zram.reduce((sum, each) => sum + each.originalBytes, 0)
  if (originalBytes > 0) {
    const usedBytes = zram.reduce((sum, each) => sum + each.usedBytes, 0)
    facts.push({ kind: 'zram', originalKb: originalBytes / 1024, usedKb: usedBytes / 1024 })
  }
  if (swap?.zswapKb != null && swap.zswappedKb !== null && swap.zswappedKb > 0)
    facts.push({ kind: 'zswap', originalKb: swap.zswappedKb, usedKb: swap.zswapKb })
  return facts
}

function pressureFacts({ pressure }: MachineMemory): MachineFact[] {
  const some = pressure?.some?.avg60
  if (some === undefined) return []
  const full = pressure?.full?.avg60 ?? 0
  return some === 0 && full === 0 ? [{ kind: 'calm' }] : [{ kind: 'pressure', some, full }]
}

/**
 * Statements about the machine, the most important first.
 * @param groups of all processes but kernel threads, by program
 */
export function machineFacts(
  memory: MachineMemory | null,
  groups: readonly { readonly name: string; readonly members: readonly ListedProcess[] }[]
): MachineFact[] {
  const unreadable = groups.reduce(
    (sum, { members }) =>
      sum + members.filter(({ exactState, rssKb }) => exactState === 'unreadable' && (rssKb ?? 0) > 0).length,
    0
  )
  return [
    ...largestFact(groups),
    ...(memory === null ? [] : memoryFacts(memory)),
    ...(memory === null ? [] : pressureFacts(memory)),
    ...(unreadable > 0 ? [{ kind: 'unreadable', processes: unreadable } as const] : [])
  ]
}
