import { mappingName } from '../memory/mapping-table.ts'
import { categoryOf } from '../memory/category.ts'
import type { FindingRule } from './finding-rule.ts'

const DELETED = / \(deleted\)$/
/** Programs unpack libraries there and delete them at once, on purpose. */
const UNPACKED = /^\/(?:tmp|var\/tmp|dev\/shm|run|memfd:)/

/** Programs and libraries whose files were deleted or replaced after they were loaded: the process still runs the old ones. */
export const deletedLibrary: FindingRule = {
  id: 'deleted-library',
  find(context) {
    const { table, classification } = context.capture
    const names = new Set<string>()
    const rows = context.rowsWhere((row) => {
      const name = mappingName(table, row)
      if (!DELETED.test(name) || !name.startsWith('/') || UNPACKED.test(name)) return false
      if (categoryOf(classification, row) !== 'image') return false
      // A file may have that very name; where it was looked for, the evidence has it whole.
      if (classification.evidences[classification.evidence[row]!]?.values['name'] === name) return false
      names.add(name.replace(DELETED, ''))
      return true
    })
    const [first] = names
    if (first === undefined) return null
    return {
      level: 'look',
      isOther: names.size > 1,
      values: { count: { count: names.size }, name: { text: first } },
      rows
    }
  }
}
