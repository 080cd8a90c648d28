import { pagePackContext } from './page-inflate.ts'
import { answeredAlways } from './answered-always.ts'
import { workInBackground, type BackgroundWork } from './background-work.ts'
import { Sharer, type ShareAnswer, type ShareQuestion } from './sharer.ts'

/** Connects to the share worker. */
export function connectShareWorker(receive: (answer: ShareAnswer) => void): BackgroundWork<ShareQuestion> {
  return answeredAlways(
    (answered, lost) =>
      workInBackground(
        () => new Worker(new URL('./share.worker.ts', import.meta.url), { type: 'module' }),
        () => {
          const sharer = new Sharer(pagePackContext)
          return (question) => sharer.handle(question)
        },
        answered,
        lost
      ),
    receive,
    (number, detail) => ({ number, ok: false, failure: { kind: 'too-large', subject: 'export', detail } })
  )
}
