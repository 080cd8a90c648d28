import { METRIC, METRICS } from '../memory/metrics.ts'
import { processKeyText } from '../memory/process-key.ts'
import {
  knownKb,
  knownNumber,
  TRAIT_KERNEL_THREAD,
  TRAIT_UNREADABLE,
  type MetricAmounts,
  type ProcessList
} from '../memory/process-list.ts'
import { textAt } from '../memory/text-list.ts'
import { identifyCgroup } from './cgroup-path.ts'
import type { ExactReading, PssParts } from './exact-reading.ts'
import type { ProcessFacts } from './process-facts.ts'

/** A process of a list with all that is known of it: what the list reports now, and the last exact reading. */
export interface ListedProcess extends ProcessFacts {
  /** Row of the list. */
  readonly row: number
  /** Text of its key: pid and start time. */
  readonly key: string
  readonly startTime: number
  /** Bits as in ProcessList. */
  readonly traits: number
  /** Amounts of the metrics, kB. */
  readonly amounts: MetricAmounts
  readonly pssParts: PssParts | null
  readonly oomScore: number | null
  /** Page faults a second between the last two lists; null without a list before. */
  readonly faultsPerSecond: number | null
  /** Whether the exact amounts were read, may not be read, or were not tried so far. */
  readonly exactState: 'read' | 'unreadable' | 'unread'
  /** When the exact amounts were read, milliseconds since 1970; null where they were not. */
  readonly exactAt: number | null
}

const identities = new Map<string, ReturnType<typeof identifyCgroup>>()
const MOST_IDENTITIES = 5000

/** Paths repeat from list to list, and are taken apart once. */
function identityOf(path: string): ReturnType<typeof identifyCgroup> {
  let found = identities.get(path)
  if (found === undefined) {
    if (identities.size >= MOST_IDENTITIES) identities.clear()
    identities.set(path, (found = identifyCgroup(path)))
  }
  return found
}

function stateOf(
  traits: number,
  reading: ExactReading | undefined,
  amounts: MetricAmounts
): ListedProcess['exactState'] {
  if (amounts.pss !== null) return 'read'
  return reading !== undefined || (traits & TRAIT_UNREADABLE) !== 0 ? 'unreadable' : 'unread'
}

const faultsOf = (list: ProcessList, row: number): number | null => {
  const minor = knownNumber(list, row, 'minorFaults')
  return minor === null ? null : minor + (knownNumber(list, row, 'majorFaults') ?? 0)
}

/** Faults of every process of an earlier list, by key text. */
function faultsByKey(list: ProcessList | null): ReadonlyMap<string, number> {
  const known = new Map<string, number>()
  for (let row = 0; row < (list?.count ?? 0); row++) {
    const faults = faultsOf(list!, row)
    if (faults !== null) known.set(processKeyText({ pid: list!.pid[row]!, startTime: list!.startTime[row]! }), faults)
  }
  return known
}

/**
 * Puts a list and the exact readings together, in the order of the list.
 * @param exact by key text
 * @param before the list before this one, of the same source
 */
export function listedProcesses(
  list: ProcessList,
  exact: ReadonlyMap<string, ExactReading>,
  before: ProcessList | null
): ListedProcess[] {
  const users = new Map(list.users)
  const faultsBefore = faultsByKey(before)
  const seconds = before === null ? 0 : (list.takenAt - before.takenAt) / 1000
  return Array.from({ length: list.count }, (_, row): ListedProcess => {
    const [pid, startTime] = [list.pid[row]!, list.startTime[row]!]
    const key = processKeyText({ pid, startTime })
    const reading = exact.get(key)
    const amounts = Object.fromEntries(
      METRICS.map((metric) => {
        const own = knownKb(list, row, metric)
        const read = reading?.amounts?.[metric] ?? null
        return [metric, METRIC[metric].inProcessList === 'always' ? (own ?? read) : (read ?? own)]
      })
    ) as MetricAmounts
    const faults = faultsOf(list, row)
    const faultsThen = faultsBefore.get(key)
    const uid = list.uid[row]!
    const threads = list.threads[row]!
    return {
      row,
      key,
      pid,
      startTime,
      ppid: list.ppid[row]!,
      name: textAt(list.name, row),
      command: textAt(list.commandLine, row),
      uid: uid < 0 ? null : uid,
      user: users.get(uid) ?? null,
      traits: list.traits[row]!,
      isKernelThread: (list.traits[row]! & TRAIT_KERNEL_THREAD) !== 0,
      amounts,
      rssKb: amounts.rss,
      pssKb: amounts.pss,
      ussKb: amounts.uss,
      swapKb: amounts.swap,
      rssAnonKb: knownNumber(list, row, 'rssAnon'),
      rssFileKb: knownNumber(list, row, 'rssFile'),
      rssShmemKb: knownNumber(list, row, 'rssShmem'),
      vmPteKb: knownNumber(list, row, 'pageTables'),
      vmHwmKb: knownNumber(list, row, 'peak'),
      threads: threads < 0 ? null : threads,
      pssParts: reading?.pssParts ?? null,
      mappings: reading?.mappings ?? null,
      oomScore: reading?.oomScore ?? null,
      cgroup: reading?.cgroup == null ? null : identityOf(reading.cgroup.path),
      cgroupVersion: reading?.cgroup?.version ?? null,
      faultsPerSecond:
        faults === null || faultsThen === undefined || seconds <= 0 ? null : Math.max(0, faults - faultsThen) / seconds,
      exactState: stateOf(list.traits[row]!, reading, amounts),
      exactAt: reading === undefined || reading.amounts === null ? null : reading.takenAt
    }
  })
}
