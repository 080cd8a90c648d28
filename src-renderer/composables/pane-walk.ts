/** Elements that can have the focus, in the order of the document. */
const FOCUSABLE = 'button, input, select, textarea, a[href], summary, [tabindex]'
/** What a pane is about, if it has such a thing: it gets the focus before the tools around it. */
const MAIN = '[role=grid], [role=treegrid], [role=application], [role=listbox]'

function isReachable(element: HTMLElement): boolean {
  return element.tabIndex >= 0 && !element.matches(':disabled, [aria-hidden=true]') && element.checkVisibility()
}

const reachableIn = (pane: Element, selector: string): HTMLElement[] =>
  [...pane.querySelectorAll<HTMLElement>(selector)].filter(isReachable)

/** Where the keyboard arrives in a pane; undefined where nothing in it can be reached. */
export function paneTarget(pane: Element): HTMLElement | undefined {
  return reachableIn(pane, MAIN)[0] ?? reachableIn(pane, FOCUSABLE)[0]
}

/**
 * Moves the focus to the next or previous pane (an element with `data-pane`) that has something to focus, around the
 * window; from outside of all to the first or last.
 */
export function walkPanes(root: ParentNode, by: 1 | -1): void {
  const panes = [...root.querySelectorAll('[data-pane]')].filter((pane) => paneTarget(pane) !== undefined)
  const now = panes.findIndex((pane) => pane.contains(document.activeElement))
  const next = now < 0 ? (by > 0 ? 0 : panes.length - 1) : (now + by + panes.length) % panes.length
  const pane = panes[next]
  if (pane !== undefined) paneTarget(pane)?.focus()
}
