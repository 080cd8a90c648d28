import { CompareJob, type CompareQuestion } from './compare-job.ts'
import { FileJob, type FileQuestion } from './file-job.ts'
import { OrderJob, type OrderQuestion } from './order-job.ts'
import { pageFormatContext, pagePackContext } from './page-inflate.ts'
import { ShareJob, type ShareQuestion } from './share-job.ts'
import { connectWorker, type Connect } from './worker-connection.ts'

/** The page's threads. A bundler has to see each address literally. */

export const connectOrderWorker: Connect<OrderQuestion> = connectWorker(
  () => new Worker(new URL('./order.worker.ts', import.meta.url), { type: 'module' }),
  () => new OrderJob()
)

export const connectCompareWorker: Connect<CompareQuestion> = connectWorker(
  () => new Worker(new URL('./compare.worker.ts', import.meta.url), { type: 'module' }),
  () => new CompareJob()
)

export const connectShareWorker: Connect<ShareQuestion> = connectWorker(
  () => new Worker(new URL('./share.worker.ts', import.meta.url), { type: 'module' }),
  () => new ShareJob(pagePackContext)
)

/** One for each file. */
export const connectFileWorker: Connect<FileQuestion> = connectWorker(
  () => new Worker(new URL('./file.worker.ts', import.meta.url), { type: 'module' }),
  () => new FileJob(pageFormatContext)
)
