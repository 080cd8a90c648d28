import { FileJob } from './file-job.ts'
import { pageFormatContext } from './page-inflate.ts'
import { doInWorker } from './worker-job.ts'

/** Opens a file and keeps it, off the screen's thread. */
doInWorker(new FileJob(pageFormatContext))
