import { FailureError } from '../contract/failure.ts'
import { captureFromFiles } from './capture-from-files.ts'
import { cleanText } from './clean-text.ts'
import type { Imported, ImportedProcess, ImportNote, Importer } from './importer.ts'

const HEADER = /^[0-9a-f]{4,16}-[0-9a-f]{4,16} [r-][w-][x-][sp-] [0-9a-f]{4,16} [0-9a-f]{1,5}:[0-9a-f]{1,8} +\d+/m

/** An imported process that is one text and nothing else. */
export function processOfText(bytes: Uint8Array, pid: number, command: string): ImportedProcess {
  const files = new Map([['smaps', bytes]])
  return {
    key: { pid, startTime: 0 },
    name: command.split(' ')[0] || 'process',
    command,
    uid: null,
    parentPid: 0,
    rssKb: null,
    sizeKb: null,
    swapKb: null,
    threads: null,
    read: () =>
      captureFromFiles(files, {
        pid,
        takenAt: null,
        pageSize: 4096,
        verdict: { kind: 'unchecked' },
        user: null,
        command
      }),
    raw: (name) => files.get(name) ?? null
  }
}

export function importedText(
  format: string,
  processes: readonly ImportedProcess[],
  notes: readonly ImportNote[]
): Imported {
  if (processes.length === 0) throw new FailureError('bad-input', 'file', 'no mappings were found in it')
  return {
    provenance: {
      format,
      hostName: null,
      kernel: null,
      pageSize: 4096,
      takenAt: null,
      user: null,
      tool: null,
      note: ''
    },
    moments: [{ takenAt: null, processes }],
    notes
  }
}

/** Text of /proc/PID/maps or smaps, also pasted with prompts, quotes and other words around it. */
export const procText: Importer = {
  id: 'proc-text',
  detect: (head) => (HEADER.test(cleanText(head)) ? 0.8 : 0),
  read(bytes) {
    // Clean kernel text goes to the scanner as it is; only chatter is worth a second copy.
    const process = processOfText(bytes, 0, 'maps')
    const capture = process.read()
    const isClean = capture.table.rowCount > 0 && !capture.notes.some(({ kind }) => kind === 'skipped-lines')
    if (isClean) return importedText('proc-text', [process], [])
    const cleaned = new TextEncoder().encode(cleanText(bytes))
    const again = processOfText(cleaned, 0, 'maps')
    const second = again.read()
    if (second.table.rowCount === 0) throw new FailureError('bad-input', 'file', 'no mappings were found in it')
    const notes = second.notes.map(({ detail }) => ({
      line: 0,
      reason: `lines that are no mappings: ${detail}`,
      text: ''
    }))
    return importedText('proc-text', [again], notes)
  }
}
