import { workInBackground, type BackgroundWork } from '../workers/background-work.ts'
import { FileOpener, type FileAnswer, type FileQuestion } from '../workers/file-opener.ts'
import { pageFormatContext } from '../workers/page-inflate.ts'

/** Opens files in a worker. */
export function connectFileWorker(receive: (answer: FileAnswer) => void): BackgroundWork<FileQuestion> {
  return workInBackground(
    () => new Worker(new URL('../workers/file.worker.ts', import.meta.url), { type: 'module' }),
    () => {
      const opener = new FileOpener(pageFormatContext)
      return (question) => opener.handle(question)
    },
    receive
  )
}
