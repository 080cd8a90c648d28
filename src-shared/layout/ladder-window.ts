import type { AddressScale } from './address-scale.ts'
import type { LadderWindow } from './ladder-bands.ts'

/** The addresses that a window can't leave, and how near one can get. */
export interface LadderBounds extends LadderWindow {
  /** Bytes of the smallest window: a page. */
  readonly least: number
}

/** A window between two positions of the scale, at page boundaries, within its bounds and never smaller than the least. */
function windowBetween(scale: AddressScale, low: number, high: number, bounds: LadderBounds): LadderWindow {
  const { least } = bounds
  const down = Math.floor(scale.addressAt(low) / least) * least
  const from = Math.max(bounds.from, Math.min(down, bounds.to - least))
  const up = Math.ceil(scale.addressAt(high) / least) * least
  return { from, to: Math.min(bounds.to, Math.max(up, from + least)) }
}

/** Below so many pages a window is rounded to whole pages, or it would never become smaller. */
const FEW = 16

/** The same near to an address, which stays in it. */
function windowAround(
  scale: AddressScale,
  low: number,
  high: number,
  bounds: LadderBounds,
  address: number
): LadderWindow {
  const { least } = bounds
  const [from, to] = [scale.addressAt(low) / least, scale.addressAt(high) / least]
  if (to - from >= FEW) return windowBetween(scale, low, high, bounds)
  const pages = Math.max(1, Math.round(to - from))
  const own = Math.min(Math.floor(address / least), bounds.to / least - 1)
  const first = Math.max(own - pages + 1, Math.min(own, Math.round(from)), bounds.from / least)
  return { from: first * least, to: Math.min(bounds.to, (first + pages) * least) }
}

/**
 * Nearer to an address, or farther; the address keeps its position in the window.
 * @param factor how many times as much is in sight afterwards: below 1 is nearer
 */
export function zoomWindow(
  scale: AddressScale,
  window: LadderWindow,
  bounds: LadderBounds,
  factor: number,
  address: number
): LadderWindow {
  const [low, high] = [scale.at(window.from), scale.at(window.to)]
  const [least, most] = [scale.at(bounds.from), scale.at(bounds.to)]
  const near = Math.min(window.to, Math.max(window.from, address))
  const centre = scale.at(near)
  return windowAround(
    scale,
    Math.max(least, centre - (centre - low) * factor),
    Math.min(most, centre + (high - centre) * factor),
    bounds,
    near
  )
}

/** Aside by a part of what is in sight; negative is towards lower addresses. It stops at the bounds. */
export function panWindow(
  scale: AddressScale,
  window: LadderWindow,
  bounds: LadderBounds,
  share: number
): LadderWindow {
  const [low, high] = [scale.at(window.from), scale.at(window.to)]
  const length = high - low
  const [least, most] = [scale.at(bounds.from), scale.at(bounds.to)]
  const start = Math.max(least, Math.min(low + share * length, most - length))
  if (start === low) return window
  return windowBetween(scale, start, start + length, bounds)
}

/** A window of a range with some of its surroundings, a tenth of it on each side. */
export function windowOfRange(
  scale: AddressScale,
  range: { readonly from: number; readonly to: number },
  bounds: LadderBounds
): LadderWindow {
  const [low, high] = [scale.at(range.from), scale.at(range.to)]
  const aside = (high - low) * 0.1
  return windowBetween(scale, Math.max(scale.at(bounds.from), low - aside), high + aside, bounds)
}

/** The same window, moved where an address is not in it, so that it is in the middle. */
export function windowWith(
  scale: AddressScale,
  window: LadderWindow,
  bounds: LadderBounds,
  address: number
): LadderWindow {
  if (address >= window.from && address < window.to) return window
  const [low, high] = [scale.at(window.from), scale.at(window.to)]
  const middle = (low + high) / 2
  return panWindow(scale, window, bounds, (scale.at(address) - middle) / (high - low))
}
