import { cellCount, cellsTotal, pagesInCell, type PageCells } from '#shared/pages/page-cells.ts'

/** A row's bar in numbers; pages. */
export interface BarNumbers {
  readonly pages: number
  readonly resident: number
  readonly swapped: number
  readonly guard: number
}

export function barNumbers(cells: PageCells): BarNumbers {
  const total = (kind: 'resident' | 'swapped' | 'guard'): number => Math.round(cellsTotal(cells, kind))
  return {
    pages: (cells.end - cells.start) / cells.pageSize,
    resident: total('resident'),
    swapped: total('swapped'),
    guard: total('guard')
  }
}

/** In steps, so that neighbours that are nearly alike are drawn as one; what is there at all is never 0. */
const STEPS = 5
const stepOf = (pages: number, of: number): number => (pages <= 0 ? 0 : Math.max(1, Math.round((pages / of) * STEPS)))

const colour = (token: string, step: number): string =>
  step === STEPS ? `var(${token})` : `color-mix(in srgb, var(${token}) ${step * 20}%, transparent)`

/** One stretch of the bar: the most of what is there, the stronger the more of it. */
function cellColour(cells: PageCells, cell: number): string {
  const pages = pagesInCell(cells, cell)
  const [resident, swapped, guard] = (['resident', 'swapped', 'guard'] as const).map((kind) =>
    stepOf(cellCount(cells, cell, kind), pages)
  ) as [number, number, number]
  if (resident === 0 && swapped === 0 && guard === 0) return 'transparent'
  if (resident >= swapped && resident >= guard) return colour('--accent', resident)
  return swapped >= guard ? colour('--warning', swapped) : colour('--text-muted', guard)
}

/** The bar as a CSS background: a line at the bottom of its cell, with a stretch for each part of the mapping. */
export function barBackground(cells: PageCells): string {
  const stops: string[] = []
  let from = 0
  let last = ''
  const add = (to: number): void => {
    if (last !== '') stops.push(`${last} ${percent(from)} ${percent(to)}`)
  }
  const percent = (cell: number): string => `${((cell * 100) / Math.max(1, cells.cellCount)).toFixed(2)}%`
  for (let cell = 0; cell < cells.cellCount; cell++) {
    const next = cellColour(cells, cell)
    if (next === last) continue
    add(cell)
    last = next
    from = cell
  }
  add(cells.cellCount)
  if (stops.length === 0) return ''
  const ground = 'linear-gradient(var(--border), var(--border)) 0 100% / 100% 1px no-repeat'
  return `linear-gradient(to right, ${stops.join(', ')}) 0 100% / 100% 6px no-repeat, ${ground}`
}
