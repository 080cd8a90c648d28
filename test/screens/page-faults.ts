/** What a reader would stumble over on a screen. */
export interface PageFault {
  readonly kind: 'cut' | 'covered' | 'outside' | 'overlap' | 'digits'
  /** The element, as a person finds it. */
  readonly what: string
  readonly detail: string
}

/**
 * Walks the document as it is on the screen and finds words that are cut without a sign, numbers that lost digits, controls
 * that cannot be reached by scrolling or are covered by something, and words drawn over words. Runs in the page: it may
 * use nothing from outside.
 */
export function findPageFaults(): PageFault[] {
  const faults: PageFault[] = []
  const { innerWidth, innerHeight } = window
  const SLACK = 1.5
  /** What lies over the rest on purpose. */
  const OVERLAY = '[role=dialog], [role=menu], .is-drawer, .is-overlay, .veil, .column-chooser, .dialog-veil'
  const modal = document.querySelector('[role=dialog]')
  const words = (element: Element): string => {
    const text = (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().replace(/\s+/g, ' ')
    const name = `${element.tagName.toLowerCase()}${element.className && typeof element.className === 'string' ? `.${element.className.split(' ')[0]}` : ''}`
    return `${name} “${text.slice(0, 40)}”`
  }
  const isDrawn = (element: Element): boolean =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    element.closest('[aria-hidden=true], .visually-hidden, .skip-link:not(:focus), .ruler, [hidden]') === null
  const add = (kind: PageFault['kind'], element: Element, detail: string): void => {
    faults.push({ kind, what: words(element), detail })
  }
  const scrolls = (style: CSSStyleDeclaration, axis: 'x' | 'y'): boolean =>
    /auto|scroll/.test(axis === 'x' ? style.overflowX : style.overflowY)

  /** The part of a box that its ancestors leave in sight; null where scrolling brings the rest. */
  function seenPart(element: Element): DOMRect | 'scrolls' {
    const box = element.getBoundingClientRect()
    let [left, top, right, bottom] = [box.left, box.top, box.right, box.bottom]
    for (let above = element.parentElement; above !== null; above = above.parentElement) {
      const style = getComputedStyle(above)
      const edge = above.getBoundingClientRect()
      const isOutX = right > edge.right + SLACK || left < edge.left - SLACK
      const isOutY = bottom > edge.bottom + SLACK || top < edge.top - SLACK
      if ((isOutX && scrolls(style, 'x')) || (isOutY && scrolls(style, 'y'))) return 'scrolls'
      if (style.overflowX !== 'visible') [left, right] = [Math.max(left, edge.left), Math.min(right, edge.right)]
      if (style.overflowY !== 'visible') [top, bottom] = [Math.max(top, edge.top), Math.min(bottom, edge.bottom)]
      if (style.position === 'fixed') break
    }
    return new DOMRect(left, top, right - left, bottom - top)
  }

  /** Whether something around a text cuts it sideways and neither shows that nor can be scrolled. */
  function isCutAbove(element: Element, box: DOMRect): boolean {
    for (let above = element.parentElement; above !== null; above = above.parentElement) {
      const style = getComputedStyle(above)
      if (style.textOverflow === 'ellipsis' || scrolls(style, 'x') || above.matches('.grid-viewport, .grid-row'))
        return false
      const edge = above.getBoundingClientRect()
      if (style.overflowX !== 'visible' && (box.right > edge.right + SLACK || box.left < edge.left - SLACK)) return true
    }
    return false
  }

  const scope: ParentNode = modal ?? document
  const controls = [
    ...scope.querySelectorAll(
      'button, input:not([type=radio]), select, textarea, [role=tab], [role=separator], a[href]'
    )
  ]
  for (const control of controls) {
    if (!isDrawn(control)) continue
    const box = control.getBoundingClientRect()
    if (box.width === 0 || box.height === 0) continue
    const seen = seenPart(control)
    if (seen === 'scrolls') continue
    if (control.closest('.grid-head, .grid-strip') !== null) continue
    if (box.right > innerWidth + SLACK || box.bottom > innerHeight + SLACK || box.left < -SLACK || box.top < -SLACK)
      add('outside', control, `at ${Math.round(box.left)},${Math.round(box.top)}`)
    else if (seen.width < box.width - SLACK * 2 || seen.height < box.height - SLACK * 2)
      add(
        'cut',
        control,
        `${Math.round(seen.width)}×${Math.round(seen.height)} of ${Math.round(box.width)}×${Math.round(box.height)}`
      )
    else {
      const at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)
      const isOwn =
        at === null || control.contains(at) || at.contains(control) || at.closest('label')?.contains(control)
      const overlay = at?.closest(OVERLAY) ?? null
      if (!isOwn && (overlay === null || overlay.contains(control))) add('covered', control, `by ${words(at)}`)
    }
  }

  const walker = document.createTreeWalker(modal ?? document.body, NodeFilter.SHOW_TEXT)
  const texts: { element: Element; box: DOMRect }[] = []
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement
    if (element === null || (node.textContent ?? '').trim() === '' || !isDrawn(element)) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const box = range.getBoundingClientRect()
    if (box.width < 1 || box.height < 1) continue
    const style = getComputedStyle(element)
    const isHidden = style.overflowX === 'hidden' || style.overflowX === 'clip'
    const edge = element.getBoundingClientRect()
    const isCut = box.right > edge.right + SLACK || box.left < edge.left - SLACK
    const isNumber = element.matches('.is-end, .number') || element.closest('.is-end, .number') !== null
    if (isHidden && isCut && isNumber && /\d/.test(node.textContent ?? ''))
      add('digits', element, node.textContent ?? '')
    else if (isHidden && isCut && style.textOverflow !== 'ellipsis') add('cut', element, 'text without a sign of it')
    else if (!isHidden && isCutAbove(element, box)) add('cut', element, 'text, by what is around it')
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2]
    const at = x < 0 || y < 0 || x > innerWidth || y > innerHeight ? null : document.elementFromPoint(x, y)
    if (at !== null && (element.contains(at) || at.contains(element))) {
      const seen = seenPart(element)
      // Line by line: a paragraph's box holds words of others.
      if (seen === 'scrolls') continue
      for (const line of range.getClientRects()) {
        const [left, top] = [Math.max(line.left, seen.left), Math.max(line.top, seen.top)]
        const [right, bottom] = [Math.min(line.right, seen.right), Math.min(line.bottom, seen.bottom)]
        // Nothing of it is in sight: a rectangle of negative size would mean another position.
        if (right <= left || bottom <= top) continue
        texts.push({ element, box: new DOMRect(left, top, right - left, bottom - top) })
      }
    }
  }
  texts.forEach(({ element, box }, index) => {
    for (const other of texts.slice(index + 1)) {
      const wide = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left)
      const high = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top)
      if (wide < 3 || high < 4 || other.element === element) continue
      // Pinned columns lie over the others, with a ground of their own.
      const row = element.closest('.grid-row, .grid-header, .grid-total')
      if (row !== null && row.contains(other.element)) continue
      const overlays = [element.closest(OVERLAY), other.element.closest(OVERLAY)]
      if (overlays[0] === overlays[1]) add('overlap', element, `with ${words(other.element)}`)
    }
  })
  return faults
}
