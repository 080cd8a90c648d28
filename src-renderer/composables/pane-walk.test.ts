import { beforeEach, expect, test } from 'vitest'
import { paneTarget, walkPanes } from './pane-walk.ts'

beforeEach(() => {
  // Nothing is laid out here: what is drawn counts as visible.
  HTMLElement.prototype.checkVisibility = function () {
    return this.closest('[hidden]') === null
  }
  document.body.innerHTML = `
    <div data-pane id="tools"><button id="open">Open</button></div>
    <div data-pane id="words"><p>Nothing to stand on</p></div>
    <div data-pane id="table"><button id="columns">Columns</button><div role="grid" id="grid" tabindex="0"></div></div>
    <div data-pane id="away" hidden><button>Away</button></div>
    <div data-pane id="list"><button disabled>Off</button><button tabindex="-1">No stop</button><input id="filter" /></div>`
})

const focused = (): string | undefined => document.activeElement?.id

test('walks around all panes in which something can be reached, both ways', () => {
  const seen: (string | undefined)[] = []
  for (let step = 0; step < 4; step++) {
    walkPanes(document, 1)
    seen.push(focused())
  }
  expect(seen).toEqual(['open', 'grid', 'filter', 'open'])
  walkPanes(document, -1)
  expect(focused()).toBe('filter')
})

test('a pane is entered at what it is about, not at its tools', () => {
  expect(paneTarget(document.getElementById('table')!)?.id).toBe('grid')
  expect(paneTarget(document.getElementById('words')!)).toBeUndefined()
})
