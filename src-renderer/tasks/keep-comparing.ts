import { watch } from 'vue'
import { LatestCall } from '#shared/contract/calls.ts'
import { isSameProcess } from '#shared/memory/process-key.ts'
import { useCaptureStore } from '../stores/capture-store.ts'
import { useCompareStore, type CompareBase } from '../stores/compare-store.ts'
import { useHostStore } from '../stores/host-store.ts'
import { useSourceStore } from '../stores/source-store.ts'
import type { Compared, CompareQuestion } from '../workers/compare-job.ts'
import type { Connect, WorkerConnection } from '../workers/worker-connection.ts'
import type { WorkerAnswer } from '../workers/worker-job.ts'

/**
 * Keeps the comparison in step with what is on the screen and what it is compared with. The last comparison stays until
 * the next one is complete; of captures that arrive meanwhile only the latest one is compared. Moments of a file are compared
 * forwards: the comparison rests while the moment on the screen is not after the one it is compared with.
 */
export function keepComparing(connect: Connect<CompareQuestion>): () => void {
  const captures = useCaptureStore()
  const compare = useCompareStore()
  const host = useHostStore()
  const sources = useSourceStore()
  let connection: WorkerConnection<CompareQuestion> | null = null
  let sent: CompareBase | null = null
  const latest = new LatestCall()

  function rest(): void {
    latest.drop()
    compare.compared = null
    compare.facts = null
  }

  function isForwards({ moment, capture }: CompareBase): boolean {
    if (moment !== null) return moment.file !== sources.currentId || moment.index < sources.moment
    return !captures.isPast || (capture.takenAt ?? 0) < (captures.current?.takenAt ?? Infinity)
  }

  function ask(): void {
    const [capture, { base }] = [captures.current, compare]
    if (capture === null || base === null || !isSameProcess(base.of, capture.process) || !isForwards(base)) {
      if (base === null && sent !== null) {
        connection?.send({ id: null, question: { kind: 'forget' } })
        sent = null
      }
      return rest()
    }
    const { compared } = compare
    if (compared !== null && !isSameProcess(compared.process, capture.process)) rest()
    latest.ask(send)
  }

  /** What is on the screen by the time it can be compared. */
  function send(id: number): void {
    const [capture, { base }] = [captures.current, compare]
    if (capture === null || base === null) return
    connection ??= connect(receive)
    if (sent !== base) connection.send({ id: null, question: { kind: 'base', capture: base.capture } })
    sent = base
    connection.send({ id, question: { kind: 'compare', capture } })
  }

  function receive(answer: WorkerAnswer): void {
    if (latest.receive(answer.id) === 'dropped') return
    if (answer.ok) {
      const { capture, facts } = answer.value as Compared
      compare.compared = capture
      compare.facts = facts
    } else {
      compare.base = null
      host.addNotice(answer.failure.detail)
    }
  }

  const stop = watch([() => captures.current, () => compare.base], ask, { flush: 'sync', immediate: true })
  return () => {
    stop()
    connection?.close()
  }
}
