import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test, vi } from 'vitest'
import { nextTick } from 'vue'
import { FailureError } from '#shared/contract/failure.ts'
import type { JvmAnswer, JvmCommand } from '#shared/jvm/jvm-answer.ts'
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

function said(texts: Partial<Record<JvmCommand, string>>): JvmAnswer {
  const replies = (Object.keys(texts) as JvmCommand[]).map((command) => ({
    command,
    text: texts[command]!,
    isCut: false,
    isError: false
  }))
  const threads = [{ tid: 7, name: 'a\u202ename', isJava: true }]
  return { takenAt: 0, milliseconds: 12, replies, threads }
}

test('asks only when it is wanted, and says before what that does', async () => {
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
    said: said({
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

test('says how counting is turned on, and why it could not be asked', async () => {
  const { view } = shown()
  const jvm = useJvmStore()
  jvm.answer = { process: { pid: 4711, startTime: 100 }, said: said({ 'GC.heap_info': '' }) }
  jvm.state = { kind: 'ready' }
  await nextTick()
  expect(view.find('[data-testid=jvm-not-counted]').text()).toContain('-XX:NativeMemoryTracking=summary')
  jvm.forget()
  jvm.state = { kind: 'failed', failure: new FailureError('unsupported', 'process 4711', 'it is no JVM').failure }
  await nextTick()
  expect(view.find('[role=alert]').text()).toContain('it is no JVM')
})
