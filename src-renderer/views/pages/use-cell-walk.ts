import { useDebounceFn } from '@vueuse/core'
import { ref, type Ref } from 'vue'
import { visibleText } from '#shared/base/visible-text.ts'
import type { PageCells } from '#shared/pages/page-cells.ts'
import { usePagesStore } from '../../stores/pages-store.ts'
import { useTasks } from '../../tasks/index.ts'
import { startOfCell, type CellWords } from './use-cell-words.ts'
import type { LookedMapping } from './use-looked-mapping.ts'

interface Walked {
  mapping(): LookedMapping | null
  cells(): PageCells | null
  words(): CellWords
  /** Cells in a line of the picture. */
  columns(): number
  /** Cells that the picture has room for. */
  room(): number
}

export interface CellWalk {
  /** The cell at which the keyboard is; −1 for none. */
  readonly cursor: Ref<number>
  readonly spoken: Ref<string>
  /** The text of the cell under the pointer. */
  readonly pointed: Ref<string>
  readonly point: (cell: number) => void
  readonly goTo: (cell: number) => void
  readonly open: (cell: number) => void
  readonly onKey: (event: KeyboardEvent) => void
}

/** Milliseconds for which a cell is pointed at before its symbol is looked for. */
const REST = 200

/** Pointing at the cells of a picture of pages, walking through them with the keyboard, and going nearer. */
export function useCellWalk(walked: Walked): CellWalk {
  const pages = usePagesStore()
  const tasks = useTasks()
  const cursor = ref(-1)
  const spoken = ref('')
  const pointed = ref('')
  let pointedCell = -1

  function cellText(cell: number): string {
    const [now, shown, words] = [walked.mapping(), walked.cells(), walked.words()]
    if (now === null || shown === null || cell < 0) return ''
    const parts = [
      words.range(shown, cell),
      words.kinds(shown, cell),
      words.fileOffset(now.capture, now.row, shown, cell)
    ]
    return parts.filter((part) => part !== '').join(' · ')
  }

  /** The symbol at a cell's beginning comes a little later: the file may have to be read for it. */
  const showSymbol = useDebounceFn(async (cell: number) => {
    const [now, shown] = [walked.mapping(), walked.cells()]
    if (now === null || shown === null || cell < 0) return
    const { answers } = await tasks.pages.locate(now.capture, [BigInt(startOfCell(shown, cell))])
    const [found] = answers
    if (found?.symbol == null) return
    const symbol = `${visibleText(found.symbol)}+0x${(found.symbolOffset ?? 0).toString(16)}`
    const text = [cellText(cell), found.section === null ? '' : visibleText(found.section), symbol]
    const reported = text.filter((part) => part !== '').join(' · ')
    if (pointedCell === cell) pointed.value = reported
    if (cursor.value === cell) spoken.value = reported
  }, REST)

  function point(cell: number): void {
    if (cell === pointedCell) return
    pointedCell = cell
    pointed.value = cellText(cell)
    if (cell >= 0) void showSymbol(cell)
  }

  function goTo(cell: number): void {
    const shown = walked.cells()
    if (shown === null || cell < 0) return
    cursor.value = Math.min(shown.cellCount - 1, cell)
    point(cursor.value)
    spoken.value = pointed.value
  }

  /** Shows a cell's pages with their surroundings, where it has several. */
  function open(cell: number): void {
    const shown = walked.cells()
    if (shown === null || cell < 0 || shown.pagesPerCell === 1) return
    const size = shown.pagesPerCell * shown.pageSize
    const wanted = Math.max(size, Math.floor(walked.room() / 16) * shown.pageSize * 16)
    const middle = startOfCell(shown, cell) + size / 2
    const from = Math.max(shown.start, Math.floor((middle - wanted / 2) / shown.pageSize) * shown.pageSize)
    pages.part = { start: from, end: Math.min(shown.end, from + Math.ceil(wanted / shown.pageSize) * shown.pageSize) }
  }

  function onKey(event: KeyboardEvent): void {
    const shown = walked.cells()
    if (shown === null || event.altKey || event.metaKey || event.ctrlKey) return
    const columns = walked.columns()
    const at = cursor.value
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: at + 1,
      ArrowLeft: at < 0 ? 0 : at - 1,
      ArrowDown: at < 0 ? 0 : at + columns,
      ArrowUp: at < 0 ? 0 : at - columns,
      PageDown: at + columns * 10,
      PageUp: at - columns * 10,
      Home: 0,
      End: shown.cellCount - 1
    }
    const step = steps[event.key]
    if (step !== undefined) goTo(step)
    else if (event.key === 'Enter' || event.key === '+') open(Math.max(0, at))
    else if (event.key === 'Escape' || event.key === 'Backspace' || event.key === '-') pages.part = null
    else return
    event.preventDefault()
  }

  return { cursor, spoken, pointed, point, goTo, open, onKey }
}
