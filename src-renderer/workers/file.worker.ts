import { pageFormatContext } from './page-inflate.ts'
import { FileOpener, type FileQuestion } from './file-opener.ts'

/** Opens files and keeps them, off the page's thread. */
const opener = new FileOpener(pageFormatContext)

addEventListener('message', (event: MessageEvent<FileQuestion>) => {
  postMessage(opener.handle(event.data))
})
