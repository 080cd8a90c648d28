import { parentPort } from 'node:worker_threads'
import { encodeShare, type FileQuestion, type ShareMessage } from './parquet-share.ts'

/** Encodes shares of files as they come. All it does is in parquet-share.ts. */
parentPort?.on(
  'message',
  ({ share, files, question }: { share: number; files: readonly string[]; question: FileQuestion }) => {
    encodeShare(files, question, (message: ShareMessage) => {
      if (message.kind !== 'group') return parentPort?.postMessage({ share, message })
      // The encoder uses its own bytes again.
      const bytes = message.group.bytes.slice()
      parentPort?.postMessage({ share, message: { ...message, group: { ...message.group, bytes } } }, [bytes.buffer])
    })
    parentPort?.postMessage({ share, message: null })
  }
)
