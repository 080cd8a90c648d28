/** What a cell shows beside its text. Texts are shown as they are. */
export interface CellExtras {
  /** CSS pixels before everything else: how deep the row lies in a tree. */
  readonly indent: number
  /** The sign that opens and closes what lies below; null for none, though others of the column have one. */
  readonly isOpen: boolean | null
  /** The column is that of a tree, so that room is left for the sign. */
  readonly isTree: boolean
  /** A mark before the text; hidden from assistive technology, which reads the badge. */
  readonly mark: string
  /** Quieter words behind the text. */
  readonly aside: string
  readonly badge: string
  /** A small line, as an SVG path in a box of LINE_WIDTH by LINE_HEIGHT; empty for none. */
  readonly line: string
}

export const NO_EXTRAS: CellExtras = {
  indent: 0,
  isOpen: null,
  isTree: false,
  mark: '',
  aside: '',
  badge: '',
  line: ''
}

/** CSS pixels. */
export const LINE_WIDTH = 52
export const LINE_HEIGHT = 12

const SVG = 'http://www.w3.org/2000/svg'

function part(name: string, text: string): HTMLElement {
  const element = document.createElement(name === 'grid-aside' ? 'bdi' : 'span')
  element.className = name
  element.textContent = text
  return element
}

function lineOf(path: string): SVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('class', 'grid-line')
  svg.setAttribute('width', String(LINE_WIDTH))
  svg.setAttribute('height', String(LINE_HEIGHT))
  svg.setAttribute('viewBox', `0 -1 ${LINE_WIDTH} ${LINE_HEIGHT + 2}`)
  svg.setAttribute('aria-hidden', 'true')
  const line = document.createElementNS(SVG, 'path')
  line.setAttribute('d', path)
  line.setAttribute('fill', 'none')
  line.setAttribute('stroke', 'currentColor')
  line.setAttribute('stroke-width', '1.2')
  svg.append(line)
  return svg
}

/** The same text for the same extras, so that a cell is redrawn only when they change. */
export function extrasText(extras: CellExtras | null): string {
  if (extras === null) return ''
  const { indent, isOpen, isTree, mark, aside, badge, line } = extras
  return [indent, isOpen, isTree, mark, aside, badge, line].join('\u0000')
}

/** Puts what `extras` contains around the text of a cell and removes what was there. */
export function drawExtras(cell: HTMLElement, text: Text, extras: CellExtras | null): void {
  if (extras === null) return cell.replaceChildren(text)
  const { indent, isOpen, isTree, mark, aside, badge, line } = extras
  const before: HTMLElement[] = []
  if (indent > 0) {
    const room = part('grid-indent', '')
    room.style.width = `${indent}px`
    before.push(room)
  }
  if (isTree) {
    const twist = part('grid-twist', isOpen === null ? '' : isOpen ? '▾' : '▸')
    // The row has aria-expanded.
    twist.setAttribute('aria-hidden', 'true')
    before.push(twist)
  }
  if (mark !== '') {
    const sign = part('grid-mark', mark)
    sign.setAttribute('aria-hidden', 'true')
    before.push(sign)
  }
  const after: Element[] = []
  if (aside !== '') after.push(part('grid-aside', aside))
  if (badge !== '') after.push(part('grid-badge', badge))
  if (line !== '') after.push(lineOf(line))
  cell.replaceChildren(...before, text, ...after)
}
