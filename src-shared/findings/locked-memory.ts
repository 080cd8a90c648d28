import { MIB, type FindingRule } from './finding-rule.ts'

const LEAST_KB = 64 * MIB
/** Nearer to the limit, the next mlock fails. */
const NEAR = 0.9

/** Memory that may not be swapped out or moved, and how near to its limit it is. */
export const lockedMemory: FindingRule = {
  id: 'locked-memory',
  find(context) {
    const rows = context.rowsWhere((row) => context.hasFlag(row, 'lo'))
    const locked = context.statusKb('VmLck') ?? context.sumKb(rows, 'Locked')
    const limit = context.capture.surroundings?.limits?.['Max locked memory'] ?? null
    const limitKb = limit === null ? null : limit / 1024
    const isNear = limitKb !== null && limitKb > 0 && locked >= limitKb * NEAR
    if (locked < LEAST_KB && !(isNear && locked > 0)) return null
    return {
      level: isNear ? 'look' : 'good-to-know',
      isOther: isNear,
      values: { locked: { kb: locked }, limit: { kb: limitKb ?? 0 } },
      rows
    }
  }
}
