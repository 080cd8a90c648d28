import { parentPort } from 'node:worker_threads'
import { encodeShare, type FileQuestion, type ShareNews } from './parquet-share.ts'

/** Encodes shares of files as they come. All it does is in parquet-share.ts. */
parentPort?.on(
  'message',
  ({ share, files, question }: { share: number; files: readonly string[]; question: FileQuestion }) => {
    encodeShare(files, question, (news: ShareNews) => {
      if (news.kind !== 'group') return parentPort?.postMessage({ share, news })
      // The encoder uses its own bytes again.
      const bytes = news.group.bytes.slice()
      parentPort?.postMessage({ share, news: { ...news, group: { ...news.group, bytes } } }, [bytes.buffer])
    })
    parentPort?.postMessage({ share, news: null })
  }
)
