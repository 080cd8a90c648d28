import { FailureError } from '../../contract/failure.ts'
import { readCopiedMaps } from '../listing/copied-maps.ts'
import type { Importer } from '../importer.ts'

const NEWLINE = 10
const BLANK = 32
const LONGEST = 4096
const KEY = /^([A-Za-z0-9_.-]{1,100}):(.*)/
const latin = new TextDecoder('latin1')
const decoder = new TextDecoder()

/** The lines below each key, which begin with a blank (apport's problem_report.py). */
function sectionsOf(bytes: Uint8Array): Map<string, { value: string; from: number; to: number }> {
  const sections = new Map<string, { value: string; from: number; to: number }>()
  let open: { value: string; from: number; to: number } | null = null
  for (let at = 0; at < bytes.length;) {
    const newline = bytes.indexOf(NEWLINE, at)
    const next = newline < 0 ? bytes.length : newline + 1
    if (bytes[at] === BLANK) {
      if (open !== null) open.to = next
    } else {
      const line = KEY.exec(decoder.decode(bytes.subarray(at, Math.min(next, at + LONGEST))))
      open = null
      if (line !== null) {
        open = { value: line[2]!.trim(), from: next, to: next }
        if (!sections.has(line[1]!)) sections.set(line[1]!, open)
      }
    }
    at = next
  }
  return sections
}

/** A crash report of apport: the copy of maps below "ProcMaps:"; its core file is passed over. */
export const apportReport: Importer = {
  id: 'apport',
  detect: (head) => (/^(?:ProblemType|Uname|ExecutablePath): /m.test(latin.decode(head)) ? 0.97 : 0),
  read(bytes, name, context) {
    const sections = sectionsOf(bytes)
    const maps = sections.get('ProcMaps')
    if (maps === undefined) throw new FailureError('bad-input', name, 'this crash report holds no "ProcMaps:"')
    const status = sections.get('ProcStatus')
    const statusText = status === undefined ? '' : decoder.decode(bytes.subarray(status.from, status.to))
    const pid = Number(/^ Pid:\s*(\d{1,10})/m.exec(statusText)?.[1] ?? 0)
    const path = sections.get('ExecutablePath')?.value ?? name
    const program = /^ Name:\s*(\S.*)/m.exec(statusText)?.[1]?.trim() ?? path.split('/').at(-1)!
    const command = sections.get('ProcCmdline')?.value ?? path
    const imported = readCopiedMaps('apport', bytes, [maps.from, maps.to], name, context, {
      pid,
      name: program,
      command
    })
    const kernel = /^Linux (\S+)/.exec(sections.get('Uname')?.value ?? '')?.[1] ?? null
    return { ...imported, source: { ...imported.source, kernel, tool: 'apport' } }
  }
}
