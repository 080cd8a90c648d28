import { CATEGORIES, type Category } from '#shared/memory/category.ts'
import { metricSums } from '#shared/memory/metric-sums.ts'
import { amountOfRow, processTotal } from '#shared/memory/metric-values.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { fieldValue, findField, mappingName, PERM_SHARED } from '#shared/memory/mapping-table.ts'
import { partedCapture } from '#shared/memory/parted-capture.ts'
import { purposeOf } from '#shared/memory/purpose.ts'
import { totalOfField } from '#shared/memory/totals.ts'

/** A misconception and what is true, with this process's numbers: key under `details.card`, amounts in kB (1024 bytes). */
export interface HelpCard {
  readonly key: string
  readonly amounts: Readonly<Record<string, number>>
}

/** As many as are read; the most important ones come first. */
const MOST_CARDS = 6

class Amounts {
  readonly #capture: Capture

  constructor(capture: Capture) {
    this.#capture = partedCapture(capture)
  }

  field(name: string, category?: Category): number {
    const { table, classification, rollup } = this.#capture
    if (category === undefined && rollup?.[name] !== undefined) return rollup[name]
    const field = findField(table, name)
    if (field === undefined) return 0
    if (category === undefined) return Number(totalOfField(table, field, null))
    const wanted = CATEGORIES.indexOf(category)
    let sum = 0
    for (let row = 0; row < table.rowCount; row++) {
      if (classification.category[row] === wanted) sum += fieldValue(table, field, row) ?? 0
    }
    return sum
  }

  /** Resident memory of one purpose: a category may hold several. */
  resident(purpose: string): number {
    const { table, classification } = this.#capture
    const rss = amountOfRow(table, 'rss')
    let sum = 0
    for (let row = 0; row < table.rowCount; row++) {
      if (purposeOf(classification, row).key === purpose) sum += rss(row) ?? 0
    }
    return sum
  }

  /** Dirty pages of private mappings without a file: they are anonymous, whatever else is. */
  dirtyWithoutFile(): number {
    const { table } = this.#capture
    const dirty = amountOfRow(table, 'dirty')
    let sum = 0
    for (let row = 0; row < table.rowCount; row++) {
      if ((table.perms[row]! & PERM_SHARED) !== 0 || mappingName(table, row).includes('/')) continue
      sum += dirty(row) ?? 0
    }
    return sum
  }

  size(category?: Category): number {
    const sums = metricSums(this.#capture, 'size')?.groupKb
    return this.#capture.classification.groups.reduce(
      (sum, group, index) => (category === undefined || group.category === category ? sum + (sums?.[index] ?? 0) : sum),
      0
    )
  }
}

/** The cards that concern this process, each with the number that shows it. Without resident sizes there are few. */
export function helpCards(capture: Capture): HelpCard[] {
  const amounts = new Amounts(capture)
  const cards: HelpCard[] = []
  const add = (isRelevant: boolean, key: string, values: HelpCard['amounts'] = {}) => {
    if (isRelevant) cards.push({ key, amounts: values })
  }
  if (capture.detail === 'smaps') {
    const size = amounts.size()
    const resident = processTotal(capture, 'rss') ?? 0
    const own = processTotal(capture, 'uss')
    const shared = amounts.field('Shared_Clean') + amounts.field('Shared_Dirty')
    const huge = amounts.field('Private_Hugetlb') + amounts.field('Shared_Hugetlb')
    const swap = processTotal(capture, 'swap') ?? 0
    const heap = amounts.resident('heap')
    const arenas = amounts.field('Rss', 'arena')
    const stacks = amounts.size('stack')
    const inStacks = amounts.field('Rss', 'stack')
    const reserved = amounts.size('reserved')
    const copies = amounts.field('Anonymous', 'image') + amounts.field('Anonymous', 'file')
    const anonymousDirty = amounts.dirtyWithoutFile()
    add(huge > 0, 'huge', { huge })
    add(swap > 0, 'swap', { swap })
    add(size > 4 * resident, 'size', { size, resident })
    add(heap > 0 && arenas > 0, 'heap', { heap, arenas })
    add(stacks > 4 * inStacks, 'stack', { size: stacks, resident: inStacks })
    add(shared > 0, 'rssSum', { shared })
    if (own !== null) add(own < resident, 'own', { own })
    add(reserved > 0, 'guard', { size: reserved, resident: amounts.field('Rss', 'reserved') })
    add(copies > 0, 'copies', { copies })
    add(anonymousDirty > 0, 'dirty', { dirty: anonymousDirty })
    add(amounts.field('Shared_Clean', 'image') > 0, 'privateKind', { shared: amounts.field('Shared_Clean', 'image') })
  }
  add(capture.table.rowCount > 0, 'merged')
  return cards.slice(0, MOST_CARDS)
}
