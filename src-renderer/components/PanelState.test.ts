import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { i18n } from '../locales/i18n.ts'
import type { ViewState } from '../stores/view-state.ts'
import PanelState from './PanelState.vue'

const show = (state: ViewState, canRetry = false) =>
  mount(PanelState, { props: { state, canRetry }, global: { plugins: [i18n] } })

it('reports what failed, to which process, and offers to try again', async () => {
  const panel = show(
    { kind: 'failed', failure: { kind: 'gone', target: 'process 4711', detail: 'no such\u202e' } },
    true
  )
  expect(panel.attributes('role')).toBe('alert')
  expect(panel.text()).toContain('The process has ended: process 4711.')
  expect(panel.text()).toContain('no such\\u{202e}')
  await panel.get('button').trigger('click')
  expect(panel.emitted('retry')).toHaveLength(1)
})

it('shows since when a picture is old', () => {
  const since = new Date(2026, 10, 23, 8, 5, 9).getTime()
  const panel = show({ kind: 'stale', since, failure: { kind: 'lost', target: 'host', detail: '' } })
  expect(panel.text()).toContain('Not up to date since 08:05:09')
})

it('draws nothing when all is well', () => {
  expect(show({ kind: 'ready' }).text()).toBe('')
})
