import { arenaSlack } from './arena-slack.ts'
import { coreDump } from './core-dump.ts'
import { deletedLibrary } from './deleted-library.ts'
import { deviceMemory } from './device-memory.ts'
import { FINDING_LEVELS, type Finding } from './finding.ts'
import type { FindingContext } from './finding-context.ts'
import type { FindingRule } from './finding-rule.ts'
import { growingMajority } from './growing-majority.ts'
import { hugePageWaste } from './huge-page-waste.ts'
import { hugetlbMemory } from './hugetlb-memory.ts'
import { idleStacks } from './idle-stacks.ts'
import { largeReservation } from './large-reservation.ts'
import { lockedMemory } from './locked-memory.ts'
import { memoryFiles } from './memory-files.ts'
import { nearMapLimit } from './near-map-limit.ts'
import { pageTables } from './page-tables.ts'
import { swappedOut } from './swapped-out.ts'
import { writableExecutable } from './writable-executable.ts'

/** Every kind of finding. */
export const FINDING_RULES: readonly FindingRule[] = [
  nearMapLimit,
  growingMajority,
  arenaSlack,
  swappedOut,
  hugePageWaste,
  writableExecutable,
  deletedLibrary,
  pageTables,
  idleStacks,
  lockedMemory,
  hugetlbMemory,
  deviceMemory,
  memoryFiles,
  coreDump,
  largeReservation
]

/** What is worth reporting of a process, the most urgent first. Linear in its mappings. */
export function findingsOf(context: FindingContext): readonly Finding[] {
  const found = FINDING_RULES.flatMap((rule): Finding[] => {
    const one = rule.find(context)
    return one === null ? [] : [{ isOther: false, ...one, id: rule.id }]
  })
  return FINDING_LEVELS.flatMap((level) => found.filter((each) => each.level === level))
}
