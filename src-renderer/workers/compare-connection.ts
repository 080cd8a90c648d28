import { answeredAlways } from './answered-always.ts'
import { workInBackground, type BackgroundWork } from './background-work.ts'
import { Comparer, type CompareAnswer, type CompareQuestion } from './comparer.ts'

/** Connects to the compare worker. */
export function connectCompareWorker(receive: (answer: CompareAnswer) => void): BackgroundWork<CompareQuestion> {
  return answeredAlways(
    (answered, lost) =>
      workInBackground(
        () => new Worker(new URL('./compare.worker.ts', import.meta.url), { type: 'module' }),
        () => {
          const comparer = new Comparer()
          return (question) => comparer.handle(question)
        },
        answered,
        lost
      ),
    receive,
    (number, detail) => ({ number, ok: false, detail })
  )
}
