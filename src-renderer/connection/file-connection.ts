import { workInBackground } from '../workers/background-work.ts'
import { FileOpener } from '../workers/file-opener.ts'
import { pageFormatContext } from '../workers/page-inflate.ts'
import type { ConnectFile } from './file-worker.ts'

/** Opens a file in a worker of its own. */
export const connectFileWorker: ConnectFile = (receive, lost) =>
  workInBackground(
    () => new Worker(new URL('../workers/file.worker.ts', import.meta.url), { type: 'module' }),
    () => {
      const opener = new FileOpener(pageFormatContext)
      return (question) => opener.handle(question)
    },
    receive,
    lost
  )
