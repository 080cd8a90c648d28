import { FailureError } from '../../contract/failure.ts'
import { fromBase64 } from '../unwrap/base64.ts'
import { REPORT_ELEMENT } from './html-report.ts'
import { HEAD_BYTES, type Importer } from '../importer.ts'
import { vmsnap } from './vmsnap.ts'

const LESS = 60
const latin = new TextDecoder('latin1')
const OPENING = new RegExp(`<script type="application/octet-stream" id="${REPORT_ELEMENT}"[^<>]{0,2000}>`)

/** Where the snapshot begins in a page of vmatlas, or null when it is not one. */
function snapshotStart(head: Uint8Array): number | null {
  const found = OPENING.exec(latin.decode(head))
  return found === null ? null : found.index + found[0].length
}

/** A page made by vmatlas (html-report.ts): the snapshot in it. The page's own texts, its lessons among them, are no data. */
export const reportPage: Importer = {
  id: 'report-page',
  takes: 'bytes',
  detect: (head) => (snapshotStart(head) === null ? 0 : 1),
  read(bytes, name, context) {
    const from = snapshotStart(bytes.subarray(0, HEAD_BYTES))
    if (from === null) throw new FailureError('bad-input', name, 'this page holds no snapshot')
    const end = bytes.indexOf(LESS, from)
    const imported = vmsnap.read(fromBase64(bytes.subarray(from, end < 0 ? bytes.length : end)), name, context)
    return { ...imported, source: { ...imported.source, format: 'report-page' } }
  }
}
