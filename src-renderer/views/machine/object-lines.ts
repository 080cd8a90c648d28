import { formatKib } from '#shared/base/format-units.ts'
import { visibleText } from '#shared/base/visible-text.ts'
import type { ObjectUse, SharedObject } from '#shared/machine/sharing.ts'
import { nameWithPid } from '#shared/memory/process-key.ts'
import { NO_EXTRAS } from '../../components/grid/cell-extras.ts'
import type { GridSource } from '../../components/grid/grid-column.ts'

/** What objects can be ordered by. */
export const OBJECT_COLUMNS = ['name', 'pss', 'users', 'rss', 'uss', 'size', 'id'] as const
export type ObjectColumn = (typeof OBJECT_COLUMNS)[number]

/** One line: an object, or one of its users below it. */
export interface ObjectLine {
  readonly object: SharedObject
  readonly use: ObjectUse | null
  readonly isOpen: boolean
}

/** The same for the same object in every reading. Untrusted. */
export const objectKey = ({ device, inode, name }: SharedObject): string => `${device} ${inode} ${name}`

/** A sum over the users that is not known where one of them is not. */
function sumOver(object: SharedObject, of: (use: ObjectUse) => number | null): number | null {
  return object.uses.reduce<number | null>((sum, use) => {
    const value = of(use)
    return sum === null || value === null ? null : sum + value
  }, 0)
}

const AMOUNTS: Readonly<Record<Exclude<ObjectColumn, 'name' | 'users' | 'id'>, (use: ObjectUse) => number | null>> = {
  pss: ({ pssKb }) => pssKb,
  rss: ({ rssKb }) => rssKb,
  uss: ({ ussKb }) => ussKb,
  size: ({ sizeKb }) => sizeKb
}

function valueOf(object: SharedObject, column: ObjectColumn): number | string | null {
  if (column === 'name') return object.name.toLowerCase()
  if (column === 'id') return `${object.device} ${object.inode}`
  return column === 'users' ? object.uses.length : sumOver(object, AMOUNTS[column])
}

/** Lines in order; what is not known comes last whichever way. */
export function objectLines(
  objects: readonly SharedObject[],
  {
    filter,
    sort,
    isDescending,
    open
  }: {
    readonly filter: string
    readonly sort: ObjectColumn
    readonly isDescending: boolean
    readonly open: ReadonlySet<string>
  }
): ObjectLine[] {
  const wanted = filter.trim().toLowerCase()
  const sign = isDescending ? -1 : 1
  const keyed = objects
    .filter(({ name, uses }) => {
      if (wanted === '' || name.toLowerCase().includes(wanted)) return true
      return uses.some((use) => use.name.toLowerCase().includes(wanted) || String(use.pid).includes(wanted))
    })
    .map((object) => ({ object, value: valueOf(object, sort) }))
  keyed.sort((a, b) => {
    if (a.value === null || b.value === null) return a.value === b.value ? 0 : a.value === null ? 1 : -1
    return (a.value < b.value ? -1 : a.value > b.value ? 1 : 0) * sign
  })
  return keyed.flatMap(({ object }): ObjectLine[] => {
    const isOpen = open.has(objectKey(object))
    const uses = isOpen ? object.uses.map((use) => ({ object, use, isOpen: false })) : []
    return [{ object, use: null, isOpen }, ...uses]
  })
}

export interface ObjectWords {
  /** What an object is besides its name: deleted, code. */
  readonly deleted: string
  readonly unnamed: string
  /** Of the process on the screen. */
  readonly own: string
}

const amountText = (kb: number | null): string => (kb === null ? '–' : kb === 0 ? '0' : formatKib(kb))

/** The lines as a grid wants them. `own`: pid of the process on the screen; `marked`: key of the object that is sought. */
export function objectSource(
  lines: readonly ObjectLine[],
  words: ObjectWords,
  own: number | null,
  marked: string | null
): GridSource {
  const lineAt = (row: number): ObjectLine => lines[row]!
  function text(row: number, at: number): string {
    const { object, use } = lineAt(row)
    const column = OBJECT_COLUMNS[at]!
    if (column === 'name')
      return use === null
        ? object.name === ''
          ? words.unnamed
          : visibleText(object.name)
        : nameWithPid(visibleText(use.name), use)
    if (column === 'id') return use === null ? `${object.device} ${object.inode}` : ''
    if (column === 'users') return use === null ? String(object.uses.length) : ''
    return amountText(use === null ? sumOver(object, AMOUNTS[column]) : AMOUNTS[column](use))
  }
  return {
    rowCount: lines.length,
    text,
    hint: (row, at) => {
      const { object, use } = lineAt(row)
      return use === null && at === 0 ? `${visibleText(object.name)}\n${object.device} ${object.inode}` : text(row, at)
    },
    tone: () => '',
    rowTone: (row) => (lineAt(row).use === null ? '' : 'quiet'),
    isSelected: (row) => lineAt(row).use === null && objectKey(lineAt(row).object) === marked,
    isOpen: (row) => (lineAt(row).use === null ? lineAt(row).isOpen : null),
    level: (row) => (lineAt(row).use === null ? 1 : 2),
    rowData: (row) => ({ pid: String(lineAt(row).use?.pid ?? '') }),
    extras(row, at) {
      if (at !== 0) return null
      const { object, use, isOpen } = lineAt(row)
      if (use === null) return { ...NO_EXTRAS, isTree: true, isOpen, badge: object.isDeleted ? words.deleted : '' }
      return { ...NO_EXTRAS, isTree: true, indent: 14, badge: use.pid === own ? words.own : '' }
    }
  }
}
