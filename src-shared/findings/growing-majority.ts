import { mappingStart } from '../memory/mapping-table.ts'
import type { Shape } from '../history/growth-shape.ts'
import { percentOf } from './finding-context.ts'
import { MIB, type FindingRule } from './finding-rule.ts'

/** More than that of what is resident is one thing. */
const MAJORITY = 0.5
/** Less growth than both is how programs live. */
const LEAST_GROWTH_KB = 16 * MIB
const LEAST_GROWTH = 0.05
/** Fewer moments show a step, not a direction. */
const LEAST_MOMENTS = 8
const GROWING: readonly Shape[] = ['steady', 'steps']

/** One thing takes most of the memory and has grown all the time that was recorded. */
export const growingMajority: FindingRule = {
  id: 'growing-majority',
  find({ growth, capture }) {
    if (growth === null || growth.moments < LEAST_MOMENTS || growth.from === null || growth.to === null) return null
    const found = growth.entries.find(
      ({ toKb, deltaKb, fromKb, shape }) =>
        toKb > growth.totalToKb * MAJORITY &&
        deltaKb >= LEAST_GROWTH_KB &&
        deltaKb >= fromKb * LEAST_GROWTH &&
        GROWING.includes(shape)
    )
    if (found === undefined || found.kbPerMinute === null) return null
    const { table, classification } = capture
    const { group, groups } = classification
    // By its addresses too: it may have been known better at a moment before than it is now.
    const starts = new Set(found.starts)
    const rows = Array.from(group.keys()).filter((row) => {
      const own = groups[group[row]!]
      return (own?.label === found.what && own.category === found.category) || starts.has(mappingStart(table, row))
    })
    return {
      level: 'look',
      values: {
        what: { group: found.what, category: found.category },
        now: { kb: found.toKb },
        percent: { percent: percentOf(found.toKb, growth.totalToKb) },
        grown: { kb: found.deltaKb },
        rate: { kb: Math.round(found.kbPerMinute) },
        time: { seconds: Math.round((growth.to - growth.from) / 1000) },
        moments: { count: growth.moments }
      },
      rows
    }
  }
}
