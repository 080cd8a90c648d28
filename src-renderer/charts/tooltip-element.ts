/** What a tooltip says: a title and numbers with their names. All of it is text, whatever it contains. */
export interface TooltipText {
  readonly title: string
  readonly subtitle: string
  readonly rows: readonly (readonly [label: string, value: string])[]
}

/** The tooltip as elements; texts only ever become text nodes. */
export function tooltipElement(text: TooltipText): HTMLElement {
  const body = element('div', 'treemap-tooltip-body')
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
