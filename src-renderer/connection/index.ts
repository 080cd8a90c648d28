import { FailureError, type Failure } from '#shared/contract/failure.ts'
import type { Bridge } from '#shared/contract/host.ts'
import { withBrowserWindows } from './browser-windows.ts'
import { bridgeOfReport, snapshotOfPage } from './report-bridge.ts'
import { bridgeThroughPreload } from './preload-bridge.ts'

/** Finds who serves this page: the page itself where it carries a snapshot, the desktop app's preload where there is one, else the host that sent the page. */
export async function connectInspector(): Promise<Bridge> {
  const snapshot = snapshotOfPage(document)
  if (snapshot !== null) return bridgeOfReport(snapshot)
  if (window.vmatlas !== undefined) return bridgeThroughPreload(window.vmatlas)
  const { connectSocket } = await import('./socket-bridge.ts')
  return withBrowserWindows(await connectSocket())
}

/** Used when no host could be reached, so that the page can report that in its own words: every question fails alike. */
export function bridgeToNowhere(failure: Failure): Bridge {
  return {
    invoke: (() =>
      Promise.reject(new FailureError(failure.kind, failure.target, failure.detail))) as unknown as Bridge['invoke'],
    on: () => () => undefined
  }
}
