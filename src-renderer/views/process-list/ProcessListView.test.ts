import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import type { Capability } from '#shared/contract/host.ts'
import type { ProcessKey } from '#shared/memory/process-key.ts'
import { TRAIT_KERNEL_THREAD, TRAIT_UNREADABLE, TRAIT_ZOMBIE } from '#shared/memory/process-list.ts'
import { madeProcesses } from '#test/support/made-processes.ts'
import { i18n } from '../../locales/i18n.ts'
import { useHostStore } from '../../stores/host-store.ts'
import { usePreferencesStore } from '../../stores/preferences-store.ts'
import { useProcessesStore } from '../../stores/processes-store.ts'
import { CommandBook } from '../../tasks/commands.ts'
import { TASKS, type Tasks } from '../../tasks/index.ts'
import ProcessListView from './ProcessListView.vue'

function show(...capabilities: Capability[]) {
  const pinia = createPinia()
  setActivePinia(pinia)
  useHostStore().description = { kind: 'browser', capabilities, versions: {}, machine: null }
  const opened: ProcessKey[] = []
  const elsewhere: (ProcessKey | null)[] = []
  const tasks = {
    commands: new CommandBook(),
    process: { open: (key: ProcessKey) => opened.push(key) },
    newWindow: {
      process: (key: ProcessKey) => elsewhere.push(key),
      current: () => elsewhere.push(null)
    },
    processes: { refresh: () => Promise.resolve() }
  } as unknown as Tasks
  const processes = useProcessesStore()
  processes.state = { kind: 'ready' }
  const view = mount(ProcessListView, {
    attachTo: document.body,
    global: { plugins: [pinia, i18n], provide: { [TASKS as symbol]: tasks } }
  })
  const rows = () =>
    view
      .findAll('.grid-row')
      .filter((row) => !(row.element as HTMLElement).hidden)
      .sort((a, b) => Number(a.attributes('aria-rowindex')) - Number(b.attributes('aria-rowindex')))
  const pids = () => rows().map((row) => row.attributes('data-pid'))
  return { view, processes, opened, elsewhere, tasks, rows, pids }
}

beforeEach(() => {
  // happy-dom lays nothing out, so the size of the visible part is given.
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1600)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(400)
})
afterEach(() => {
  vi.restoreAllMocks()
  document.body.replaceChildren()
})

it('opens the process at the cursor, which stays on it when the next list moves it', async () => {
  const { view, processes, opened, pids } = show()
  processes.took(
    madeProcesses([
      { pid: 1, rss: 30 },
      { pid: 2, rss: 20 }
    ])
  )
  await nextTick()
  const grid = view.get('[role=grid]')
  await grid.trigger('keydown', { key: 'ArrowDown' })
  expect(view.get('.is-current').attributes('data-pid')).toBe('2')
  processes.took(
    madeProcesses([
      { pid: 1, rss: 30 },
      { pid: 2, rss: 99 }
    ])
  )
  await nextTick()
  expect(pids()).toEqual(['2', '1'])
  await grid.trigger('keydown', { key: 'Enter' })
  expect(opened).toEqual([{ pid: 2, startTime: 1 }])
})

it('explains what kernel threads, zombies and locked processes are', async () => {
  const { view, processes, rows } = show()
  processes.sortColumn = 'pid'
  processes.isDescending = false
  processes.took(
    madeProcesses([
      { pid: 1, traits: TRAIT_KERNEL_THREAD },
      { pid: 2, traits: TRAIT_ZOMBIE },
      { pid: 3, traits: TRAIT_UNREADABLE, name: 'a\u202eb' }
    ])
  )
  await nextTick()
  const texts = rows().map((row) => row.text())
  expect(texts[0]).toContain('kernel')
  expect(texts[1]).toContain('ended')
  expect(texts[2]).toContain('locked')
  expect(texts[2]).toContain('a\\u{202e}b')
  await view.get('[role=grid]').trigger('keydown', { key: 'ArrowDown', ctrlKey: true })
  expect(view.text()).toContain('Not readable')
})

it('shows an unknown number as – and never as 0, and shows a message when nothing fits the filter', async () => {
  const { view, processes } = show()
  processes.took(madeProcesses([{ pid: 7 }]))
  await nextTick()
  expect(view.get('[data-pid="7"] .is-rss').text()).toBe('–')
  processes.filter = 'nobody'
  await nextTick()
  expect(view.text()).toContain('No process matches “nobody”')
  expect(view.get('[data-testid=process-count]').text()).toBe('0 of 1 processes')
})

it('lets the columns be as wide as the user wants them, and remembers it until they are reset', async () => {
  const { view, processes } = show()
  const preferences = usePreferencesStore()
  processes.took(madeProcesses([{ pid: 1 }]))
  await nextTick()
  const width = (): string => (view.get('.grid-cell.is-pid').element as HTMLElement).style.width
  const before = width()
  const grid = view.get('[role=grid]')
  await grid.trigger('keydown', { key: 'ArrowUp' })
  await grid.trigger('keydown', { key: 'ArrowRight' })
  await grid.trigger('keydown', { key: 'ArrowRight', shiftKey: true })
  expect(preferences.processWidths).toEqual({ pid: 74 })
  expect(width()).toBe('74px')
  await view.findAll('[role=columnheader]')[1]!.get('.grid-head-handle').trigger('dblclick')
  expect(preferences.processWidths).toEqual({})
  expect(width()).toBe(before)
})

it('adds up what is selected, and explains the sum', async () => {
  const { view, processes, opened } = show()
  processes.took(
    madeProcesses([
      { pid: 1, rss: 300, pss: 30 },
      { pid: 2, rss: 200, pss: 20 },
      { pid: 3, rss: 100, pss: 10 }
    ])
  )
  await nextTick()
  const total = () => view.get('.grid-total')
  expect(total().text()).toContain('All 3')
  const grid = view.get('[role=grid]')
  await grid.trigger('keydown', { key: 'Home', ctrlKey: true })
  await grid.trigger('keydown', { key: 'ArrowDown', shiftKey: true })
  expect(view.findAll('[aria-selected=true]')).toHaveLength(2)
  expect(total().attributes('data-total')).toBe('selected')
  expect(total().text()).toContain('≤500 KiB')
  expect(total().text()).toContain('50 KiB')
  await grid.trigger('keydown', { key: 'a', ctrlKey: true })
  expect(total().text()).toContain('60 KiB')
  expect(opened).toEqual([])
})

it('keeps lines where they are while the pointer is over them, also those of processes that end', async () => {
  const { view, processes, pids } = show()
  const list = (rss: readonly number[]) => madeProcesses(rss.map((kb, at) => ({ pid: at + 1, rss: kb })))
  processes.took(list([30, 20, 10]))
  await nextTick()
  await view.get('.list-rows').trigger('pointerenter', { pointerType: 'mouse' })
  processes.took(list([1, 2, 99, 50]))
  await nextTick()
  expect(pids()).toEqual(['1', '2', '3', '4'])
  processes.took(madeProcesses([{ pid: 3, rss: 5 }]))
  await nextTick()
  expect(pids()).toEqual(['1', '2', '3', '4'])
  expect(view.get('[data-pid="1"]').text()).toContain('ended')
  expect(view.find('[data-testid=held]').exists()).toBe(true)
  expect(view.get('[data-testid=process-count]').text()).toBe('1 process')
  await view.get('.list-rows').trigger('pointerleave', { pointerType: 'mouse' })
  await nextTick()
  expect(pids()).toEqual(['3'])
})

it('puts processes together and opens a group by mouse and by key', async () => {
  const { view, processes, pids, opened } = show()
  usePreferencesStore().processShape = 'program'
  processes.took(
    madeProcesses([
      { pid: 1, name: 'a', rss: 30 },
      { pid: 2, name: 'b', rss: 20 },
      { pid: 3, name: 'b', rss: 25 }
    ])
  )
  await nextTick()
  expect(pids()).toEqual(['', ''])
  expect(view.get('.grid-row').text()).toContain('×2')
  const grid = view.get('[role=treegrid]')
  await grid.trigger('keydown', { key: 'Home', ctrlKey: true })
  await grid.trigger('keydown', { key: 'ArrowRight' })
  expect(pids()).toEqual(['', '3', '2', ''])
  await grid.trigger('keydown', { key: 'ArrowDown' })
  await grid.trigger('keydown', { key: 'Enter' })
  expect(opened.map(({ pid }) => pid)).toEqual([3])
  // From a member one leads to its group, which then closes.
  await grid.trigger('keydown', { key: 'ArrowLeft' })
  await grid.trigger('keydown', { key: 'ArrowLeft' })
  expect(pids()).toEqual(['', ''])
  await view.get('.grid-twist').trigger('mousedown', { button: 0 })
  expect(pids()).toEqual(['', '3', '2', ''])
})

it('opens a process in a new window by menu, by key, with Ctrl and with the middle button', async () => {
  const { view, processes, opened, elsewhere, tasks, rows } = show('windows')
  processes.took(
    madeProcesses([
      { pid: 1, rss: 30 },
      { pid: 2, rss: 20 }
    ])
  )
  await nextTick()
  const [first, second] = rows().map((row) => row.get('.is-name'))
  await first!.trigger('click', { ctrlKey: true })
  await second!.trigger('auxclick', { button: 1 })
  await second!.trigger('auxclick', { button: 2 })
  expect(elsewhere.map((key) => key?.pid)).toEqual([1, 2])
  await first!.trigger('contextmenu')
  const items = [...document.querySelectorAll<HTMLElement>('[role=menuitem]')]
  expect(items.map((item) => item.textContent)).toEqual([
    'OpenEnter',
    'Open in a new windowCtrl+Enter',
    'Add to the selectionSpace'
  ])
  items[1]?.click()
  await nextTick()
  expect(elsewhere.map((key) => key?.pid)).toEqual([1, 2, 1])
  expect(document.querySelector('[role=menu]')).toBeNull()
  expect(opened).toEqual([])

  // By key: the line the keyboard is at while the list has the focus, else what is on the screen.
  const grid = view.get('[role=grid]')
  ;(grid.element as HTMLElement).focus()
  await grid.trigger('keydown', { key: 'ArrowDown' })
  tasks.commands.run('openInNewWindow')
  ;(grid.element as HTMLElement).blur()
  tasks.commands.run('openInNewWindow')
  expect(elsewhere.slice(3)).toEqual([{ pid: 2, startTime: 1 }, null])
})

it('promises no new window where the host has none', async () => {
  const { processes, opened, elsewhere, tasks, rows } = show()
  processes.took(madeProcesses([{ pid: 1 }]))
  await nextTick()
  const line = rows()[0]!.get('.is-name')
  await line.trigger('contextmenu')
  const items = [...document.querySelectorAll<HTMLElement>('[role=menuitem]')]
  expect(items.map((item) => item.textContent)).toEqual(['OpenEnter', 'Add to the selectionSpace'])
  await line.trigger('click')
  expect([opened.length, elsewhere.length]).toEqual([1, 0])
  expect(tasks.commands.can('openInNewWindow')).toBe(false)
})
