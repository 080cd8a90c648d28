import { FailureError } from '#shared/contract/failure.ts'

/** Where the page finds the viewer, which is built beside it (build/report.vite.config.ts). */
const VIEWER = './report.html'

/** The viewer as one page, for reports to be put into. @throws FailureError `lost` */
export async function fetchViewer(): Promise<string> {
  const answer = await fetch(VIEWER).catch(() => null)
  if (answer?.ok === true) return answer.text()
  const why = answer === null ? 'its host does not answer' : String(answer.status)
  throw new FailureError('lost', 'report', `its viewer could not be read (${why})`)
}
