import { pagePackContext } from './page-inflate.ts'
import { ShareJob } from './share-job.ts'
import { doInWorker } from './worker-job.ts'

/** Redacts and writes files off the screen's thread. */
doInWorker(new ShareJob(pagePackContext))
