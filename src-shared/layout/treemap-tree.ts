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
import { treemapPieces, type TreemapPieces } from './treemap-pieces.ts'

/** Builds the tree of `scope`; null where the source does not know the metric. Its root holds the scope's total. */
export function treemapTree(
  capture: Capture,
  metric: Metric,
  scope: TreemapScope = WHOLE,
  limits: TreemapLimits = USUAL_LIMITS
): TreemapNode | null {
  return treeOf(capture, metric, metricSums(capture, metric), scope, limits)
}

/** The same with amounts of change as areas; null where the capture is not compared with another, or not in this metric. */
export function changeTree(
  capture: Capture,
  metric: Metric,
  scope: TreemapScope = WHOLE,
  limits: TreemapLimits = USUAL_LIMITS
): TreemapNode | null {
  return treeOf(capture, metric, changeSums(capture, metric), scope, limits)
}

function treeOf(
  capture: Capture,
  metric: Metric,
  sums: MetricSums | null,
  scope: TreemapScope,
  limits: TreemapLimits
): TreemapNode | null {
  return sums === null ? null : new TreeBuilder(capture, treemapPieces(capture, metric, sums), limits).build(scope)
}

class TreeBuilder {
  readonly #capture: Capture
  readonly #pieces: TreemapPieces
  readonly #limits: TreemapLimits
  /** Pieces drawn one by one, by group. */
  readonly #piecesOfGroup = new Map<number, number[]>()
  readonly #ids = new Set<string>()
  #pictureKb = 0

  constructor(capture: Capture, pieces: TreemapPieces, limits: TreemapLimits) {
    this.#capture = capture
    this.#pieces = pieces
    this.#limits = limits
  }

  build(scope: TreemapScope): TreemapNode {
    const groups = this.#groupsOf(scope)
    const children = scope.label === null ? this.#buildGroups(scope, groups) : this.#buildMappings(scope, groups)
    return parent('all', 'all', scope, children, null)
  }

  /** Groups of the scope that have something to show. Two groups of a category never share a label. */
  #groupsOf(scope: TreemapScope): Uint32Array {
    const { groups } = this.#pieces
    const found: number[] = []
    groups.forEach((group, index) => {
      if (this.#pieces.groupKb[index] === 0) return
      if (scope.category !== null && group.category !== scope.category) return
      if (scope.label === null || group.label === scope.label) found.push(index)
    })
    return Uint32Array.from(found)
  }

  #buildGroups(scope: TreemapScope, groups: Uint32Array): TreemapNode[] {
    const { groupKb } = this.#pieces
    const ranked = largestFirst(groups, groupKb, scope.skip + this.#limits.groups)
    const skipped = new Set(ranked.subarray(0, scope.skip))
    const members = groups.filter((group) => !skipped.has(group))
    this.#pictureKb = sumOf(members, groupKb)
    const shown = this.#untilCovered(ranked.subarray(scope.skip), groupKb, this.#pictureKb)
    this.#choosePieces(shown)
    const categories = CATEGORIES.flatMap((category) => {
      const isMember = (group: number) => this.#pieces.groups[group]!.category === category
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
      const count = hidden.reduce((sum, group) => sum + this.#pieces.groupCount[group]!, 0)
      const scope = { ...WHOLE, category, skip: skip + shown.length }
      const valueKb = sumOf(hidden, this.#pieces.groupKb)
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
    const { category, label } = this.#pieces.groups[group]!
    const pieces = this.#piecesOfGroup.get(group) ?? []
    const count = this.#pieces.groupCount[group]!
    if (count === 1 && pieces.length === 1) return this.#mappingNode(pieces[0]!)
    const parts = this.#partsOfFlatGroup(group)
    if (parts.length > 1)
      return parent(`g:${category}:${label}`, 'group', { ...WHOLE, category, label }, parts, category)
    const nodes = pieces.map((piece) => this.#mappingNode(piece))
    const restKb = this.#pieces.groupKb[group]! - nodes.reduce((sum, node) => sum + node.valueKb, 0)
    const id = `${category}:${label}`
    if (pieces.length < count) {
      const scope = { ...WHOLE, category, label, skip: pieces.length }
      const shownDelta = nodes.reduce((sum, node) => sum + (node.deltaKb ?? 0), 0)
      const groupDelta = this.#deltaOfGroups(Uint32Array.of(group))
      const restDelta = groupDelta === null ? null : groupDelta - shownDelta
      nodes.push(leaf(`o:${id}`, 'other', category, label, -1, count - pieces.length, restKb, restDelta, scope))
    }
    return parent(`g:${id}`, 'group', { ...WHOLE, category, label }, nodes, category)
  }

  #buildMappings(scope: TreemapScope, groups: Uint32Array): TreemapNode[] {
    const { values } = this.#pieces
    const all = this.#piecesWhere((group) => groups.includes(group))
    const skipped = new Set(largestFirst(all, values, scope.skip))
    const pieces = all.filter((piece) => !skipped.has(piece) && this.#isInRange(piece, scope.range))
    const ranked = largestFirst(pieces, values, this.#limits.mappings)
    const totalKb = sumOf(pieces, values)
    const isFlat = pieces.length > 4 * ranked.length && sumOf(ranked, values) < totalKb / 2
    const parts =
      isFlat || (scope.range !== null && pieces.length > ranked.length) ? this.#byAddress(scope, pieces) : []
    if (parts.length > 1) return parts
    const shown = scope.range === null ? this.#untilCovered(ranked, values, totalKb) : pieces
    const nodes = Array.from(shown, (piece) => this.#mappingNode(piece))
    const restCount = pieces.length - shown.length
    if (restCount > 0) {
      const { category, label } = scope
      const next = { ...scope, skip: scope.skip + shown.length }
      const restKb = totalKb - sumOf(shown, values)
      const [whole, drawn] = [this.#deltaOfPieces(pieces), this.#deltaOfPieces(shown)]
      const restDelta = whole === null || drawn === null ? null : whole - drawn
      nodes.push(leaf(`o:${category}:${label}`, 'other', category, label, -1, restCount, restKb, restDelta, next))
    }
    return nodes
  }

  /** The same for a group within a larger picture, when it fills a good part of it; empty when its largest are enough. */
  #partsOfFlatGroup(group: number): TreemapNode[] {
    const { groupKb, groupCount, values } = this.#pieces
    const pieces = this.#piecesOfGroup.get(group) ?? []
    const shownKb = sumOf(Uint32Array.from(pieces), values)
    const isFlat = groupCount[group]! > 4 * this.#limits.mappings && shownKb < groupKb[group]! / 2
    if (!isFlat || groupKb[group]! < this.#pictureKb / 8) return []
    const { category, label } = this.#pieces.groups[group]!
    const all = this.#piecesWhere((each) => each === group)
    return this.#byAddress({ ...WHOLE, category, label }, all)
  }

  /** Very many mappings of like size, of which no selection shows much: parts of equal count, by address. */
  #byAddress(scope: TreemapScope, pieces: Uint32Array): TreemapNode[] {
    const { category, label, skip } = scope
    return addressParts(pieces, (piece) => this.#startOf(piece)).map(({ range, members }) => {
      const id = `o:${category}:${label}:${range.from.toString(16)}`
      const valueKb = sumOf(members, this.#pieces.values)
      const deltaKb = this.#deltaOfPieces(members)
      return leaf(id, 'other', category, label, -1, members.length, valueKb, deltaKb, { category, label, skip, range })
    })
  }

  #isInRange(piece: number, range: StartRange | null): boolean {
    if (range === null) return true
    const start = this.#startOf(piece)
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

  /** The pieces that get a rectangle: the largest of all shown groups together, wherever they are. */
  #choosePieces(groups: Uint32Array): void {
    const isShown = new Uint8Array(this.#pieces.groupKb.length)
    for (const group of groups) isShown[group] = 1
    const pieces = this.#piecesWhere((group) => isShown[group] === 1)
    const ranked = largestFirst(pieces, this.#pieces.values, this.#limits.mappings)
    for (const piece of this.#untilCovered(ranked, this.#pieces.values, sumOf(groups, this.#pieces.groupKb))) {
      const group = this.#pieces.group[piece]!
      const list = this.#piecesOfGroup.get(group)
      if (list === undefined) this.#piecesOfGroup.set(group, [piece])
      else list.push(piece)
    }
  }

  #piecesWhere(isWanted: (group: number) => boolean): Uint32Array {
    const { group, values } = this.#pieces
    const pieces = new Uint32Array(values.length)
    let filled = 0
    for (let piece = 0; piece < values.length; piece++) {
      if (values[piece]! > 0 && isWanted(group[piece]!)) pieces[filled++] = piece
    }
    return pieces.subarray(0, filled)
  }

  #mappingNode(piece: number): TreemapNode {
    const { group, groups, values } = this.#pieces
    const { category, label } = groups[group[piece]!]!
    const row = this.#pieces.rowOf(piece)
    const part = this.#pieces.partOf(piece)
    // Start addresses repeat only in torn readings; the row number keeps such twins apart.
    let id = mappingNodeId(this.#startOf(piece), part)
    if (this.#ids.has(id)) id += `:${row}`
    this.#ids.add(id)
    const deltaKb = this.#pieces.signed?.byRow[piece] ?? null
    return { ...leaf(id, 'mapping', category, label, row, 1, values[piece]!, deltaKb, null), part }
  }

  #startOf(piece: number): number {
    return mappingStart(this.#capture.table, this.#pieces.rowOf(piece))
  }

  #deltaOfPieces(pieces: Uint32Array): number | null {
    return this.#pieces.signed === null ? null : sumOf(pieces, this.#pieces.signed.byRow)
  }

  #deltaOfGroups(groups: Uint32Array): number | null {
    return this.#pieces.signed === null ? null : sumOf(groups, this.#pieces.signed.byGroup)
  }
}

function sumOf(members: Uint32Array, keys: Float64Array): number {
  let sum = 0
  for (const member of members) sum += keys[member]!
  return sum
}
