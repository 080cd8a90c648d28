import type { Locator, Page } from '@playwright/test'

/** What the mapping table shows: only the part in sight is in the document, so tests that read all need a large window. */
export interface ShownGrid {
  readonly columns: string[]
  /** Texts of the rows in sight, top to bottom, by column. */
  readonly rows: string[][]
  /** Texts of the lines of totals by their id: all, shown, selected. */
  readonly totals: Record<string, string[]>
  /** Rows that there are, in sight or not. */
  readonly rowCount: number
}

export function mappingGrid(page: Page): Locator {
  return page.locator('.mapping-table .data-grid')
}

export function readGrid(page: Page): Promise<ShownGrid> {
  return mappingGrid(page).evaluate((grid) => {
    const cellsOf = (row: Element, role: string): string[] => {
      const texts: string[] = []
      for (const cell of row.querySelectorAll<HTMLElement>(`[role=${role}]`)) {
        const label = cell.querySelector('.grid-head-label') ?? cell
        if (!cell.hidden) texts[Number(cell.getAttribute('aria-colindex')) - 1] = (label.textContent ?? '').trim()
      }
      return texts
    }
    const rows = [...grid.querySelectorAll<HTMLElement>('.grid-row:not([hidden])')]
      .sort((a, b) => Number(a.getAttribute('aria-rowindex')) - Number(b.getAttribute('aria-rowindex')))
      .map((row) => cellsOf(row, 'gridcell'))
    const totals = [...grid.querySelectorAll<HTMLElement>('.grid-total')]
    return {
      columns: cellsOf(grid.querySelector('.grid-header') ?? grid, 'columnheader'),
      rows,
      totals: Object.fromEntries(totals.map((total) => [total.dataset['total'] ?? '', cellsOf(total, 'gridcell')])),
      rowCount: Number(grid.getAttribute('aria-rowcount')) - 1 - totals.length
    }
  })
}

/** Chooses one of pmap's column sets: `pmap`, `-d`, `-x`, `-X`, `-XX`. */
export async function choosePreset(page: Page, name: string): Promise<void> {
  await page.locator('.presets').getByRole('radio', { name, exact: true }).click()
}

/** A row in sight by the text of one of its cells. */
export function rowOf(page: Page, text: string): Locator {
  return mappingGrid(page)
    .locator('.grid-row:not([hidden])')
    .filter({ has: page.getByText(text, { exact: true }) })
}
