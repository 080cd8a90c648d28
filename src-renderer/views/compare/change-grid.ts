import { CHANGE_KINDS, type Comparison, type MappingChange } from '#shared/compare/compare-captures.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { formatKib } from '#shared/memory/format-units.ts'
import { mappingName, permsText } from '#shared/memory/mapping-table.ts'
import type { Metric } from '#shared/memory/metric.ts'
import { u64Hex } from '#shared/memory/u64-column.ts'
import { visibleText } from '#shared/memory/visible-text.ts'
import type { GridColumn, GridSource } from '../../components/grid/grid-column.ts'

type Translate = (key: string, values?: Record<string, string>) => string

export const DELTA_METRICS: readonly Metric[] = ['size', 'rss', 'pss', 'uss', 'swap']

/** With its sign, so that colour is never the only mark; – for unknown. */
export function signedKib(kb: number | null): string {
  if (kb === null) return '–'
  return kb === 0 ? '0' : `${kb > 0 ? '+' : '−'}${formatKib(Math.abs(kb))}`
}

export const toneOf = (kb: number | null): string => (kb === null || kb === 0 ? '' : kb > 0 ? 'grew' : 'shrank')

/** Everything that is not wholly as it was, in any number that both captures know. */
export function changedOnly({ changes }: Comparison): readonly MappingChange[] {
  return changes.filter(
    ({ kind, hasOtherProtection, deltaKb }) =>
      kind !== 'same' || hasOtherProtection || Object.values(deltaKb).some((kb) => kb !== null && kb !== 0)
  )
}

/** How many changes there are of each kind, without the kinds that do not occur. */
export function kindCounts(comparison: Comparison): readonly (readonly [MappingChange['kind'], number])[] {
  return CHANGE_KINDS.map((kind) => [kind, comparison.counts[kind]] as const).filter(([, count]) => count > 0)
}

export function changeColumns(t: Translate): readonly GridColumn[] {
  const text = { hint: '', align: 'start', face: 'text', pin: null } as const
  return [
    { ...text, id: 'address', label: t('compare.column.address'), face: 'mono', width: 140 },
    { ...text, id: 'change', label: t('compare.column.change'), width: 150 },
    ...DELTA_METRICS.map((metric) => ({
      id: metric,
      label: t(`metric.${metric}`),
      hint: t(`metricMeaning.${metric}`),
      align: 'end' as const,
      face: 'mono' as const,
      width: 96,
      pin: null
    })),
    { ...text, id: 'rights', label: t('compare.column.rights'), face: 'mono', width: 110 },
    { ...text, id: 'mapping', label: t('compare.column.mapping'), width: 320 }
  ]
}

const permsOf = ({ table }: Capture, rows: readonly number[]): string =>
  [...new Set(rows.map((row) => permsText(table.perms[row] ?? 0)))].join(',')

/** The changes as a DataGrid draws them. */
export function changeSource(
  comparison: Comparison,
  changes: readonly MappingChange[],
  columns: readonly GridColumn[],
  selected: number,
  t: Translate
): GridSource {
  const { before, after } = comparison
  const deltaOf = (change: MappingChange, id: string): number | null => change.deltaKb[id as Metric]
  const isDelta = (id: string): boolean => DELTA_METRICS.some((metric) => metric === id)

  function text(index: number, column: number): string {
    const change = changes[index]
    const id = columns[column]?.id ?? ''
    if (change === undefined) return ''
    if (isDelta(id)) return signedKib(deltaOf(change, id))
    const isThere = change.after.length > 0
    const { table } = isThere ? after : before
    const row = (isThere ? change.after[0] : change.before[0]) ?? 0
    if (id === 'address') return u64Hex(table.start, row, 12)
    if (id === 'mapping') return visibleText(mappingName(table, row)) || '[ anon ]'
    if (id === 'change') {
      return change.kind === 'same' && change.hasOtherResident === true
        ? t('compare.resident')
        : t(`compare.kind.${change.kind}`)
    }
    const [was, is] = [permsOf(before, change.before), permsOf(after, change.after)]
    return change.hasOtherProtection ? `${was}→${is}` : is || was
  }

  return {
    rowCount: changes.length,
    text,
    hint: text,
    tone(index, column) {
      const change = changes[index]
      const id = columns[column]?.id ?? ''
      return change !== undefined && isDelta(id) ? toneOf(deltaOf(change, id)) : ''
    },
    isSelected: (index) => index === selected
  }
}
