import type { Category } from '../memory/category.ts'

/** What a rectangle represents. `other` holds what was too small or too much to be drawn one by one. */
export type TreemapNodeKind = 'all' | 'category' | 'group' | 'mapping' | 'other'

export interface TreemapNode {
  /** The same for the same thing in every picture of a process: captures, metrics and zooms are compared by it. */
  readonly id: string
  readonly kind: TreemapNodeKind
  readonly category: Category | null
  /** The group's name, untrusted; null for nodes above groups. */
  readonly label: string | null
  /** Row of the capture's table for a mapping, else −1. */
  readonly row: number
  /** Of a mapping that holds memory for several purposes, the one that is drawn: its index in the shares of the purpose. */
  readonly part?: number | null
  /** Mappings in it that have more than 0; one that is drawn in parts counts wherever a part of it is. */
  readonly count: number
  /** kB (1024 bytes); equals the sum of the children wherever there are children. */
  readonly valueKb: number
  /** What the changes in it come to, kB, where areas are amounts of change; else null. */
  readonly deltaKb: number | null
  readonly children: readonly TreemapNode[]
  /** What to draw when this node is opened; null where there is nothing below. */
  readonly scope: TreemapScope | null
}

/**
 * The part of the process that is drawn. Known by names, not by row or group numbers, so that it stays the same over
 * refreshes. `skip` leaves out that many of the largest (groups, or mappings inside a group): how an `other` is opened.
 * `range` then keeps only mappings of a group that start in it: how very many alike mappings are opened step by step.
 */
export interface TreemapScope {
  readonly category: Category | null
  readonly label: string | null
  readonly skip: number
  readonly range: StartRange | null
}

/** Start addresses from `from` to before `to`; exact as doubles, because mappings start at page boundaries. */
export interface StartRange {
  readonly from: number
  readonly to: number
}

export const WHOLE: TreemapScope = { category: null, label: null, skip: 0, range: null }

export interface TreemapLimits {
  /** Most groups that are drawn one by one. */
  readonly groups: number
  /** Most mappings that are drawn one by one, inside all groups together. */
  readonly mappings: number
  /** The part of the picture (0 … 1) after which the rest is too small to be seen and is drawn as one. */
  readonly coverage: number
}

/**
 * Under 700 nodes even in the worst case (every group with an `other` of its own): more can't be told apart in a picture
 * of usual size, and ECharts lays out and draws about ten nodes a millisecond.
 */
export const USUAL_LIMITS: TreemapLimits = { groups: 150, mappings: 350, coverage: 0.9999 }

/** The node of the mapping that starts at this address, or of one part of it. */
export function mappingNodeId(start: number, part: number | null = null): string {
  return `m:${start.toString(16)}${part === null ? '' : `.${part}`}`
}

/** A node without anything below it. */
export function leaf(
  id: string,
  kind: TreemapNodeKind,
  category: Category | null,
  label: string | null,
  row: number,
  count: number,
  valueKb: number,
  deltaKb: number | null,
  scope: TreemapScope | null
): TreemapNode {
  return { id, kind, category, label, row, count, valueKb, deltaKb, children: [], scope }
}

/** A node that is the sum of its children. */
export function parent(
  id: string,
  kind: TreemapNodeKind,
  scope: TreemapScope,
  children: readonly TreemapNode[],
  category: Category | null
): TreemapNode {
  return {
    id,
    kind,
    category: category ?? scope.category,
    label: scope.label,
    row: -1,
    count: children.reduce((sum, child) => sum + child.count, 0),
    valueKb: children.reduce((sum, child) => sum + child.valueKb, 0),
    deltaKb: children.some((child) => child.deltaKb !== null)
      ? children.reduce((sum, child) => sum + (child.deltaKb ?? 0), 0)
      : null,
    children,
    scope
  }
}
