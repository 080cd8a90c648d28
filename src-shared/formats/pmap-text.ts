import { captureFromFiles } from './capture-from-files.ts'
import { cleanText } from './clean-text.ts'
import type { ImportedProcess, ImportNote, Importer } from './importer.ts'
import { readerOfHeader, readerOfRow, type RowReader } from './pmap-lines.ts'
import { kernelText, type ForeignRow } from './pmap-row.ts'
import { importedText } from './proc-text.ts'

const TITLE = /^\s*(\d{1,10}):\s+(\S.*)$/
/** Lines that pmap prints below and above its rows. */
const FRAME = /^\s*(total\b.*|mapped:.*|-{4,}[\s-]*|={2,}[\s=]*|[\d\s]+KB\s*)$/
const MOST_NOTES = 1000

interface Section {
  readonly pid: number
  readonly command: string
  readonly rows: ForeignRow[]
  reader: RowReader | null
}

function processOfSection({ pid, command, rows, reader }: Section): ImportedProcess {
  const bytes = new TextEncoder().encode(rows.map(kernelText).join(''))
  const files = new Map([['smaps', bytes]])
  const sum = rows.reduce((total, { start, end }) => total + (end - start), 0n)
  return {
    key: { pid, startTime: 0 },
    name: command.replace(/^.*\//, '').split(' ')[0] || command,
    command,
    uid: null,
    parentPid: 0,
    rssKb: null,
    sizeKb: Number(sum / 1024n),
    swapKb: null,
    threads: null,
    read: () => ({
      ...captureFromFiles(files, {
        pid,
        takenAt: null,
        pageSize: 4096,
        verdict: { kind: 'unchecked' },
        user: null,
        command,
        absent: reader?.absent ?? []
      }),
      // pmap's [ shmid=… ] rows stand on device 00:00 here.
      shmMinor: 0
    }),
    raw: (name) => files.get(name) ?? null
  }
}

/** Output of procps's pmap in all its layouts, old and new, of toybox's too; several processes in one text. */
export const pmapText: Importer = {
  id: 'pmap',
  detect(head) {
    const lines = cleanText(head).split('\n')
    if (lines.some((line) => readerOfHeader(line) !== null)) return 0.9
    const rows = lines.filter((line) => readerOfRow(line.trim()) !== null).length
    return rows === 0 ? 0 : lines.some((line) => TITLE.test(line)) || rows > 2 ? 0.85 : 0.4
  },
  read(bytes) {
    const notes: ImportNote[] = []
    const sections: Section[] = []
    const begin = (pid: number, command: string): Section => {
      const section = { pid, command, rows: [], reader: null }
      sections.push(section)
      return section
    }
    cleanText(bytes)
      .split('\n')
      .forEach((line, index) => {
        if (line.trim() === '') return
        const title = TITLE.exec(line)
        if (title !== null) return void begin(Number(title[1]), title[2]!.trimEnd())
        const section = sections.at(-1) ?? begin(0, 'pmap')
        const reader = readerOfHeader(line)
        if (reader !== null) return void (section.reader = reader)
        const tried = section.reader ?? readerOfRow(line.trim())
        const row = tried?.read(line) ?? tried?.read(line.trim()) ?? null
        if (row !== null) {
          section.reader = tried
          section.rows.push(row)
        } else if (!FRAME.test(line) && notes.length < MOST_NOTES) {
          notes.push({ line: index + 1, reason: 'not a mapping', text: line.slice(0, 80) })
        }
      })
    const shown = sections.filter(({ rows }) => rows.length > 0)
    return importedText('pmap', shown.map(processOfSection), notes)
  }
}
