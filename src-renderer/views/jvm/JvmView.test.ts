import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test, vi } from 'vitest'
import { nextTick } from 'vue'
import { FailureError } from '#shared/contract/failure.ts'
import type { JvmAnswer, JvmCommand } from '#shared/jvm/jvm-answer.ts'
import { classify } from '#shared/classify/classify.ts'
import { label, type Label } from '#shared/classify/label.ts'
import { NOTHING_OBSERVED } from '#shared/classify/observed.ts'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { i18n } from '../../locales/i18n.ts'
import { useCaptureStore } from '../../stores/capture-store.ts'
import { useJvmStore } from '../../stores/jvm-store.ts'
import { TASKS } from '../../tasks/index.ts'
import JvmView from './JvmView.vue'

beforeEach(() => setActivePinia(createPinia()))

function shown() {
  useCaptureStore().current = captureOfText('f0000000-100000000 rw-p 00000000 00:00 0 \nRss: 2048 kB\n')
  const askJvm = vi.fn()
  const view = mount(JvmView, { global: { plugins: [i18n], provide: { [TASKS as symbol]: { askJvm } } } })
  return { view, askJvm }
}

function replyOf(texts: Partial<Record<JvmCommand, string>>): JvmAnswer {
  const replies = (Object.keys(texts) as JvmCommand[]).map((command) => ({
    command,
    text: texts[command]!,
    isCut: false,
    isError: false
  }))
  const threads = [{ tid: 7, name: 'a\u202ename', isJava: true }]
  return { takenAt: 0, milliseconds: 12, replies, threads }
}

test('asks only on request, and explains before what that does', async () => {
  const { view, askJvm } = shown()
  expect(view.text()).toContain('SIGQUIT')
  expect(askJvm).not.toHaveBeenCalled()
  await view.find('[data-testid=ask-jvm]').trigger('click')
  expect(askJvm).toHaveBeenCalledOnce()
})

test('shows what the JVM counts beside what is resident, and no control characters of its names', async () => {
  const { view } = shown()
  const jvm = useJvmStore()
  jvm.answer = {
    process: { pid: 4711, startTime: 100 },
    reply: replyOf({
      'VM.native_memory summary scale=KB':
        'Total: reserved=900000KB, committed=300000KB\n-                 Java Heap (reserved=262144KB, committed=131072KB)\n',
      'VM.native_memory detail scale=B':
        '[0x00000000f0000000 - 0x0000000100000000] reserved and committed 268435456 for Java Heap from\n'
    })
  }
  jvm.state = { kind: 'ready' }
  await nextTick()
  const cells = view.findAll('[data-testid=jvm-areas] tbody tr > *').map((cell) => cell.text())
  expect(cells).toEqual(['Java Heap', '256 MiB', '128 MiB', '2.0 MiB'])
  expect(view.find('[data-testid=jvm-threads]').text()).not.toContain('\u202e')
})

test('reports how counting is turned on, and why it could not be asked', async () => {
  const { view } = shown()
  const jvm = useJvmStore()
  jvm.answer = { process: { pid: 4711, startTime: 100 }, reply: replyOf({ 'GC.heap_info': '' }) }
  jvm.state = { kind: 'ready' }
  await nextTick()
  expect(view.find('[data-testid=jvm-not-counted]').text()).toContain('-XX:NativeMemoryTracking=summary')
  jvm.forget()
  jvm.state = { kind: 'failed', failure: new FailureError('unsupported', 'process 4711', 'it is no JVM').failure }
  await nextTick()
  expect(view.find('[role=alert]').text()).toContain('it is no JVM')
})

test('shows what is known without asking: areas, stacks of Java threads together, what the heap is made of', () => {
  const capture = captureOfText(
    ['f0000000-100000000', '100000000-100100000', '200000000-200010000', '200010000-200020000', '200030000-200040000']
      .map((range) => `${range} rw-p 00000000 00:00 0 \nRss: 64 kB\n`)
      .join('')
  )
  const span = (start: number, end: number, own: Label) => ({ start, end, label: own })
  const heap = label('runtime', 'inferred', 'vm-structs-heap', { purpose: 'java-heap', depth: 'inside' })
  const spaces = 'G1 9.0 MiB / 12 MiB: 9 old, 3 free'
  const stackOf = (thread: string) =>
    label('stack', 'inferred', 'vm-structs-stack', { purpose: 'stack-of-java', values: { thread, tid: thread } })
  const classification = classify(capture.table, {
    ...NOTHING_OBSERVED,
    isInside: true,
    spans: [
      span(0xf0000000, 0x100000000, { ...heap, evidence: { ...heap.evidence, values: { spaces, references: '' } } }),
      span(0x100000000, 0x100100000, label('runtime', 'inferred', 'vm-structs', { purpose: 'jvm-metaspace' })),
      span(0x200000000, 0x200010000, stackOf('1')),
      span(0x200030000, 0x200040000, stackOf('2'))
    ]
  })
  useCaptureStore().current = { ...capture, classification }
  const view = mount(JvmView, { global: { plugins: [i18n], provide: { [TASKS as symbol]: { askJvm: vi.fn() } } } })
  const cells = view
    .findAll('[data-testid=jvm-known] tbody tr')
    .map((row) => row.findAll('*').map((cell) => cell.text()))
  expect(cells).toEqual([
    ['stacks of 2 Java threads', '128 KiB', '128 KiB'],
    ['Java heap', '256 MiB', '64 KiB'],
    ['JVM: metaspace', '1.0 MiB', '64 KiB']
  ])
  expect(view.find('[data-testid=jvm-known-heap]').text()).toContain(spaces)
})
