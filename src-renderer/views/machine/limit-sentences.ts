import { formatKib } from '#shared/base/format-units.ts'
import { visibleText } from '#shared/base/visible-text.ts'
import { cgroupSplit, tightestLimit, type CgroupMemory } from '#shared/machine/cgroup-memory.ts'
import type { Surroundings } from '#shared/machine/surroundings.ts'

/** A sentence's key in the locales, and what is put into it. */
export interface LimitSentence {
  readonly key: string
  readonly values: Readonly<Record<string, string | number>>
}

const bytes = (value: number): string => formatKib(value / 1024)

function limitSentence(path: readonly CgroupMemory[], isContainer: boolean): LimitSentence {
  const tightest = tightestLimit(path)
  if (tightest === null)
    return path.some(({ current }) => current !== null)
      ? { key: 'unlimited', values: { path: visibleText(path[0]?.path ?? '') } }
      : { key: 'unreadable', values: {} }
  const { cgroup, kind, limit, current } = tightest
  const { fileCache } = cgroupSplit(cgroup)
  const who = isContainer && cgroup.path !== '/' ? 'container' : 'cgroup'
  const values = { path: visibleText(cgroup.path), limit: bytes(limit), current: bytes(current) }
  const key = `${who}${kind === 'max' ? 'Max' : 'High'}`
  return fileCache === null || fileCache === 0
    ? { key, values }
    : { key: `${key}Cache`, values: { ...values, cache: bytes(fileCache) } }
}

/** How often something was killed, and where: of the whole path, the innermost that counts it. */
function killSentences(path: readonly CgroupMemory[]): LimitSentence[] {
  const killed = path.find(({ events }) => (events['oom_kill'] ?? 0) > 0)
  if (killed === undefined) return []
  return [{ key: 'killed', values: { path: visibleText(killed.path), count: killed.events['oom_kill'] ?? 0 } }]
}

/** A cgroup of which most is not the memory of processes: why its limit is reached though RSS is low. */
function notResidentSentences(path: readonly CgroupMemory[]): LimitSentence[] {
  const tight = tightestLimit(path)
  if (tight === null || tight.current === 0) return []
  const { anonymous, shmem, kernel } = cgroupSplit(tight.cgroup)
  const sentences: LimitSentence[] = []
  const isLarge = (value: number | null): value is number => value !== null && value > tight.current / 4
  // Page cache that can be had back is named with the limit; these can not.
  if (isLarge(shmem)) sentences.push({ key: 'shmem', values: { amount: bytes(shmem) } })
  if (isLarge(kernel)) sentences.push({ key: 'kernel', values: { amount: bytes(kernel) } })
  if (isLarge(anonymous)) sentences.push({ key: 'anonymous', values: { amount: bytes(anonymous) } })
  return sentences
}

/** The sentences about a process's limits, the most important first. */
export function limitSentences({ cgroup, path }: Surroundings): LimitSentence[] {
  if (cgroup === null) return [{ key: 'unknown', values: {} }]
  if (path.length === 0) return [{ key: 'unreadable', values: {} }]
  const isContainer = cgroup.identity.container !== null
  return [limitSentence(path, isContainer), ...notResidentSentences(path), ...killSentences(path)]
}
