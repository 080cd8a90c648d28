import { computed, onBeforeUnmount, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { markdownTable } from '#shared/base/markdown.ts'
import type { CommandId } from '#shared/contract/commands.ts'
import type { Column, ColumnOptions } from '#shared/memory/column.ts'
import { mappingName } from '#shared/memory/mapping-table.ts'
import { wholeCapture, wholeRows } from '#shared/memory/parted-capture.ts'
import { rowsOfStarts } from '#shared/memory/rows-by-start.ts'
import { u64Hex } from '#shared/memory/u64-column.ts'
import type { MenuItem } from '../../components/ContextMenu.vue'
import type { Preset } from '#shared/contract/settings.ts'
import { useSelectionStore } from '../../stores/selection-store.ts'
import { copyText } from '../../tasks/copy-text.ts'
import { useTasks } from '../../tasks/index.ts'
import { pmapText } from './pmap-text.ts'
import { visibleText } from '#shared/base/visible-text.ts'
import { rowsAsTsv } from './rows-as-tsv.ts'
import { shownRowOf, type ShownRows } from './use-steady-rows.ts'

export interface RowCommands {
  readonly items: ComputedRef<readonly MenuItem[]>
  copyTsv(): void
  /** Copies one cell, by its line and column. */
  copyCell(line: number, column: number): void
  /** Carries out an item of the menu. */
  run(id: string): void
}

const isWords = (kind: Column['kind']): boolean =>
  kind === 'text' || kind === 'what' || kind === 'category' || kind === 'change' || kind === 'perms'

/** What can be done with the selected rows, by menu, by button and by key. Without a selection it is done with all shown. */
export function useRowCommands(context: {
  shown(): ShownRows | null
  columns(): readonly Column[]
  options(): ColumnOptions
  preset(): Preset
  selectAll(): void
  /** Line and column of the keyboard's cursor. */
  cell(): { readonly row: number; readonly column: number } | null
  notify(text: string): void
}): RowCommands {
  const { t, n } = useI18n()
  const selection = useSelectionStore()
  const { commands } = useTasks()

  /** Rows of the table to work on, in the order shown. */
  function chosenRows({ capture, order }: ShownRows): Uint32Array {
    const { starts } = selection
    if (starts.size === 0) return order
    const selected = new Set(rowsOfStarts(capture.table, starts))
    const chosen = order.filter((row) => selected.has(row))
    return chosen.length > 0 ? chosen : order
  }

  async function copy(text: string, done: string): Promise<void> {
    context.notify((await copyText(text)) ? done : t('mappingTable.copy.failed'))
  }

  function withRows(make: (shown: ShownRows, rows: Uint32Array) => string): void {
    const shown = context.shown()
    if (shown === null) return
    const rows = chosenRows(shown)
    void copy(make(shown, rows), t('mappingTable.copy.done', { count: n(rows.length) }))
  }

  function withFocused(make: (shown: ShownRows, row: number) => string): void {
    const shown = context.shown()
    if (shown === null || selection.focused === null) return
    const row = shownRowOf(shown, selection.focused)
    if (row < 0) return
    const text = make(shown, row)
    void copy(text, t('mappingTable.copy.text', { text }))
  }

  function copyTsv(): void {
    // What is drawn of pages is not text.
    const columns = context.columns().filter(({ kind }) => kind !== 'pages')
    const options = context.options()
    withRows(({ capture }, rows) =>
      rowsAsTsv(
        columns.map(({ id }) => id),
        rows.length,
        (at, column) => columns[column]!.text(capture, rows[at]!, options) ?? ''
      )
    )
  }

  function copyPmap(): void {
    const ids = context.columns().map(({ id }) => id)
    // pmap knows whole mappings only.
    withRows(({ capture }, rows) =>
      pmapText(wholeCapture(capture), wholeRows(capture, rows), context.preset(), ids, context.options().fullPath)
    )
  }

  function copyMarkdown(): void {
    const columns = context.columns()
    const options = context.options()
    withRows(({ capture }, rows) =>
      markdownTable(
        columns.map(({ id, kind }) => ({ id, isNumber: !isWords(kind) })),
        rows.length,
        (at, column) => columns[column]!.text(capture, rows[at]!, options) ?? ''
      )
    )
  }

  /** The text of a cell as it is written in whole, also where its column is too narrow for it. */
  function copyCell(line: number, at: number): void {
    const shown = context.shown()
    const column = context.columns()[at]
    const row = shown?.lines.rowOf(line) ?? -1
    if (shown === null || column === undefined || row < 0) return
    const text = column.text(shown.capture, row, context.options()) ?? ''
    void copy(text, t('mappingTable.copy.text', { text: visibleText(text) }))
  }
  function copyCellAtCursor(): void {
    const cell = context.cell()
    if (cell !== null) copyCell(cell.row, cell.column)
  }

  const actions: Readonly<Record<string, () => void>> = {
    tsv: copyTsv,
    pmap: copyPmap,
    markdown: copyMarkdown,
    cell: copyCellAtCursor,
    address: () => withFocused(({ capture }, row) => u64Hex(capture.table.start, row, 8)),
    name: () => withFocused(({ capture }, row) => mappingName(capture.table, row)),
    selectAll: () => context.selectAll()
  }

  const registered: readonly [CommandId, () => void][] = [
    ['copyRows', copyTsv],
    ['copyPmap', copyPmap]
  ]
  const unregister = registered.map(([id, handler]) => commands.register(id, handler))
  onBeforeUnmount(() => unregister.forEach((each) => each()))

  return {
    items: computed(() => [
      { id: 'tsv', label: t('mappingTable.copy.tsv'), shortcut: 'Ctrl+C' },
      { id: 'pmap', label: t('mappingTable.copy.pmap'), shortcut: 'Ctrl+Shift+X' },
      { id: 'markdown', label: t('mappingTable.copy.markdown'), shortcut: '' },
      ...(selection.focused === null
        ? []
        : [
            { id: 'cell', label: t('mappingTable.copy.cell'), shortcut: 'Ctrl+Shift+C' },
            { id: 'address', label: t('mappingTable.copy.address'), shortcut: '' },
            { id: 'name', label: t('mappingTable.copy.name'), shortcut: '' }
          ]),
      { id: 'selectAll', label: t('mappingTable.menu.selectAll'), shortcut: 'Ctrl+A' }
    ]),
    copyTsv,
    copyCell,
    run: (id) => actions[id]?.()
  }
}
