import { visibleText } from '#shared/base/visible-text.ts'
import type { HeapPart } from '#shared/jvm/heap-info.ts'
import type { JvmAnswer } from '#shared/jvm/jvm-answer.ts'
import type { JvmArea } from '#shared/jvm/jvm-areas.ts'
import { replyLines } from '#shared/jvm/reply-lines.ts'
import type { NativeMemory } from '#shared/jvm/native-memory.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { whatWords } from '#shared/memory/purpose-words.ts'
import { u64Hex } from '#shared/memory/u64-column.ts'
import { tableText } from './text-table.ts'

/** What a JVM reported, and the mappings that it is about. */
export interface AskedJvm {
  readonly answer: JvmAnswer
  readonly capture: Capture
  readonly heap: readonly HeapPart[]
  /** Null where the JVM does not count its native memory. */
  readonly native: NativeMemory | null
  readonly areas: readonly JvmArea[]
}

const NOT_COUNTED =
  'Native memory is not counted by this JVM. Started with -XX:NativeMemoryTracking=summary it is (5 to 10 % slower), and with =detail it also reports the addresses.'

/** A number of kB, or a dash where it is not known. */
const kb = (value: number | null, sign = ''): string => (value === null ? '-' : `${sign}${value}`)

/** The answer for reading. @param isRaw with the JVM's own texts behind it */
export function jvmText({ answer, capture, heap, native, areas }: AskedJvm, isRaw: boolean): string {
  const version = answer.replies.find(({ command, isError }) => command === 'VM.version' && !isError)?.text ?? ''
  const parts = [`${capture.process.pid}: ${visibleText(capture.name)}\n`]
  for (const line of version.split('\n').filter((each) => each.trim() !== '')) parts.push(`${visibleText(line)}\n`)
  parts.push(`The JVM answered within ${Math.round(answer.milliseconds)} ms.\n`)
  if (heap.length > 0) {
    const rows = heap.map((part) => [
      `${'  '.repeat(part.level)}${visibleText(part.name)}`,
      kb(part.usedKb),
      kb(part.committedKb),
      kb(part.reservedKb)
    ])
    parts.push(`\n${tableText(['Heap and metaspace', 'Used kB', 'Committed', 'Reserved'], rows)}`)
  }
  if (areas.length > 0) {
    const rows = areas.map((area) => [
      visibleText(area.name),
      kb(area.reservedKb),
      kb(area.committedKb),
      kb(area.residentKb, area.isEstimate ? '~' : '')
    ])
    if (native !== null) rows.push(['Total', kb(native.total.reservedKb), kb(native.total.committedKb), ''])
    parts.push(`\n${tableText(['Counted by the JVM', 'Reserved kB', 'Committed', 'Resident'], rows)}`)
    parts.push(
      'Resident is what the kernel says of the mappings that the JVM named; memory from malloc is not in it.\n'
    )
  }
  if (native === null) parts.push(`\n${NOT_COUNTED}\n`)
  if (answer.threads.length > 0) {
    const rows = answer.threads.map(({ tid, name, isJava }) => [visibleText(name), String(tid), isJava ? 'yes' : 'no'])
    parts.push(`\n${tableText(['Thread', 'TID', 'Java'], rows)}`)
  }
  for (const { command, text, isCut, isError } of isRaw ? answer.replies : []) {
    const ending = isCut ? '\n(more was not read)' : ''
    parts.push(`\n${command}${isError ? ' (not carried out)' : ''}:\n${replyLines(text)}${ending}\n`)
  }
  return parts.join('')
}

/** The same for other programs. This form is stable: members may be added, none changes its meaning. Amounts in kB. */
export function jvmJson({ answer, capture, heap, native, areas }: AskedJvm): string {
  const { table, classification } = capture
  const range = (of: { start: number; end: number }): object => ({
    start: `0x${of.start.toString(16)}`,
    end: `0x${of.end.toString(16)}`
  })
  const value = {
    pid: capture.process.pid,
    name: capture.name,
    takenAt: new Date(answer.takenAt).toISOString(),
    milliseconds: Math.round(answer.milliseconds),
    heap: heap.map((part) => ({ ...part, range: part.range === null ? null : range(part.range) })),
    nativeMemory: native === null ? null : native.total,
    areas,
    threads: answer.threads,
    mappings: Array.from({ length: table.rowCount }, (_, row) => ({
      start: `0x${u64Hex(table.start, row, 1)}`,
      end: `0x${u64Hex(table.end, row, 1)}`,
      what: whatWords(classification, row)
    })),
    replies: answer.replies
  }
  return `${JSON.stringify(value, null, 1)}\n`
}
