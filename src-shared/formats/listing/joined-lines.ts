import { linesOf, pastedLine } from '../unwrap/pasted-line.ts'
import { isLeftOut } from './cut-marks.ts'

/** A line of a pasted text. */
export interface JoinedLine {
  /** From 1; of a row that was wrapped, its first half's. */
  readonly number: number
  readonly text: string
}

/** A name alone: the second half of a row that a mail or a terminal has wrapped. */
const NAME_ALONE = /^\s{0,80}(?:\/[^\s:,;]+(?: \(deleted\))?|\[(?: ?[a-z]{3,8} ?|anon:[^\]]{1,200})\])\s*$/
/** An address first, and no name: neither a path nor brackets. */
const NAMELESS_ROW = /^[^0-9a-z/[]{0,8}(?:0x)?[0-9a-f]{5,16}[-'\s][^/[]{8,120}$/i

/** The lines of a text without the marks of mails and pages; rows whose names were wrapped to the next line are complete again. */
export function* joinedLines(bytes: Uint8Array): Generator<JoinedLine> {
  let held: JoinedLine | null = null
  let number = 0
  for (const raw of linesOf(bytes)) {
    number++
    const text = pastedLine(raw)
    if (held !== null) {
      const isRest = NAME_ALONE.test(text) && !isLeftOut(text)
      yield isRest ? { number: held.number, text: `${held.text.trimEnd()} ${text.trim()}` } : held
      held = null
      if (isRest) continue
    }
    if (NAMELESS_ROW.test(text)) held = { number, text }
    else yield { number, text }
  }
  if (held !== null) yield held
}
