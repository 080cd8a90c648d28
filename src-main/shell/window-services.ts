import type { BrowserWindow, WebContents } from 'electron'
import type { HostApi, ReceivedFile } from '#shared/contract/host.ts'
import { pageServices, type PageServices } from '#main/services/page-services.ts'

/**
 * The services for each window's page: what a page started ends when it is reloaded, crashes or closes.
 * @param takeFiles gives the files that a window was opened with, once
 */
export function createWindowServices(
  services: HostApi,
  takeFiles: (window: BrowserWindow) => readonly ReceivedFile[]
): (window: BrowserWindow | null) => HostApi {
  const pages = new Map<number, PageServices>()

  function begin(window: BrowserWindow, contents: WebContents): PageServices {
    const page = pageServices({ ...services, takeStartFiles: async () => takeFiles(window) })
    const { id } = contents
    const end = (): void => {
      page.end()
      pages.delete(id)
      contents.off('did-navigate', end)
      contents.off('render-process-gone', end)
      contents.off('destroyed', end)
    }
    contents.on('did-navigate', end)
    contents.on('render-process-gone', end)
    contents.on('destroyed', end)
    pages.set(id, page)
    return page
  }

  return (window) => {
    if (window === null) return services
    const { webContents } = window
    return (pages.get(webContents.id) ?? begin(window, webContents)).api
  }
}
