import { FailureError } from '../../contract/failure.ts'
import type { Imported, Importer } from '../importer.ts'
import { linesOf } from '../unwrap/pasted-line.ts'
import { bracedRecords } from './braced-records.ts'
import { indentedRecords } from './indented-records.ts'
import { listRows, rowCount } from './list-rows.ts'
import { recordsIn } from './records-in.ts'
import { taggedRecords } from './tagged-records.ts'
import type { RecordNode } from './record-value.ts'

/** Each value takes memory of its own; it ends at one of these marks. */
const MOST_VALUES = 1_000_000
const MARKS = new Uint8Array(256)
for (const mark of ':=,;\n({[<') MARKS[mark.charCodeAt(0)] = 1
/** A word for where something begins, and something large enough for an address. */
const BEGINNING = /start|begin|base|addr|from|range|low/i
const LARGE = /[0-9a-f]{5}/i
const TAG_END = /<\/[A-Za-z]|\/>/
const latin = new TextDecoder('latin1')
const decoder = new TextDecoder()

const TOO_LARGE = 'it is no known list, and too large to be searched for one'

function isTooLarge(bytes: Uint8Array): boolean {
  let values = 0
  for (let at = 0; at < bytes.length; at++) values += MARKS[bytes[at]!]!
  return values > MOST_VALUES
}

/** What the text may be the source of: the trees that different kinds of syntax make of it. */
function* treesOf(bytes: Uint8Array, text: string): Generator<RecordNode> {
  const tagged = TAG_END.test(text) ? taggedRecords(text) : null
  if (tagged !== null) yield tagged
  yield bracedRecords(text)
  yield indentedRecords(linesOf(bytes))
}

/** Records with a start and an end, whatever syntax they are written in: YAML, XML, INI, what programs print of their structs. */
export const recordText: Importer = {
  id: 'records',
  takes: 'any',
  detect(head) {
    const text = latin.decode(head)
    return BEGINNING.test(text) && LARGE.test(text) ? 0.1 : 0
  },
  read(bytes, name) {
    if (isTooLarge(bytes)) throw new FailureError('bad-input', name, TOO_LARGE)
    let best: Imported | null = null
    for (const tree of treesOf(bytes, decoder.decode(bytes))) {
      const found = listRows('records', name, recordsIn(tree))
      if (found !== null && (best === null || rowCount(found) > rowCount(best))) best = found
    }
    if (best === null) throw new FailureError('bad-input', name, 'its records are no mappings of a Linux process')
    return best
  }
}
