import { OrderJob } from './order-job.ts'
import { doInWorker } from './worker-job.ts'

/** Sorts, filters and groups mappings off the screen's thread. */
doInWorker(new OrderJob())
