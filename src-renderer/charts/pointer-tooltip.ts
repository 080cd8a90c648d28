import './pointer-tooltip.css'

/** The content of a tooltip: a title and numbers with their names. All of it is text, whatever it contains. */
export interface TooltipText {
  readonly title: string
  readonly subtitle: string
  readonly rows: readonly (readonly [label: string, value: string])[]
}

/** The tooltip as elements; texts only ever become text nodes. */
export function tooltipElement(text: TooltipText): HTMLElement {
  const body = element('div', 'treemap-tooltip')
  body.append(
    element('div', 'treemap-tooltip-title', text.title),
    element('div', 'treemap-tooltip-subtitle', text.subtitle)
  )
  const list = element('dl', '')
  for (const [label, value] of text.rows) list.append(element('dt', '', label), element('dd', '', value))
  body.append(list)
  return body
}

function element(name: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(name)
  made.className = className
  made.textContent = text
  return made
}

/** Room between the pointer and the tooltip, CSS pixels. */
const AWAY = 14

/** Where a box goes on one axis: behind the pointer, before it where there is no room, and never out of the window. */
export function positionBeside(pointer: number, size: number, room: number): number {
  const behind = pointer + AWAY
  if (behind + size <= room) return behind
  const before = pointer - AWAY - size
  return before >= 0 ? before : Math.max(0, room - size)
}

/**
 * A tooltip beside the pointer, in the window and not in the picture: ECharts' own is clipped by a low picture or moves
 * out of the window.
 */
export class PointerTooltip {
  #shown: HTMLElement | null = null

  /** @param x and y pixels of the window */
  show(text: TooltipText, x: number, y: number): void {
    this.hide()
    const shown = tooltipElement(text)
    document.body.append(shown)
    this.#shown = shown
    this.move(x, y)
  }

  move(x: number, y: number): void {
    const shown = this.#shown
    if (shown === null) return
    const { width, height } = shown.getBoundingClientRect()
    shown.style.left = `${positionBeside(x, width, window.innerWidth)}px`
    shown.style.top = `${positionBeside(y, height, window.innerHeight)}px`
  }

  hide(): void {
    this.#shown?.remove()
    this.#shown = null
  }
}
