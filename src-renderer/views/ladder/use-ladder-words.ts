import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { freeAddresses, GAP_KINDS, type AddressGaps } from '#shared/address/address-gaps.ts'
import { visibleText } from '#shared/base/visible-text.ts'
import { nameWithoutFolders } from '#shared/memory/mapping-name-text.ts'
import { mappingName, permsText, type MappingTable } from '#shared/memory/mapping-table.ts'
import { whatWords } from '#shared/memory/purpose-words.ts'
import { useAmounts } from '../../components/use-amounts.ts'
import { usePurposeWords } from '../../components/use-purpose-words.ts'
import { usePreferencesStore } from '../../stores/preferences-store.ts'
import type { LadderModel } from './ladder-model.ts'
import { rangeOfItem, type LadderItem } from './ladder-walk.ts'

export interface LadderWords {
  /** Short, for the piece itself. */
  readonly name: (mapping: number) => string
  /** What a gap is and its size, for the gap itself. */
  readonly gap: (gap: number) => string
  /** In full, for tooltips and screen readers. */
  readonly item: (item: LadderItem) => string
  readonly limit: (end: number) => string
  /** How much is free; empty for a source without mappings. */
  readonly free: string
  readonly freeHint: string
}

const hex = (address: number): string => address.toString(16)

/** The words of what a gap is. */
function gapWords(
  t: (key: string, values?: Record<string, string>) => string,
  table: MappingTable,
  gaps: AddressGaps,
  gap: number
): string {
  const kind = GAP_KINDS[gaps.kind[gap]!]!
  const name = kind === 'module' ? visibleText(nameWithoutFolders(mappingName(table, gaps.before[gap]!))) : ''
  return t(`gap.${kind}`, { name })
}

/** The names of what is drawn. A new object whenever something shown changes, so that a canvas knows when to draw again. */
export function useLadderWords(shown: () => LadderModel | null): ComputedRef<LadderWords | null> {
  const { t, n, locale } = useI18n()
  const dictionary = usePurposeWords()
  const preferences = usePreferencesStore()
  const amounts = useAmounts(
    () => preferences.units,
    () => shown()?.capture.pageSize ?? 4096
  )
  return computed(() => {
    void locale.value
    void preferences.units
    const model = shown()
    if (model === null) return null
    const { capture, rows, gaps, space } = model
    const { table, classification } = capture

    const name = (mapping: number): string => {
      const row = rows.row[mapping]!
      return visibleText(nameWithoutFolders(mappingName(table, row))) || whatWords(classification, row, dictionary)
    }
    function item(of: LadderItem): string {
      const { from, to } = rangeOfItem(model!, of)
      const words = { amount: amounts(to - from), range: `${hex(from)}–${hex(to)}` }
      if (of.kind === 'gap') return t('ladder.gapOf', { ...words, kind: gapWords(t, table, gaps, of.at) })
      const perms = capture.absent?.includes('perms') === true ? '–' : permsText(table.perms[rows.row[of.at]!]!)
      return t('ladder.mapping', { ...words, perms, name: name(of.at) })
    }
    const free = freeAddresses(gaps)
    const largest = free.largest < 0 ? 0 : gaps.end[free.largest]! - gaps.start[free.largest]!
    return {
      name,
      gap: (at) => {
        const kind = GAP_KINDS[gaps.kind[at]!]!
        const amount = amounts(gaps.end[at]! - gaps.start[at]!)
        const isFree = kind !== 'refused' && kind !== 'kernel' && kind !== 'module'
        return isFree ? t('ladder.free', { amount }) : gapWords(t, table, gaps, at)
      },
      item,
      limit: (end) => t('ladder.limit', { bits: Math.log2(end) }),
      free:
        rows.count === 0
          ? ''
          : t('ladder.freeWords', {
              total: amounts(free.total),
              pieces: t('ladder.pieces', { count: n(free.pieces) }, free.pieces),
              largest: amounts(largest),
              fragmented: n(free.fragmented, { style: 'percent', maximumFractionDigits: 1 })
            }),
      freeHint: t(space.isKnown ? 'ladder.freeHint' : 'ladder.freeGuess', { bits: space.userBits })
    }
  })
}
