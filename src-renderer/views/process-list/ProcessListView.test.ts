import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { expect, it } from 'vitest'
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
  return { view, processes, opened, elsewhere, tasks }
}

it('opens the process at the cursor, which stays on it when the next list moves it', async () => {
  const { view, processes, opened } = show()
  processes.list = madeProcesses([
    { pid: 1, rss: 30 },
    { pid: 2, rss: 20 }
  ])
  await nextTick()
  const grid = view.get('[role=grid]')
  await grid.trigger('keydown', { key: 'ArrowDown' })
  await grid.trigger('keydown', { key: 'ArrowDown' })
  expect(view.get('.is-cursor').attributes('data-pid')).toBe('2')
  processes.list = madeProcesses([
    { pid: 1, rss: 30 },
    { pid: 2, rss: 99 }
  ])
  await nextTick()
  expect(view.findAll('[role=row][data-pid]').map((row) => row.attributes('data-pid'))).toEqual(['2', '1'])
  await grid.trigger('keydown', { key: 'Enter' })
  expect(opened).toEqual([{ pid: 2, startTime: 1 }])
})

it('says in words what kernel threads, zombies and locked processes are', async () => {
  const { view, processes } = show()
  processes.sortColumn = 'pid'
  processes.isDescending = false
  processes.list = madeProcesses([
    { pid: 1, traits: TRAIT_KERNEL_THREAD },
    { pid: 2, traits: TRAIT_ZOMBIE },
    { pid: 3, traits: TRAIT_UNREADABLE, name: 'a\u202eb' }
  ])
  await nextTick()
  const rows = view.findAll('[role=row][data-pid]').map((row) => row.text())
  expect(rows[0]).toContain('kernel')
  expect(rows[1]).toContain('ended')
  expect(rows[2]).toContain('locked')
  expect(rows[2]).toContain('a\\u{202e}b')
  await view.get('[role=grid]').trigger('keydown', { key: 'End' })
  expect(view.text()).toContain('Not readable')
})

it('shows an unknown number as – and never as 0, and says when nothing fits the filter', async () => {
  const { view, processes } = show()
  processes.list = madeProcesses([{ pid: 7 }])
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
  processes.list = madeProcesses([{ pid: 1 }])
  await nextTick()
  const widths = (): string => (view.get('.scroller').element as HTMLElement).style.getPropertyValue('--columns')
  expect(widths()).toMatch(/^62px /)
  const [pid] = view.findAll('[role=columnheader]')
  if (pid === undefined) throw new Error('no header')
  await pid.get('button').trigger('focus')
  await pid.get('button').trigger('keydown', { key: 'ArrowRight', shiftKey: true })
  expect(preferences.processWidths).toEqual({ pid: 70 })
  expect(widths()).toMatch(/^70px /)
  const handle = pid.get('.handle')
  ;(handle.element as HTMLElement).setPointerCapture = () => undefined
  await handle.trigger('pointerdown', { clientX: 100, pointerId: 1 })
  await handle.trigger('pointermove', { clientX: 130 })
  await handle.trigger('pointerup')
  await handle.trigger('pointermove', { clientX: 500 })
  expect(preferences.processWidths).toEqual({ pid: 100 })
  await handle.trigger('pointerdown', { clientX: 100, pointerId: 1 })
  await handle.trigger('pointermove', { clientX: -400 })
  // Never so narrow that nobody could widen it again.
  expect(widths()).toMatch(/^36px /)
  await handle.trigger('dblclick')
  expect(preferences.processWidths).toEqual({})
  expect(widths()).toMatch(/^62px /)
  // The last one takes what room is left.
  expect(view.findAll('[role=columnheader]').at(-1)?.find('.handle').exists()).toBe(false)
})

it('opens a process in a new window by menu, by key, with Ctrl and with the middle button', async () => {
  const { view, processes, opened, elsewhere, tasks } = show('windows')
  processes.list = madeProcesses([
    { pid: 1, rss: 30 },
    { pid: 2, rss: 20 }
  ])
  await nextTick()
  const [first, second] = view.findAll('[role=row][data-pid]')
  await first?.trigger('click', { ctrlKey: true })
  await second?.trigger('auxclick', { button: 1 })
  await second?.trigger('auxclick', { button: 2 })
  expect(elsewhere.map((key) => key?.pid)).toEqual([1, 2])
  await first?.trigger('contextmenu')
  const items = [...document.querySelectorAll<HTMLElement>('[role=menuitem]')]
  expect(items.map((item) => item.textContent)).toEqual(['OpenEnter', 'Open in a new windowCtrl+Enter'])
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
  const { view, processes, opened, elsewhere, tasks } = show()
  processes.list = madeProcesses([{ pid: 1 }])
  await nextTick()
  const line = view.get('[role=row][data-pid]')
  await line.trigger('contextmenu')
  expect(document.querySelector('[role=menu]')).toBeNull()
  await line.trigger('click', { ctrlKey: true })
  expect([opened.length, elsewhere.length]).toEqual([1, 0])
  expect(tasks.commands.can('openInNewWindow')).toBe(false)
})
