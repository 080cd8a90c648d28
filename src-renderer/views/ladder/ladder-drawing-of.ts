import { GAP_KINDS } from '#shared/address/address-gaps.ts'
import { firstAbove, ladderBands, type LadderWindow } from '#shared/layout/ladder-bands.ts'
import { LEAST_PIECE, SMALL_LANES, type DrawnGap, type LadderDrawing } from '../../charts/ladder-drawing.ts'
import { mappingOfStart, type LadderModel } from './ladder-model.ts'
import type { LadderWords } from './use-ladder-words.ts'

/** What a ladder is drawn for. */
export interface LadderScene {
  readonly model: LadderModel
  readonly words: LadderWords
  readonly window: LadderWindow
  /** Pixels. */
  readonly length: number
  readonly isVertical: boolean
  readonly selected: ReadonlySet<number>
  /** Index of the gap that the keyboard's cursor is on, or −1. */
  readonly cursor: number
  /** Starts of the mappings whose rows are in sight in the table. */
  readonly inTable: readonly number[]
}

/** Converts between addresses and distances along a ladder, CSS pixels. */
export function scaleOf({ model, window, length }: Pick<LadderScene, 'model' | 'window' | 'length'>): {
  readonly at: (address: number) => number
  readonly addressAt: (along: number) => number
} {
  const { scale } = model
  const base = scale.at(window.from)
  const factor = length / (scale.at(window.to) - base)
  return {
    at: (address) => Math.min(length, Math.max(0, (scale.at(address) - base) * factor)),
    addressAt: (along) => scale.addressAt(base + along / factor)
  }
}

const KINDS: Readonly<Record<(typeof GAP_KINDS)[number], DrawnGap['kind']>> = {
  below: 'free',
  between: 'free',
  module: 'free',
  above: 'free',
  refused: 'refused',
  kernel: 'kernel'
}

/** Gaps that can be seen: of very many mappings most are thinner than a pixel. */
function drawnGaps(scene: LadderScene, at: (address: number) => number): DrawnGap[] {
  const { model, words, window } = scene
  const { gaps } = model
  const drawn: DrawnGap[] = []
  const end = firstAbove(gaps.start, gaps.count, window.to)
  for (let gap = firstAbove(gaps.end, gaps.count, window.from); gap < end; gap++) {
    const [from, to] = [at(gaps.start[gap]!), at(gaps.end[gap]!)]
    if (to - from < 1) continue
    const text = to - from < 24 && !scene.isVertical ? '' : words.gap(gap)
    drawn.push({ from, to, kind: KINDS[GAP_KINDS[gaps.kind[gap]!]!], text })
  }
  return drawn
}

/** Stretches of neighbours, so that rows in sight one after the other are one mark. */
function stretches(scene: LadderScene, at: (address: number) => number): [number, number][] {
  const { model, window } = scene
  const found: [number, number][] = []
  const mappings = scene.inTable.flatMap((start) => {
    const mapping = mappingOfStart(model, start)
    return mapping < 0 ? [] : [mapping]
  })
  for (const mapping of mappings.sort((a, b) => a - b)) {
    const [start, end] = [model.rows.start[mapping]!, model.rows.end[mapping]!]
    if (end <= window.from || start >= window.to) continue
    const last = found.at(-1)
    if (last !== undefined && at(start) - last[1] < 3) last[1] = Math.max(last[1], at(end))
    else found.push([at(start), at(end)])
  }
  return found
}

/** Everything that a canvas needs to draw the address space. */
export function ladderDrawing(scene: LadderScene): LadderDrawing {
  const { model, words, window, length, isVertical, selected, cursor } = scene
  const { at } = scaleOf(scene)
  const size = { length, least: LEAST_PIECE, lanes: SMALL_LANES }
  const isIn = (address: number): boolean => address > window.from && address < window.to
  const { gaps } = model
  return {
    isVertical,
    rows: model.rows,
    bands: ladderBands(model.rows, model.scale, window, size),
    gaps: drawnGaps(scene, at),
    limits: model.limits.filter(isIn).map((limit) => ({ at: at(limit), text: words.limit(limit) })),
    growths: model.growths
      .filter(({ address }) => isIn(address))
      .map(({ address, direction }) => ({ at: at(address), direction })),
    ends: [window.from.toString(16), window.to.toString(16)],
    selected: Array.from(selected, (start) => mappingOfStart(model, start)).filter((mapping) => mapping >= 0),
    inTable: stretches(scene, at),
    nameOf: words.name,
    cursor: cursor < 0 ? null : [at(gaps.start[cursor]!), at(gaps.end[cursor]!)]
  }
}
