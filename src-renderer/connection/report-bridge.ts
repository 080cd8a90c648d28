import { FailureError } from '#shared/contract/failure.ts'
import type { Bridge, HostDescription, HostMethod, ReceivedFile } from '#shared/contract/host.ts'
import { REPORT_ELEMENT } from '#shared/formats/snapshot/html-report.ts'

/** The snapshot that this page carries, or null for a page that a host serves. */
export function snapshotOfPage(page: Document): ReceivedFile | null {
  const element = page.getElementById(REPORT_ELEMENT)
  if (element === null) return null
  const binary = atob(element.textContent)
  const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0))
  element.textContent = ''
  return { name: element.dataset['name'] ?? 'report.vmsnap', bytes }
}

const DESCRIPTION: HostDescription = { kind: 'report', capabilities: [], versions: {}, machine: null }

/** The host of a page that is opened from disk: it has one file to show, and nothing else to ask. */
export function bridgeOfReport(snapshot: ReceivedFile): Bridge {
  let files: readonly ReceivedFile[] = [snapshot]
  const answers: Partial<Record<HostMethod, () => unknown>> = {
    describeHost: () => DESCRIPTION,
    takeStartFiles() {
      const taken = files
      files = []
      return taken
    }
  }
  return {
    invoke: ((method: HostMethod) => {
      const answer = answers[method]
      return answer === undefined
        ? Promise.reject(new FailureError('unsupported', 'report', 'a report has no machine behind it'))
        : Promise.resolve(answer())
    }) as unknown as Bridge['invoke'],
    on: () => () => undefined
  }
}
