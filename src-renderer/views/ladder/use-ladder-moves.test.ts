import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import type { LadderWindow } from '#shared/layout/ladder-bands.ts'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { i18n } from '../../locales/i18n.ts'
import { useLadderStore } from '../../stores/ladder-store.ts'
import { useSelectionStore } from '../../stores/selection-store.ts'
import type { LadderScene } from './ladder-drawing-of.ts'
import { ladderModel } from './ladder-model.ts'
import { useLadderCursor, useLadderMoves, type LadderMoves, type ShownLadder } from './use-ladder-moves.ts'

const [DEMO, HEAP, STACK] = [0x400000, 0x600000, 0x7ffffffde000]
const MODEL = ladderModel(
  captureOfText(
    [
      '00400000-00500000 r-xp 00000000 08:01 42                         /srv/demo',
      '00600000-00700000 rw-p 00000000 00:00 0                          [heap]',
      '7ffffffde000-7ffffffff000 rw-p 00000000 00:00 0                  [stack]'
    ].join('\n')
  ),
  'x86_64',
  'true'
)
const LENGTH = 1000

beforeEach(() => setActivePinia(createPinia()))

/** A ladder without a picture, on which keys are pressed. */
function shown(): {
  moves: LadderMoves
  press: (key: string, more?: KeyboardEventInit) => boolean
  window: () => LadderWindow
} {
  const ladder = useLadderStore()
  const window = (): LadderWindow => ladder.window ?? MODEL.whole
  let moves: LadderMoves | null = null
  mount(
    {
      setup() {
        const cursor = useLadderCursor(() => MODEL)
        const scene = (): LadderScene => ({
          model: MODEL,
          words: { item: () => '', gap: () => '' } as never,
          window: window(),
          length: LENGTH,
          isVertical: false,
          selected: new Set(),
          cursor: -1,
          inTable: []
        })
        const own: ShownLadder = {
          model: () => MODEL,
          words: () => ({ item: ({ kind, at }: { kind: string; at: number }) => `${kind} ${at}` }) as never,
          window,
          length: () => LENGTH,
          scene,
          drawing: () => null,
          cursor: () => cursor.value
        }
        moves = useLadderMoves(own)
        return () => null
      }
    },
    { global: { plugins: [i18n] } }
  )
  return {
    moves: moves!,
    window,
    press(key, more = {}) {
      const event = new KeyboardEvent('keydown', { key, cancelable: true, ...more })
      moves!.onKey(event)
      return event.defaultPrevented
    }
  }
}

describe('the keyboard in the picture of an address space', () => {
  it('goes from mapping to gap to mapping, up and down the addresses', () => {
    const { press, moves } = shown()
    const [ladder, selection] = [useLadderStore(), useSelectionStore()]
    selection.selectOnly(DEMO)
    const visited: (string | number | null)[] = []
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowLeft'])
      if (press(key)) visited.push(ladder.gap === null ? selection.focused : `gap at ${ladder.gap.toString(16)}`)
    expect(visited).toEqual(['gap at 500000', HEAP, 'gap at 700000', STACK, 'gap at 700000', HEAP, 'gap at 500000'])
    expect(moves.spoken.value).toMatch(/^gap/)
  })

  it('begins where nothing is selected at what is first in sight', () => {
    const { press } = shown()
    press('ArrowRight')
    expect(useLadderStore().gap).toBe(0)
  })

  it('plus is nearer, minus is farther, and what is selected stays in sight', () => {
    const { press, window } = shown()
    useSelectionStore().selectOnly(STACK)
    const width = (): number => window().to - window().from
    const whole = width()
    for (const key of ['+', '=']) press(key)
    expect(width() / whole).toBeCloseTo(0.25, 1)
    expect(window().from).toBeLessThanOrEqual(STACK)
    expect(window().to).toBeGreaterThan(STACK)
    const near = width()
    press('-')
    expect(width()).toBeGreaterThan(near * 1.4)
    press('Home')
    expect(window()).toEqual(MODEL.whole)
  })

  it('Enter shows what is selected as large as it can be, Escape all', () => {
    const { press, window } = shown()
    useSelectionStore().selectOnly(HEAP)
    press('Enter')
    expect(window().from).toBeLessThanOrEqual(HEAP)
    expect(window().to - window().from).toBeLessThan(0x300000)
    press('Escape')
    expect(window()).toEqual(MODEL.whole)
  })

  it('Shift and the page keys go aside', () => {
    const { press, window } = shown()
    useLadderStore().window = { from: 0x1000_0000, to: 0x2000_0000 }
    press('ArrowRight', { shiftKey: true })
    expect(window().from / 0x1000_0000).toBeCloseTo(1.2, 2)
    press('ArrowLeft', { shiftKey: true })
    expect(window().from / 0x1000_0000).toBeCloseTo(1, 2)
    press('PageDown')
    expect(window().from / 0x1000_0000).toBeCloseTo(1.9, 2)
    press('PageUp')
    expect(window().from / 0x1000_0000).toBeCloseTo(1, 2)
  })

  it('leaves other keys to others', () => {
    const { press, window } = shown()
    for (const more of [{ ctrlKey: true }, { altKey: true }, { metaKey: true }]) expect(press('+', more)).toBe(false)
    expect(press('a')).toBe(false)
    expect(press('Enter')).toBe(false)
    expect(window()).toEqual(MODEL.whole)
    expect(press('_')).toBe(true)
  })
})
