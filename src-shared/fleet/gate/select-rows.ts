import { categoryOf } from '../../memory/category.ts'
import type { Capture } from '../../memory/capture.ts'
import { mappingName, permsText } from '../../memory/mapping-table.ts'
import { purposeOf } from '../../memory/purpose.ts'
import type { Select } from './limits.ts'

/** A shell's pattern without classes, matched in linear time: after a `*` only the last one is tried again. */
export function matchesGlob(pattern: string, text: string): boolean {
  let [inPattern, inText] = [0, 0]
  let star = -1
  let retry = 0
  while (inText < text.length) {
    const sign = pattern[inPattern]
    if (sign === '*') {
      star = inPattern++
      retry = inText
    } else if (sign !== undefined && (sign === '?' || sign === text[inText])) {
      inPattern++
      inText++
    } else if (star >= 0) {
      inPattern = star + 1
      inText = ++retry
    } else return false
  }
  while (pattern[inPattern] === '*') inPattern++
  return inPattern === pattern.length
}

const DELETED = ' (deleted)'

/** A mapping's file by its name, without the folder and without what the kernel reports about it. */
export function fileOf(name: string): string {
  const path = name.endsWith(DELETED) ? name.slice(0, -DELETED.length) : name
  return path.slice(path.lastIndexOf('/') + 1)
}

/** The rows that a rule is about. */
export function selectRows({ table, classification }: Capture, select: Select): number[] {
  const rows: number[] = []
  const perms = [...(select.perms ?? '')]
  for (let row = 0; row < table.rowCount; row++) {
    if (select.category !== undefined && categoryOf(classification, row) !== select.category) continue
    if (select.purpose !== undefined && purposeOf(classification, row).key !== select.purpose) continue
    if (perms.length > 0) {
      const has = permsText(table.perms[row]!)
      if (!perms.every((letter) => has.includes(letter))) continue
    }
    if (select.name !== undefined || select.module !== undefined) {
      const name = mappingName(table, row)
      if (select.name !== undefined && !matchesGlob(select.name, name)) continue
      if (select.module !== undefined && !(name.startsWith('/') && matchesGlob(select.module, fileOf(name)))) continue
    }
    rows.push(row)
  }
  return rows
}
