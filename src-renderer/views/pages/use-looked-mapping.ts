import { computed, type ComputedRef } from 'vue'
import { visibleText } from '#shared/base/visible-text.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { nameWithoutFolders } from '#shared/memory/mapping-name-text.ts'
import { mappingEnd, mappingName, mappingStart, permsText } from '#shared/memory/mapping-table.ts'
import { whatWords } from '#shared/memory/purpose-words.ts'
import { rowOfStart } from '#shared/memory/rows-by-start.ts'
import { usePurposeWords } from '../../components/use-purpose-words.ts'
import { useCaptureStore } from '../../stores/capture-store.ts'
import { useSelectionStore } from '../../stores/selection-store.ts'
import { useSourceStore } from '../../stores/source-store.ts'

/** A mapping of a capture: its row, its first address and the first after it. */
export interface LookedMapping {
  readonly capture: Capture
  readonly row: number
  readonly start: number
  readonly end: number
}

/** The mapping whose pages are looked at, which is the selected one. */
export function useLookedMapping(amounts: (bytes: number) => string): {
  readonly mapping: ComputedRef<LookedMapping | null>
  readonly title: ComputedRef<string>
  /** Why nothing can be read, as a key of the locales; empty where it can. */
  readonly why: ComputedRef<string>
} {
  const captures = useCaptureStore()
  const selection = useSelectionStore()
  const sources = useSourceStore()
  const dictionary = usePurposeWords()

  const mapping = computed(() => {
    const capture = captures.current
    if (capture === null || selection.focused === null) return null
    const row = rowOfStart(capture.table, selection.focused)
    if (row < 0) return null
    const { table } = capture
    return { capture, row, start: mappingStart(table, row), end: mappingEnd(table, row) }
  })
  const title = computed(() => {
    if (mapping.value === null) return ''
    const { capture, row, start, end } = mapping.value
    const name =
      visibleText(nameWithoutFolders(mappingName(capture.table, row))) ||
      whatWords(capture.classification, row, dictionary)
    return `${name} · ${permsText(capture.table.perms[row]!)} · ${start.toString(16)}–${end.toString(16)} · ${amounts(end - start)}`
  })
  const why = computed(() => {
    if (mapping.value === null) return 'pages.choose'
    if (!sources.isLive) return 'pages.ofFile'
    return captures.isPast ? 'pages.past' : ''
  })
  return { mapping, title, why }
}
