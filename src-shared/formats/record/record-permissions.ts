import { roleOf, type Role } from './member-role.ts'
import type { Plan, MappingRecord } from './record-plan.ts'
import { numberInPermissions, permissionsOfNumber, permissionsOfText } from './written-permissions.ts'
import { isNode, wordsOf, type RecordValue } from './record-value.ts'

function isYes(value: RecordValue | undefined): boolean | null {
  if (typeof value !== 'string') return null
  if (/^(?:true|yes|y|1|on|r|w|x|t)$/i.test(value.trim())) return true
  return /^(?:false|no|n|0|off|-|f|)$/i.test(value.trim()) ? false : null
}

/** Permissions that are given one by one: `read: true`; undefined where none is. Some forms leave out those that are missing. */
function oneByOne(of: (role: Role) => RecordValue | undefined): string | undefined {
  const [read, write, execute] = [isYes(of('read')), isYes(of('write')), isYes(of('execute'))]
  if (read === null && write === null && execute === null) return undefined
  const [shared, own] = [isYes(of('shared')), isYes(of('private'))]
  const kind = shared === true || own === false ? 's' : shared === false || own === true ? 'p' : ''
  return `${read === true ? 'r' : '-'}${write === true ? 'w' : '-'}${execute === true ? 'x' : '-'}${kind}`
}

/** Permissions of a record as a maps line has them, three or four letters; undefined where they are not given. */
export function permissionsOf({ roles, keys }: MappingRecord, { bits }: Plan): string | undefined {
  const value = roles.get('perms') ?? roles.get('flags')
  if (value === undefined) return oneByOne((role) => roles.get(role))
  // `{read: true, write: false}`
  const inside = isNode(value)
    ? oneByOne((role) => value.pairs.find(([key]) => roleOf(key).role === role)?.[1])
    : undefined
  if (inside !== undefined) return inside
  const text = wordsOf(value).trim()
  const number = numberInPermissions(text)
  if (number === null) return permissionsOfText(text) ?? undefined
  if (bits === null) return undefined
  const isKernel = /flags/i.test((keys.get('perms') ?? keys.get('flags'))!.key)
  return permissionsOfNumber(number, bits, isKernel && Number(number) > 7)
}
