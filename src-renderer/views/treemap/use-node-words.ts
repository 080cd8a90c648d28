import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Capture } from '#shared/memory/capture.ts'
import { mappingEnd, mappingStart, permsText } from '#shared/memory/mapping-table.ts'
import { METRIC_COLUMN } from '#shared/memory/metric-columns.ts'
import { amountTextKey, METRIC, METRICS, type Metric } from '#shared/memory/metrics.ts'
import { visibleText } from '#shared/base/visible-text.ts'
import { metricSums } from '#shared/memory/metric-sums.ts'
import type { NodeIndex } from '#shared/layout/node-walk.ts'
import type { TreemapNode } from '#shared/layout/treemap-node.ts'
import { kindOfLabel, purposeOf } from '#shared/memory/purpose.ts'
import { groupWords, purposeWords, whatWords } from '#shared/memory/purpose-words.ts'
import { useKib } from '../../components/use-amounts.ts'
import { usePurposeWords } from '../../components/use-purpose-words.ts'
import { useShownUnit } from '../../stores/shown-choices.ts'
import type { TileWords } from '../../charts/tile-label.ts'

export interface NodeWords {
  /** What areas and amounts are. */
  readonly measure: string
  /** The text of the rectangle, as far as it has room. */
  readonly text: (node: TreemapNode) => TileWords
  /** In full, for titles and lists. */
  readonly title: (node: TreemapNode) => string
  /** Size and part of the whole picture. */
  readonly amount: (node: TreemapNode) => string
  /** Where a node's mapping begins; empty where the source does not report it. */
  readonly address: (node: TreemapNode) => string
  readonly share: (node: TreemapNode) => string
  readonly tooltip: (node: TreemapNode) => {
    title: string
    subtitle: string
    rows: (readonly [label: string, value: string])[]
  }
  /** One sentence for a screen reader. */
  readonly spoken: (node: TreemapNode) => string
}

interface Shown {
  readonly capture: Capture
  readonly tree: TreemapNode
  readonly metric: Metric
  readonly nodeIndex: NodeIndex
}

const PLAIN = { style: 'short', fullPath: false } as const

/** The last part of a path; anything else as it is. */
function baseName(label: string): string {
  return label.startsWith('/') ? label.slice(label.lastIndexOf('/') + 1) || label : label
}

/** A library's name without its version, which is left out first: `libcrypto` of `libcrypto.so.3`. */
export function withoutVersion(name: string): string {
  const at = name.indexOf('.so')
  return at > 0 && (at + 3 === name.length || name[at + 3] === '.') ? name.slice(0, at) : name
}

/** Whether a node's mapping has no name and is known by what it is for. */
const isKind = ({ label }: TreemapNode): boolean => kindOfLabel(label ?? '') !== null

/** The names of nodes. A new object whenever something shown changes, so that a chart knows when to draw again. */
export function useNodeWords(shown: () => Shown | null): ComputedRef<NodeWords> {
  const { t, n, locale } = useI18n()
  const dictionary = usePurposeWords()
  const [unit, pageSize] = useShownUnit()
  const kib = useKib(unit, pageSize)
  return computed(() => {
    // Read here, so that the language of what is drawn on a canvas changes as well.
    void locale.value
    void unit()
    const now = shown()
    const metricName = t(amountTextKey(now?.metric ?? 'size'))
    const isOfChanges = now !== null && now.tree.deltaKb !== null
    const measure = isOfChanges ? t('treemap.changeIn', { metric: metricName }) : metricName
    function amount({ valueKb, deltaKb }: TreemapNode): string {
      if (deltaKb === null) return kib.amount(valueKb)
      // The value is what grew and what shrank together: where both are in it, their difference alone would hide them.
      const [grew, shrank] = [(valueKb + deltaKb) / 2, (valueKb - deltaKb) / 2]
      return grew > 0 && shrank > 0 ? `${kib.difference(grew)} ${kib.difference(-shrank)}` : kib.difference(deltaKb)
    }
    const share = (node: TreemapNode) =>
      n(now === null || now.tree.valueKb === 0 ? 0 : node.valueKb / now.tree.valueKb, {
        style: 'percent',
        maximumFractionDigits: 1
      })
    const groupName = (node: TreemapNode) => groupWords(node.label ?? '', dictionary) || t('treemap.unnamed')
    function what({ row, part = null }: TreemapNode): string {
      if (now === null) return ''
      const { classification } = now.capture
      const share = part === null ? undefined : purposeOf(classification, row).shares?.[part]
      return share === undefined
        ? whatWords(classification, row, dictionary)
        : purposeWords(share.purpose, 'own', dictionary)
    }
    const address = (node: TreemapNode) =>
      now === null || now.capture.absent?.includes('address')
        ? ''
        : mappingStart(now.capture.table, node.row).toString(16)
    const perms = (node: TreemapNode) =>
      now?.capture.absent?.includes('perms') ? '–' : permsText(now?.capture.table.perms[node.row] ?? 0)

    function title(node: TreemapNode): string {
      if (node.kind === 'all' || node.category === null) return t('treemap.whole')
      if (node.kind === 'category') return t(`category.${node.category}`)
      if (node.kind === 'other') {
        const range = node.scope?.range ?? null
        const key = range === null ? 'treemap.other' : 'treemap.otherFrom'
        return t(key, { count: n(node.count), from: range?.from.toString(16) ?? '' })
      }
      return node.kind === 'mapping' && isKind(node) ? what(node) : groupName(node)
    }
    /** Whether mappings beside this one have other permissions, so that these tell it apart. */
    const hasOtherPerms = (node: TreemapNode, beside: TreemapNode | undefined): boolean =>
      beside?.children.some((other) => other.kind === 'mapping' && perms(other) !== perms(node)) === true
    function text(node: TreemapNode): TileWords {
      const words = (name: string, short = name, apart = '') => ({ name, short, perms: apart, amount: amount(node) })
      if (node.kind !== 'mapping' && node.kind !== 'group') return words(title(node))
      const beside = now?.nodeIndex.parents.get(node.id)
      const isInGroup = node.kind === 'mapping' && (node.label === '' || beside?.label != null)
      if (isInGroup) {
        const name = isKind(node) ? what(node) : ''
        const isOnFrame = beside !== undefined && beside.kind === 'group' && name === groupName(beside)
        return words(isOnFrame ? '' : name, undefined, hasOtherPerms(node, beside) ? perms(node) : '')
      }
      const name = (isKind(node) ? '' : visibleText(baseName(node.label ?? ''))) || title(node)
      return words(name, withoutVersion(name))
    }
    function rows(node: TreemapNode): (readonly [string, string])[] {
      if (node.kind !== 'mapping' || now === null) {
        return [
          [measure, `${amount(node)} · ${share(node)}`],
          [t('treemap.mappings'), n(node.count)]
        ]
      }
      if (node.part != null) {
        const whole = metricSums(now.capture, now.metric)?.values[node.row] ?? 0
        const isCounted = now.metric === 'size' || now.metric === 'rss'
        return [
          [isCounted ? measure : t('treemap.dividedAlike', { metric: measure }), `${amount(node)} · ${share(node)}`],
          [t('treemap.wholeMapping'), kib.amount(whole)]
        ]
      }
      const { changes } = now.capture.table
      return METRICS.flatMap((metric) => {
        const value = metricSums(now.capture, metric)?.values[node.row]
        const delta = changes?.deltaKb[metric]?.[node.row] ?? 0
        const change = delta === 0 ? '' : ` (${kib.difference(delta)})`
        if (value === undefined) return []
        const share = METRIC[metric].shareOf === null ? '' : METRIC_COLUMN[metric].text(now.capture, node.row, PLAIN)
        const words = `${kib.amount(value)}${change}${share === '' || share === null ? '' : ` · ${share}`}`
        return [[t(amountTextKey(metric)), words] as const]
      })
    }
    function subtitle(node: TreemapNode): string {
      const category = node.category === null ? '' : t(`category.${node.category}`)
      if (node.kind !== 'mapping' || now === null) return node.kind === 'category' ? '' : category
      const { table, absent } = now.capture
      if (absent?.includes('address')) return category
      const range = `${mappingStart(table, node.row).toString(16)}–${mappingEnd(table, node.row).toString(16)}`
      return `${category} · ${perms(node)} · ${range}`
    }
    return {
      measure,
      text,
      title,
      amount,
      address,
      share,
      tooltip: (node) => ({ title: title(node), subtitle: subtitle(node), rows: rows(node) }),
      spoken: (node) =>
        [
          title(node),
          subtitle(node),
          amount(node),
          share(node),
          node.kind === 'mapping' ? '' : t('treemap.spokenCount', { count: n(node.count) }, node.count)
        ]
          .filter((part) => part !== '')
          .join(t('treemap.spokenComma'))
    }
  })
}
