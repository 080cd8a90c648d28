import { CompareJob } from './compare-job.ts'
import { doInWorker } from './worker-job.ts'

/** Compares captures off the screen's thread. */
doInWorker(new CompareJob())
