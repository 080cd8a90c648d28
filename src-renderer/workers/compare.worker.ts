import { transferables } from '#shared/memory/transferables.ts'
import { Comparer, type CompareQuestion } from './comparer.ts'

/** Compares captures off the screen's thread. All it does is in comparer.ts. */
const comparer = new Comparer()

self.addEventListener('message', (event: MessageEvent<CompareQuestion>) => {
  const answer = comparer.handle(event.data)
  if (answer !== null) self.postMessage(answer, { transfer: transferables(answer) })
})
