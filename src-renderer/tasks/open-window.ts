import { failureOf } from '#shared/contract/failure.ts'
import type { Bridge, ReceivedFile } from '#shared/contract/host.ts'
import { NO_ROUTE, type Route } from '#shared/contract/route.ts'
import type { ProcessKey } from '#shared/memory/process-key.ts'
import type { OpenedFiles } from '../connection/opened-files.ts'
import { useHostStore } from '../stores/host-store.ts'
import { useSourceStore } from '../stores/source-store.ts'
import type { KeepRoute } from './keep-route.ts'
import type { OpenFiles } from './open-files.ts'

export interface OpenWindow {
  /** What is on the screen, in a window of its own as well. */
  current(): Promise<void>
  /** A process of the source on the screen. */
  process(process: ProcessKey): Promise<void>
  /** Files that are not open yet; where no window may come up, they open here. */
  files(files: readonly ReceivedFile[]): Promise<void>
}

/** More windows of the same host. What goes wrong is reported in a notice. */
export function createOpenWindow(bridge: Bridge, opened: OpenedFiles, files: OpenFiles, route: KeepRoute): OpenWindow {
  const host = useHostStore()
  const sources = useSourceStore()

  async function open(route: Route, files: readonly ReceivedFile[]): Promise<boolean> {
    try {
      await bridge.invoke('openWindow', { route, files })
      return true
    } catch (error) {
      host.addNotice(failureOf(error, 'window').detail)
      return false
    }
  }

  /** A file's processes are nowhere else, so the file goes with them. */
  async function openHere(route: Route): Promise<void> {
    const { current } = sources
    await open(route, current === null ? [] : [{ name: current.name, bytes: await opened.bytesOf(current.id) }])
  }

  return {
    current: () => openHere(route.now()),
    process: (process) => openHere({ ...route.now(), process, lesson: null }),
    async files(received) {
      if (received.length > 0 && !(await open(NO_ROUTE, received))) await files.open(received)
    }
  }
}
