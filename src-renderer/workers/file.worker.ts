import { answerQuestion } from './answer-question.ts'
import { pageFormatContext } from './page-inflate.ts'
import { FileOpener, type FileAnswer, type FileQuestion } from './file-opener.ts'

/** Opens files and keeps them, off the page's thread. */
const opener = new FileOpener(pageFormatContext)

addEventListener('message', ({ data }: MessageEvent<FileQuestion>) => {
  const refused = (detail: string): FileAnswer => ({
    id: data.id,
    ok: false,
    failure: { kind: 'too-large', subject: data.kind === 'open' ? data.name : 'file', detail }
  })
  answerQuestion(opener.handle(data), (answer) => postMessage(answer), refused)
})
