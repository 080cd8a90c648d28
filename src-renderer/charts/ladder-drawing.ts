import { CATEGORIES } from '#shared/memory/category.ts'
import type { LadderBands, LadderRows } from '#shared/layout/ladder-bands.ts'
import type { Canvas } from './use-canvas.ts'

/** A stretch of addresses without a mapping, pixels along the ladder, with the words in it where there is room. */
export interface DrawnGap {
  readonly from: number
  readonly to: number
  /** `free` could be mapped; `refused` the processor does not take; `kernel` is not the program's. */
  readonly kind: 'free' | 'refused' | 'kernel'
  readonly text: string
}

/** A mark across the ladder with words: the end of user addresses. */
export interface DrawnLimit {
  readonly at: number
  readonly text: string
}

/** Where memory grows to: +1 towards higher addresses, −1 towards lower ones. */
export interface DrawnGrowth {
  readonly at: number
  readonly direction: 1 | -1
}

/** All that a ladder shows; lengths are pixels along it. */
export interface LadderDrawing {
  readonly isVertical: boolean
  readonly rows: LadderRows
  readonly bands: LadderBands
  readonly gaps: readonly DrawnGap[]
  readonly limits: readonly DrawnLimit[]
  readonly growths: readonly DrawnGrowth[]
  /** Addresses at both ends. */
  readonly ends: readonly [string, string]
  /** What has a border: mappings that are selected, by index in LadderRows. */
  readonly selected: readonly number[]
  /** Stretches whose rows are in sight in the table. */
  readonly inTable: readonly (readonly [from: number, to: number])[]
  /** Name of a mapping, by index in LadderRows. */
  readonly nameOf: (mapping: number) => string
  /** Pixels along of the gap that the keyboard's cursor is on, or null. */
  readonly cursor: readonly [from: number, to: number] | null
}

/** Where a ladder was pointed at. */
export interface LadderPoint {
  /** Pixels along it. */
  readonly along: number
  readonly lane: number
}

/** Thickness of the parts across the ladder, pixels; the main lane takes what is left. */
const AXIS = 16
const TABLE_MARK = 5
const SMALL_LANE = 9
const SPACE = 2
/** How strong the colour of small mappings is in the main lane; several lie over one another. */
const DENSE = 0.45
export const SMALL_LANES = 3
export const LEAST_PIECE = 3

/** Bounds of the lanes across the ladder, CSS pixels: [from, to] of lane 0, then of the small ones. */
export function laneBounds(thickness: number): (readonly [number, number])[] {
  const small = SMALL_LANES * (SMALL_LANE + SPACE)
  const top = AXIS + TABLE_MARK + SPACE
  const main = Math.max(12, thickness - top - small - SPACE)
  const lanes: [number, number][] = [[top, top + main]]
  for (let lane = 0; lane < SMALL_LANES; lane++) {
    const from = top + main + SPACE + lane * (SMALL_LANE + SPACE)
    lanes.push([from, from + SMALL_LANE])
  }
  return lanes
}

/** The lane at a distance across the ladder. */
export function laneAt(thickness: number, across: number): number {
  const bounds = laneBounds(thickness)
  const lane = bounds.findIndex(([, to]) => across <= to)
  return lane < 0 ? bounds.length - 1 : lane
}

type Rect = (from: number, to: number, low: number, high: number) => void

/** Draws a ladder. Addresses grow to the right, or downwards where it is vertical. */
export function drawLadder(canvas: Canvas, drawing: LadderDrawing): void {
  const { context, width, height, look } = canvas
  const { isVertical } = drawing
  const [length, thickness] = isVertical ? [height, width] : [width, height]
  const fill: Rect = (from, to, low, high) =>
    isVertical ? context.fillRect(low, from, high - low, to - from) : context.fillRect(from, low, to - from, high - low)
  const stroke: Rect = (from, to, low, high) =>
    isVertical
      ? context.strokeRect(low, from, high - low, to - from)
      : context.strokeRect(from, low, to - from, high - low)
  const lanes = laneBounds(thickness)
  const [mainLow, mainHigh] = lanes[0]!
  context.font = `11px ${look.font}`
  context.textBaseline = 'middle'

  /** Words inside a stretch, cut to the room; nothing where not even some letters fit. */
  function label(text: string, from: number, to: number, low: number, high: number, colour: string): void {
    const [x, y, room] = isVertical
      ? [low + 4, (from + to) / 2, high - low - 8]
      : [from + 4, (low + high) / 2, to - from - 8]
    if (room < 24 || (isVertical ? to - from : high - low) < 12) return
    const fitted = fittedText(context, text, room)
    if (fitted === '') return
    context.fillStyle = colour
    context.fillText(fitted, x, y)
  }

  drawGaps()
  drawDense()
  drawBands()
  drawMarks()
  drawAxis()

  function drawGaps(): void {
    for (const { from, to, kind, text } of drawing.gaps) {
      if (to - from < 1) continue
      context.globalAlpha = 1
      if (kind !== 'free') hatch(from, to)
      context.strokeStyle = look.faint
      context.lineWidth = 1
      stroke(from + 0.5, to - 0.5, mainLow + 0.5, mainHigh - 0.5)
      label(text, from, to, mainLow, mainHigh, look.muted)
    }
  }

  /** Slanted lines: there is nothing, and there can be nothing. */
  function hatch(from: number, to: number): void {
    context.save()
    context.beginPath()
    if (isVertical) context.rect(mainLow, from, mainHigh - mainLow, to - from)
    else context.rect(from, mainLow, to - from, mainHigh - mainLow)
    context.clip()
    context.strokeStyle = look.faint
    context.lineWidth = 1
    context.beginPath()
    const depth = mainHigh - mainLow
    for (let at = from - depth; at < to; at += 8) {
      if (isVertical) {
        context.moveTo(mainLow, at)
        context.lineTo(mainHigh, at + depth)
      } else {
        context.moveTo(at, mainLow)
        context.lineTo(at + depth, mainHigh)
      }
    }
    context.stroke()
    context.restore()
  }

  /** Where many are small, the main lane shows by its colour what lies there; the lanes beside tell them apart. */
  function drawDense(): void {
    const { bands, rows } = drawing
    context.globalAlpha = DENSE
    for (let band = 0; band < bands.count; band++) {
      if (bands.lane[band] === 0) continue
      context.fillStyle = look.categories[CATEGORIES[rows.category[bands.largest[band]!]!]!].fill
      fill(bands.from[band]!, bands.to[band]!, mainLow + 1, mainHigh - 1)
    }
    context.globalAlpha = 1
  }

  function drawBands(): void {
    const { bands, rows } = drawing
    for (let band = 0; band < bands.count; band++) {
      const [low, high] = lanes[bands.lane[band]!]!
      const [from, to] = [bands.from[band]!, bands.to[band]!]
      const category = look.categories[CATEGORIES[rows.category[bands.largest[band]!]!]!]
      context.fillStyle = category.fill
      const gap = to - from > 4 ? 0.5 : 0
      fill(from, to - gap, low, high)
      if (bands.members[band]! > 1) {
        // Several in one piece: a notch shows that there is more than is drawn.
        context.fillStyle = look.surface
        fill((from + to) / 2 - 0.5, (from + to) / 2 + 0.5, low + 2, high - 2)
      }
      if (bands.lane[band] === 0) label(drawing.nameOf(bands.first[band]!), from, to, low, high, category.ink)
    }
  }

  function drawMarks(): void {
    const { bands } = drawing
    context.strokeStyle = look.accent
    context.lineWidth = 2
    for (const band of new Set(drawing.selected.map((mapping) => bands.bandOf(mapping)))) {
      if (band < 0) continue
      const [low, high] = lanes[bands.lane[band]!]!
      stroke(bands.from[band]! - 1, bands.to[band]! + 1, low - 1, high + 1)
    }
    if (drawing.cursor !== null) stroke(drawing.cursor[0] + 1, drawing.cursor[1] - 1, mainLow + 1, mainHigh - 1)
    context.fillStyle = look.accent
    for (const [from, to] of drawing.inTable) fill(from, Math.max(to, from + 2), AXIS, AXIS + TABLE_MARK - 1)
    for (const { at, direction } of drawing.growths) arrow(at, direction)
    for (const { at } of drawing.limits) {
      context.fillStyle = look.text
      fill(at - 0.5, at + 0.5, 0, thickness)
    }
  }

  /** A triangle at the end that grows, with a line of the surface around it so that it is seen on any colour. */
  function arrow(at: number, direction: 1 | -1): void {
    const middle = (mainLow + mainHigh) / 2
    const tip = at + direction * 9
    context.beginPath()
    const corners: readonly (readonly [number, number])[] = [
      [at, middle - 6],
      [tip, middle],
      [at, middle + 6]
    ]
    corners.forEach(([along, across], corner) => {
      const [x, y] = isVertical ? [across, along] : [along, across]
      if (corner === 0) context.moveTo(x, y)
      else context.lineTo(x, y)
    })
    context.closePath()
    context.fillStyle = look.text
    context.fill()
    context.strokeStyle = look.surface
    context.lineWidth = 1
    context.stroke()
  }

  function drawAxis(): void {
    const [first, last] = drawing.ends
    context.fillStyle = look.muted
    const y = isVertical ? 0 : AXIS / 2
    if (isVertical) {
      context.fillText(fittedText(context, first, thickness - 4), 2, 8)
      context.fillText(fittedText(context, last, thickness - 4), 2, length - 8)
    } else {
      context.fillText(first, 2, y)
      const wide = context.measureText(last).width
      context.fillText(last, Math.max(0, length - wide - 2), y)
    }
    const taken = isVertical ? 0 : context.measureText(first).width + 12
    let free = taken
    const end = isVertical ? length : length - context.measureText(last).width - 12
    for (const { at, text } of drawing.limits) {
      const wide = isVertical ? 14 : context.measureText(text).width
      const from = isVertical ? at - 7 : Math.min(at + 4, end - wide)
      if (from < free || from + wide > end) continue
      context.fillStyle = look.text
      context.fillText(
        isVertical ? fittedText(context, text, thickness - 4) : text,
        isVertical ? 2 : from,
        isVertical ? at - 8 : y
      )
      free = from + wide + 8
    }
  }
}

/** As much of a text as there is room for; empty where that is too little to be read. */
function fittedText(context: CanvasRenderingContext2D, text: string, room: number): string {
  if (context.measureText(text).width <= room) return text
  let low = 0
  let high = text.length
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (context.measureText(`${text.slice(0, middle)}…`).width <= room) low = middle
    else high = middle - 1
  }
  return low < 2 ? '' : `${text.slice(0, low)}…`
}
