import { CATEGORIES, type Category } from '../memory/category.ts'
import type { Capture } from '../memory/capture.ts'
import { mappingStart } from '../memory/mapping-table.ts'
import type { Metric } from '../memory/metrics.ts'
import { addressParts } from './address-parts.ts'
import { largestFirst } from './largest-first.ts'
import { changeSums, metricSums, type MetricSums } from '../memory/metric-sums.ts'
import {
  leaf,
  mappingNodeId,
  parent,
  USUAL_LIMITS,
  WHOLE,
  type StartRange,
  type TreemapLimits,
  type TreemapNode,
  type TreemapScope
} from './treemap-node.ts'

/** Builds the tree of `scope`; null where the source does not know the metric. Its root holds the scope's total. */
export function treemapTree(
  capture: Capture,
  metric: Metric,
  scope: TreemapScope = WHOLE,
  limits: TreemapLimits = USUAL_LIMITS
): TreemapNode | null {
  return treeOf(capture, metricSums(capture, metric), scope, limits)
}

/** The same with amounts of change as areas; null where the capture is not compared with another, or not in this metric. */
export function changeTree(
  capture: Capture,
  metric: Metric,
  scope: TreemapScope = WHOLE,
  limits: TreemapLimits = USUAL_LIMITS
): TreemapNode | null {
  return treeOf(capture, changeSums(capture, metric), scope, limits)
}

function treeOf(
  capture: Capture,
  sums: MetricSums | null,
  scope: TreemapScope,
  limits: TreemapLimits
): TreemapNode | null {
  return sums === null ? null : new TreeBuilder(capture, sums, limits).build(scope)
}

class TreeBuilder {
  readonly #capture: Capture
  readonly #sums: MetricSums
  readonly #limits: TreemapLimits
  /** Rows drawn one by one, by group. */
  readonly #rowsOfGroup = new Map<number, number[]>()
  readonly #ids = new Set<string>()
  #pictureKb = 0

  constructor(capture: Capture, sums: MetricSums, limits: TreemapLimits) {
    this.#capture = capture
    this.#sums = sums
    this.#limits = limits
  }

  build(scope: TreemapScope): TreemapNode {
    const groups = this.#groupsOf(scope)
    const children = scope.label === null ? this.#buildGroups(scope, groups) : this.#buildMappings(scope, groups)
    return parent('all', 'all', scope, children, null)
  }

  /** Groups of the scope that have something to show. Two groups of a category never share a label. */
  #groupsOf(scope: TreemapScope): Uint32Array {
    const { groups } = this.#capture.classification
    const found: number[] = []
    groups.forEach((group, index) => {
      if (this.#sums.groupKb[index] === 0) return
      if (scope.category !== null && group.category !== scope.category) return
      if (scope.label === null || group.label === scope.label) found.push(index)
    })
    return Uint32Array.from(found)
  }

  #buildGroups(scope: TreemapScope, groups: Uint32Array): TreemapNode[] {
    const { groupKb } = this.#sums
    const ranked = largestFirst(groups, groupKb, scope.skip + this.#limits.groups)
    const skipped = new Set(ranked.subarray(0, scope.skip))
    const members = groups.filter((group) => !skipped.has(group))
    this.#pictureKb = sumOf(members, groupKb)
    const shown = this.#untilCovered(ranked.subarray(scope.skip), groupKb, this.#pictureKb)
    this.#chooseRows(shown)
    const categories = CATEGORIES.flatMap((category) => {
      const isMember = (group: number) => this.#capture.classification.groups[group]!.category === category
      const ofCategory = members.filter(isMember)
      return ofCategory.length === 0
        ? []
        : [this.#categoryNode(category, ofCategory, shown.filter(isMember), scope.skip)]
    })
    return scope.category === null ? categories : [...(categories[0]?.children ?? [])]
  }

  #categoryNode(category: Category, members: Uint32Array, shown: Uint32Array, skip: number): TreemapNode {
    const nodes: TreemapNode[] = Array.from(shown, (group) => this.#groupNode(group))
    if (members.length === 1 && nodes[0]?.label === '') return this.#withoutGroup(category, nodes[0])
    const isShown = new Set(shown)
    const hidden = members.filter((group) => !isShown.has(group))
    if (hidden.length > 0) {
      const count = hidden.reduce((sum, group) => sum + this.#sums.groupCount[group]!, 0)
      const scope = { ...WHOLE, category, skip: skip + shown.length }
      const valueKb = sumOf(hidden, this.#sums.groupKb)
      nodes.push(leaf(`o:${category}`, 'other', category, null, -1, count, valueKb, this.#deltaOfGroups(hidden), scope))
    }
    return parent(`c:${category}`, 'category', { ...WHOLE, category }, nodes, category)
  }

  /** A category whose only group has no name holds the mappings itself. */
  #withoutGroup(category: Category, group: TreemapNode): TreemapNode {
    const children = group.children.length > 0 ? group.children : [group]
    return parent(`c:${category}`, 'category', { ...WHOLE, category }, children, category)
  }

  /** A group with one mapping is that mapping: a frame around a single rectangle would only take room. */
  #groupNode(group: number): TreemapNode {
    const { category, label } = this.#capture.classification.groups[group]!
    const rows = this.#rowsOfGroup.get(group) ?? []
    const count = this.#sums.groupCount[group]!
    if (count === 1 && rows.length === 1) return this.#mappingNode(rows[0]!)
    const parts = this.#partsOfFlatGroup(group)
    if (parts.length > 1)
      return parent(`g:${category}:${label}`, 'group', { ...WHOLE, category, label }, parts, category)
    const nodes = rows.map((row) => this.#mappingNode(row))
    const restKb = this.#sums.groupKb[group]! - nodes.reduce((sum, node) => sum + node.valueKb, 0)
    const id = `${category}:${label}`
    if (rows.length < count) {
      const scope = { ...WHOLE, category, label, skip: rows.length }
      const shownDelta = nodes.reduce((sum, node) => sum + (node.deltaKb ?? 0), 0)
      const groupDelta = this.#deltaOfGroups(Uint32Array.of(group))
      const restDelta = groupDelta === null ? null : groupDelta - shownDelta
      nodes.push(leaf(`o:${id}`, 'other', category, label, -1, count - rows.length, restKb, restDelta, scope))
    }
    return parent(`g:${id}`, 'group', { ...WHOLE, category, label }, nodes, category)
  }

  #buildMappings(scope: TreemapScope, groups: Uint32Array): TreemapNode[] {
    const { values } = this.#sums
    const all = this.#rowsWhere((group) => groups.includes(group))
    const skipped = new Set(scope.skip > 0 ? largestFirst(all, values, scope.skip) : [])
    const rows = all.filter((row) => !skipped.has(row) && this.#isInRange(row, scope.range))
    const ranked = largestFirst(rows, values, this.#limits.mappings)
    const totalKb = sumOf(rows, values)
    const isFlat = rows.length > 4 * ranked.length && sumOf(ranked, values) < totalKb / 2
    const parts = isFlat || (scope.range !== null && rows.length > ranked.length) ? this.#byAddress(scope, rows) : []
    if (parts.length > 1) return parts
    const shown = scope.range === null ? this.#untilCovered(ranked, values, totalKb) : rows
    const nodes = Array.from(shown, (row) => this.#mappingNode(row))
    const restCount = rows.length - shown.length
    if (restCount > 0) {
      const { category, label } = scope
      const next = { ...scope, skip: scope.skip + shown.length }
      const restKb = totalKb - sumOf(shown, values)
      const [whole, drawn] = [this.#deltaOfRows(rows), this.#deltaOfRows(shown)]
      const restDelta = whole === null || drawn === null ? null : whole - drawn
      nodes.push(leaf(`o:${category}:${label}`, 'other', category, label, -1, restCount, restKb, restDelta, next))
    }
    return nodes
  }

  /** The same for a group within a larger picture, when it fills a good part of it; empty when its largest say enough. */
  #partsOfFlatGroup(group: number): TreemapNode[] {
    const { groupKb, groupCount, values } = this.#sums
    const rows = this.#rowsOfGroup.get(group) ?? []
    const shownKb = sumOf(Uint32Array.from(rows), values)
    const isFlat = groupCount[group]! > 4 * this.#limits.mappings && shownKb < groupKb[group]! / 2
    if (!isFlat || groupKb[group]! < this.#pictureKb / 8) return []
    const { category, label } = this.#capture.classification.groups[group]!
    const all = this.#rowsWhere((each) => each === group)
    return this.#byAddress({ ...WHOLE, category, label }, all)
  }

  /** Very many mappings of like size, of which no selection says much: parts of equal count, by address. */
  #byAddress(scope: TreemapScope, rows: Uint32Array): TreemapNode[] {
    const { category, label, skip } = scope
    return addressParts(this.#capture.table, rows).map(({ range, members }) => {
      const id = `o:${category}:${label}:${range.from.toString(16)}`
      const valueKb = sumOf(members, this.#sums.values)
      const deltaKb = this.#deltaOfRows(members)
      return leaf(id, 'other', category, label, -1, members.length, valueKb, deltaKb, { category, label, skip, range })
    })
  }

  #isInRange(row: number, range: StartRange | null): boolean {
    if (range === null) return true
    const start = mappingStart(this.#capture.table, row)
    return start >= range.from && start < range.to
  }

  /** The leading members that make up as much of the picture as can be seen; at least one, so that opening leads on. */
  #untilCovered(ranked: Uint32Array, keys: Float64Array, totalKb: number): Uint32Array {
    const enoughKb = totalKb * this.#limits.coverage
    let sumKb = 0
    let count = 0
    while (count < ranked.length && (count === 0 || sumKb < enoughKb)) sumKb += keys[ranked[count++]!]!
    return ranked.subarray(0, count)
  }

  /** The mappings that get a rectangle: the largest of all shown groups together, wherever they are. */
  #chooseRows(groups: Uint32Array): void {
    const isShown = new Uint8Array(this.#sums.groupKb.length)
    for (const group of groups) isShown[group] = 1
    const rows = this.#rowsWhere((group) => isShown[group] === 1)
    const ranked = largestFirst(rows, this.#sums.values, this.#limits.mappings)
    for (const row of this.#untilCovered(ranked, this.#sums.values, sumOf(groups, this.#sums.groupKb))) {
      const group = this.#capture.classification.group[row]!
      const list = this.#rowsOfGroup.get(group)
      if (list === undefined) this.#rowsOfGroup.set(group, [row])
      else list.push(row)
    }
  }

  #rowsWhere(isWanted: (group: number) => boolean): Uint32Array {
    const { group } = this.#capture.classification
    const { values } = this.#sums
    const rows = new Uint32Array(values.length)
    let filled = 0
    for (let row = 0; row < values.length; row++) {
      if (values[row]! > 0 && isWanted(group[row]!)) rows[filled++] = row
    }
    return rows.subarray(0, filled)
  }

  #mappingNode(row: number): TreemapNode {
    const { group, groups } = this.#capture.classification
    const { category, label } = groups[group[row]!]!
    // Start addresses repeat only in torn readings; the row number keeps such twins apart.
    let id = mappingNodeId(mappingStart(this.#capture.table, row))
    if (this.#ids.has(id)) id += `:${row}`
    this.#ids.add(id)
    const deltaKb = this.#sums.signed?.byRow[row] ?? null
    return leaf(id, 'mapping', category, label, row, 1, this.#sums.values[row]!, deltaKb, null)
  }

  #deltaOfRows(rows: Uint32Array): number | null {
    return this.#sums.signed === null ? null : sumOf(rows, this.#sums.signed.byRow)
  }

  #deltaOfGroups(groups: Uint32Array): number | null {
    return this.#sums.signed === null ? null : sumOf(groups, this.#sums.signed.byGroup)
  }
}

function sumOf(members: Uint32Array, keys: Float64Array): number {
  let sum = 0
  for (const member of members) sum += keys[member]!
  return sum
}
