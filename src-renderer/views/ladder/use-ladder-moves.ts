import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { bandAt, type LadderWindow } from '#shared/layout/ladder-bands.ts'
import { panWindow, windowOfRange, windowWith, zoomWindow } from '#shared/layout/ladder-window.ts'
import type { LadderDrawing, LadderPoint } from '../../charts/ladder-drawing.ts'
import { useLadderStore } from '../../stores/ladder-store.ts'
import { useSelectionStore } from '../../stores/selection-store.ts'
import { scaleOf, type LadderScene } from './ladder-drawing-of.ts'
import { mappingOfStart, type LadderModel } from './ladder-model.ts'
import { besideItem, itemAt, rangeOfItem, type LadderItem } from './ladder-walk.ts'
import type { LadderWords } from './use-ladder-words.ts'

/** What is drawn, and where the keyboard's cursor is in it. */
export interface ShownLadder {
  model(): LadderModel | null
  words(): LadderWords | null
  window(): LadderWindow
  /** CSS pixels. */
  length(): number
  scene(): LadderScene | null
  drawing(): LadderDrawing | null
  cursor(): LadderItem | null
}

export interface LadderMoves {
  readonly spoken: Ref<string>
  /** The description of what is under the pointer. */
  readonly pointed: Ref<string>
  readonly pick: (point: LadderPoint, event: MouseEvent) => void
  /** Brings what is there near. */
  readonly open: (point: LadderPoint) => void
  readonly hover: (point: LadderPoint | null) => void
  /** A factor of 2 shows twice as much; the pixel `along` stays where it is. */
  readonly zoom: (factor: number, along?: number) => void
  readonly zoomKey: (factor: number) => void
  /** By a share of what is seen. */
  readonly pan: (share: number) => void
  readonly onKey: (event: KeyboardEvent) => void
}

/** Where the keyboard's cursor is: on a gap, or on the mapping that is selected. */
export function useLadderCursor(model: () => LadderModel | null): ComputedRef<LadderItem | null> {
  const ladder = useLadderStore()
  const selection = useSelectionStore()
  return computed<LadderItem | null>(() => {
    const now = model()
    if (now === null) return null
    if (ladder.gap !== null) {
      const item = itemAt(now, ladder.gap)
      if (item?.kind === 'gap') return item
    }
    if (selection.focused === null) return null
    const mapping = mappingOfStart(now, selection.focused)
    return mapping < 0 ? null : { kind: 'mapping', at: mapping }
  })
}

const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

/** Walking along the ladder, choosing what lies there, and changing how much of it is seen. */
export function useLadderMoves(shown: ShownLadder): LadderMoves {
  const { t } = useI18n()
  const ladder = useLadderStore()
  const selection = useSelectionStore()
  const spoken = ref('')
  const pointed = ref('')
  let ownFocus: number | null = null

  /** Something was chosen elsewhere: it is brought into sight. */
  watch(
    () => [selection.focused, shown.model()] as const,
    ([focused, now], before) => {
      if (now === null || focused === null) return
      if (before !== undefined && before[0] === focused) return
      if (focused !== ownFocus) ladder.gap = null
      if (ladder.window !== null) ladder.window = windowWith(now.scale, ladder.window, now.bounds, focused)
    },
    { immediate: true }
  )

  function go(item: LadderItem, isAdded = false): void {
    const now = shown.model()
    if (now === null) return
    const { from } = rangeOfItem(now, item)
    spoken.value = shown.words()?.item(item) ?? ''
    if (ladder.window !== null) ladder.window = windowWith(now.scale, ladder.window, now.bounds, from)
    if (item.kind === 'gap') {
      ladder.gap = from
      return
    }
    ladder.gap = null
    ownFocus = from
    selection.sought = from
    if (!isAdded) selection.selectOnly(from)
    else if (selection.starts.has(from)) {
      const rest = [...selection.starts].filter((other) => other !== from)
      selection.selectMany(rest, rest.at(-1) ?? null)
    } else selection.selectMany([...selection.starts, from], from)
  }

  function itemUnder({ along, lane }: LadderPoint): { item: LadderItem | null; count: number } {
    const [now, drawn] = [shown.scene(), shown.drawing()]
    if (now === null || drawn === null) return { item: null, count: 0 }
    const band = bandAt(drawn.bands, along, lane)
    if (band >= 0) {
      const { largest, members } = drawn.bands
      return { item: { kind: 'mapping', at: largest[band]! }, count: members[band]! }
    }
    return { item: itemAt(now.model, scaleOf(now).addressAt(along)), count: 1 }
  }

  function pick(point: LadderPoint, event: MouseEvent): void {
    const { item, count } = itemUnder(point)
    if (item === null) return
    go(item, event.ctrlKey || event.shiftKey || event.metaKey)
    // Several drawn as one piece can't be pointed at one by one: zooming in separates them.
    if (count > 1) zoom(0.2, point.along)
  }

  function show(item: LadderItem): void {
    const now = shown.model()
    if (now === null) return
    ladder.window = windowOfRange(now.scale, rangeOfItem(now, item), now.bounds)
  }

  function hover(point: LadderPoint | null): void {
    const words = shown.words()
    if (point === null || words === null) {
      pointed.value = ''
      return
    }
    const { item, count } = itemUnder(point)
    const text = item === null ? '' : words.item(item)
    pointed.value = count > 1 ? t('ladder.several', { count, name: text }) : text
  }

  function zoom(factor: number, along: number = shown.length() / 2): void {
    const now = shown.scene()
    if (now === null) return
    const address = scaleOf(now).addressAt(along)
    ladder.window = zoomWindow(now.model.scale, now.window, now.model.bounds, factor, address)
  }

  /** Around what is selected where it is in sight, else around the middle. */
  function zoomKey(factor: number): void {
    const [now, item] = [shown.scene(), shown.cursor()]
    if (now === null) return
    const { from, to } = item === null ? shown.window() : rangeOfItem(now.model, item)
    const low = Math.max(from, now.window.from)
    const high = Math.min(to, now.window.to)
    const { at } = scaleOf(now)
    zoom(factor, low < high ? (at(low) + at(high)) / 2 : undefined)
  }

  function pan(share: number): void {
    const now = shown.scene()
    if (now !== null) ladder.window = panWindow(now.model.scale, now.window, now.model.bounds, share)
  }

  function onKey(event: KeyboardEvent): void {
    const [now, item] = [shown.model(), shown.cursor()]
    if (now === null || event.altKey || event.metaKey || event.ctrlKey) return
    const step = STEPS[event.key]
    if (step !== undefined && event.shiftKey) pan(step * 0.2)
    else if (step !== undefined) {
      const first = itemAt(now, shown.window().from)
      if (item !== null) go(besideItem(now, item, step))
      else if (first !== null) go(first)
    } else if (event.key === '+' || event.key === '=') zoomKey(0.5)
    else if (event.key === '-' || event.key === '_') zoomKey(2)
    else if (event.key === 'PageDown' || event.key === 'PageUp') pan(event.key === 'PageDown' ? 0.9 : -0.9)
    else if (event.key === 'Home' || event.key === 'Escape') ladder.window = null
    else if (event.key === 'Enter' && item !== null) show(item)
    else return
    event.preventDefault()
  }

  function open(point: LadderPoint): void {
    const { item } = itemUnder(point)
    if (item !== null) show(item)
  }

  return { spoken, pointed, pick, open, hover, zoom, zoomKey, pan, onKey }
}
