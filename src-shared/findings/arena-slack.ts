import { percentOf } from './finding-context.ts'
import { MIB, type FindingRule } from './finding-rule.ts'

const LEAST_FREE_KB = 64 * MIB
const MOSTLY = 0.5
const LEAST_OF_RSS = 0.1
/** From so many on, their number is what keeps the memory (MALLOC_ARENA_MAX). */
const MANY = 4

/** Evidences of arenas in which free chunks were counted (src-main/evidence/malloc-slack.ts). */
const WITH_SLACK: readonly string[] = ['heap-info-free', 'heap-free']

/** glibc's arenas hold memory that the program has given back to malloc, and malloc not to the system. */
export const arenaSlack: FindingRule = {
  id: 'arena-slack',
  find(context) {
    const { evidence, evidences } = context.capture.classification
    let [held, free, arenas] = [0, 0, 0]
    const seen = new Set<unknown>()
    const rows = context.rowsWhere((row) => {
      const found = evidences[evidence[row]!]
      if (found === undefined || !WITH_SLACK.includes(found.key)) return false
      // Each heap of an arena carries the arena's numbers.
      const key = `${found.key} ${context.capture.classification.purpose[row]}`
      if (!seen.has(key)) {
        seen.add(key)
        held += Number(found.values['held'] ?? 0)
        free += Number(found.values['free'] ?? 0)
        arenas++
      }
      return true
    })
    const resident = context.sumKb(rows, 'Rss')
    if (free < LEAST_FREE_KB || free < held * MOSTLY || resident < free * MOSTLY) return null
    if (resident < context.residentKb * LEAST_OF_RSS) return null
    return {
      level: 'look',
      isOther: arenas >= MANY,
      values: {
        free: { kb: free },
        held: { kb: held },
        percent: { percent: percentOf(free, held) },
        arenas: { count: arenas },
        resident: { kb: resident }
      },
      rows
    }
  }
}
