import type { ListedProcess } from '../listings.ts'
import { roleOf } from './member-role.ts'
import { hasRange } from './record-plan.ts'
import { isNode, type RecordNode, type TextRecord, type RecordValue } from './record-value.ts'

type Member = readonly [key: string, value: RecordValue]

/** How far in a record's own members may lie: `extension: MMapExtension { map: { … } }`. */
const DEEPEST_MEMBER = 4
const DEEPEST = 80
/** Most members that a record has before the one that reports where it begins. */
const MOST_BEFORE = 16

/** Whether a value may be an address or a range: most values are not, and their keys need no look. */
const mayBeAddress = (value: RecordValue): boolean =>
  isNode(value)
    ? value.items.length + value.pairs.length <= 2
    : value.length >= 4 && value.length <= 80 && /\d/.test(value)

function isStart([key, value]: Member): boolean {
  const role = mayBeAddress(value) ? roleOf(key).role : null
  return role === 'start' || role === 'range'
}
const COMMAND_NAME = /^(?:comm|process_?name|proc_?name|program|process|task)$/i

/** What members report about the process. */
function ownerOf(members: readonly Member[], outer: ListedProcess): ListedProcess {
  let owner = outer
  for (const [key, value] of members) {
    if (isNode(value)) continue
    if (/^\d{1,10}$/.test(value) && roleOf(key).role === 'pid' && Number(value) < 0x7fffffff)
      owner = { ...owner, pid: Number(value) }
    else if (COMMAND_NAME.test(key) && value !== '' && value.length < 256) owner = { ...owner, name: value }
  }
  return owner
}

/** Members of a node, and of what it holds that is no mapping itself. */
function membersOf(node: RecordNode, depth = 0): Member[] {
  const nested = (value: RecordValue): Member[] => {
    if (!isNode(value) || depth >= DEEPEST_MEMBER || value.pairs.length === 0) return []
    return value.pairs.some(isStart) ? [] : membersOf(value, depth + 1)
  }
  // `((start . 4194304) (end . 4198400))`
  const inPairs = node.items.flatMap((item): Member[] => {
    if (!isNode(item) || item.name !== '' || item.pairs.length > 0) return []
    const words = item.items.flatMap((part): RecordValue[] => (isNode(part) ? [part] : part.split(' ')))
    const [key, ...rest] = words.filter((part) => part !== '.')
    return key !== undefined && !isNode(key) && rest.length === 1 ? [[key, rest[0]!]] : []
  })
  // `Mapping('/usr/bin/demo', start=…)`
  const name = node.items.find((item): item is string => !isNode(item) && /^[/[]/.test(item))
  const named: Member[] = name === undefined ? [] : [['name', name]]
  return [
    ...node.pairs,
    ...named,
    ...inPairs,
    ...node.pairs.flatMap(([, value]) => nested(value)),
    ...node.items.flatMap(nested)
  ]
}

/**
 * Members of several records one after the other, without a mark between them, cut at the first key of each. Which
 * one that is, the last record shows: it has all that the others have.
 */
function cutAtFirstKeys(members: readonly Member[]): Member[][] {
  const first = members.findIndex(isStart)
  for (let lead = first; lead >= Math.max(0, first - MOST_BEFORE); lead--) {
    const leadKey = members[lead]![0]
    const parts: Member[][] = []
    for (const member of members) {
      if (member[0] === leadKey) parts.push([])
      parts.at(-1)?.push(member)
    }
    while (parts.length > 0 && !parts[0]!.some(isStart)) parts.shift()
    const sizes = parts.map((part) => new Set(part.map(([key]) => key)).size)
    const isWhole = parts.every((part) => part.filter(isStart).length === 1)
    if (isWhole && sizes.every((size) => size <= sizes.at(-1)!)) return parts
  }
  return []
}

/** All records in a tree that report where a mapping is, each with its process. */
export function recordsIn(root: RecordNode): TextRecord[] {
  const records: TextRecord[] = []
  // A process that a line above names is that of what follows.
  let last: ListedProcess = {}
  const visit = (node: RecordNode, outer: ListedProcess, depth: number): void => {
    const members = membersOf(node)
    const starts = members.filter(isStart).length
    const groups = starts > 1 ? cutAtFirstKeys(node.pairs) : [members]
    // What is above the first of several belongs to their process.
    const around = starts > 1 ? ownerOf(members.slice(0, members.findIndex(isStart)), outer) : outer
    const found = groups.map((own) => ({ owner: ownerOf(own, around), members: own })).filter(hasRange)
    if (found.length > 0) {
      for (const record of found) records.push(record)
      return
    }
    const owner = ownerOf(node.pairs, outer)
    if (node !== root) last = { ...last, ...ownerOf(node.pairs, {}) }
    if (depth > DEEPEST) return
    for (const value of [...node.pairs.map(([, own]) => own), ...node.items])
      if (isNode(value)) visit(value, { ...last, ...owner }, depth + 1)
  }
  visit(root, {}, 0)
  return records
}
