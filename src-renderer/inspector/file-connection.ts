import { FileOpener, type FileAnswer, type FileQuestion } from '../workers/file-opener.ts'
import { pageFormatContext } from './page-inflate.ts'

export interface FileConnection {
  send(question: FileQuestion): void
}

/** Opens files in a worker; where workers can't be started (a report opened from disk), in the page itself. */
export function connectFileWorker(receive: (answer: FileAnswer) => void): FileConnection {
  const here = (): FileConnection => {
    const opener = new FileOpener(pageFormatContext)
    return { send: (question) => void Promise.resolve().then(() => receive(opener.handle(question))) }
  }
  try {
    const worker = new Worker(new URL('../workers/file.worker.ts', import.meta.url), { type: 'module' })
    const waiting = new Map<number, FileQuestion>()
    let standIn: FileConnection | null = null
    worker.addEventListener('message', (event: MessageEvent<FileAnswer>) => {
      waiting.delete(event.data.id)
      receive(event.data)
    })
    worker.addEventListener('error', () => {
      standIn = here()
      waiting.forEach((question) => standIn?.send(question))
      waiting.clear()
    })
    return {
      send(question) {
        if (standIn !== null) return standIn.send(question)
        waiting.set(question.id, question)
        worker.postMessage(question)
      }
    }
  } catch {
    return here()
  }
}
