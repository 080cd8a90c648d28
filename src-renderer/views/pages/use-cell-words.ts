import { useI18n } from 'vue-i18n'
import { isFileBacked } from '#shared/address/address-module.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { u64BigInt } from '#shared/memory/u64-column.ts'
import { CELL_KINDS, cellKinds } from '#shared/pages/cell-kinds.ts'
import { cellCount, pagesInCell, type PageCells } from '#shared/pages/page-cells.ts'

export interface CellWords {
  /** First address of a cell, and the last byte's where it has several pages. */
  range(cells: PageCells, cell: number): string
  /** What its pages are. */
  kinds(cells: PageCells, cell: number): string
  /** Offset in the file; empty for memory without one. */
  fileOffset(capture: Capture, row: number, cells: PageCells, cell: number): string
}

/** First address of a cell. */
export const startOfCell = (cells: PageCells, cell: number): number =>
  cells.start + cell * cells.pagesPerCell * cells.pageSize

/** The texts of cells: by pointer, by keyboard and in the list. */
export function useCellWords(isWrittenShown: () => boolean): CellWords {
  const { t, n } = useI18n()
  return {
    range(cells, cell) {
      const start = startOfCell(cells, cell)
      const pages = pagesInCell(cells, cell)
      return pages === 1 ? start.toString(16) : `${start.toString(16)}–${(start + pages * cells.pageSize).toString(16)}`
    },
    kinds(cells, cell) {
      const pages = pagesInCell(cells, cell)
      const words = cellKinds(cells, cell).flatMap((count, kind) => {
        if (count === 0) return []
        const name = t(`pages.kind.${CELL_KINDS[kind]}`)
        return [pages === 1 ? name : t('pages.some', { count: n(Math.round(count)), name })]
      })
      const huge = Math.round(cellCount(cells, cell, 'huge'))
      if (huge > 0)
        words.push(pages === 1 ? t('pages.huge') : t('pages.some', { count: n(huge), name: t('pages.huge') }))
      const written = Math.round(cellCount(cells, cell, 'written'))
      if (isWrittenShown() && written > 0) {
        words.push(pages === 1 ? t('pages.written') : t('pages.some', { count: n(written), name: t('pages.written') }))
      }
      return words.join(t('pages.comma'))
    },
    fileOffset({ table, absent }, row, cells, cell) {
      if (!isFileBacked(table, row) || absent?.includes('offset') === true) return ''
      const offset = u64BigInt(table.offset, row) + BigInt(startOfCell(cells, cell)) - u64BigInt(table.start, row)
      return t('pages.fileOffset', { offset: `0x${offset.toString(16)}` })
    }
  }
}
