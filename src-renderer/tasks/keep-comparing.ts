import { watch } from 'vue'
import { LatestCall } from '#shared/contract/calls.ts'
import { isSameProcess } from '#shared/memory/process-key.ts'
import { useCaptureStore } from '../stores/capture-store.ts'
import { useCompareStore, type CompareBase } from '../stores/compare-store.ts'
import { useHostStore } from '../stores/host-store.ts'
import { useSourceStore } from '../stores/source-store.ts'
import type { BackgroundWork } from '../workers/background-work.ts'
import type { CompareAnswer, CompareQuestion } from '../workers/comparer.ts'

export type ConnectComparer = (receive: (answer: CompareAnswer) => void) => BackgroundWork<CompareQuestion>

/**
 * Keeps the comparison in step with what is on the screen and what it is compared with. The last comparison stays until
 * the next one is complete; of captures that arrive meanwhile only the latest one is compared. Moments of a file are compared
 * forwards: the comparison rests while the moment on the screen is not after the one it is compared with.
 */
export function keepComparing(connect: ConnectComparer): () => void {
  const captures = useCaptureStore()
  const compare = useCompareStore()
  const host = useHostStore()
  const sources = useSourceStore()
  let connection: BackgroundWork<CompareQuestion> | null = null
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
        connection?.send({ kind: 'forget' })
        sent = null
      }
      return rest()
    }
    const { compared } = compare
    if (compared !== null && !isSameProcess(compared.process, capture.process)) rest()
    latest.ask(send)
  }

  /** What is on the screen by the time it can be compared. */
  function send(number: number): void {
    const [capture, { base }] = [captures.current, compare]
    if (capture === null || base === null) return
    connection ??= connect(receive)
    if (sent !== base) connection.send({ kind: 'base', capture: base.capture })
    sent = base
    connection.send({ kind: 'compare', number, capture })
  }

  function receive(answer: CompareAnswer): void {
    if (latest.receive(answer.number) === 'dropped') return
    if (answer.ok) {
      compare.compared = answer.capture
      compare.facts = answer.facts
    } else {
      compare.base = null
      host.addNotice(answer.detail)
    }
  }

  const stop = watch([() => captures.current, () => compare.base], ask, { flush: 'sync', immediate: true })
  return () => {
    stop()
    connection?.close()
  }
}
