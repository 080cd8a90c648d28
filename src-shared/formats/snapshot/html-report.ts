/** Where in the viewer's page the snapshot goes. It comes before everything that a snapshot's name could imitate. */
export const REPORT_MARK = '<!-- the snapshot -->'
/** Id of the element that holds the snapshot. */
export const REPORT_ELEMENT = 'vmatlas-snapshot'

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** RFC 4648. By hand, because btoa wants one string per byte and Node's Buffer is not everywhere. */
function base64(bytes: Uint8Array): string {
  const parts: string[] = []
  let part = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const [a, b, c] = [bytes[at]!, bytes[at + 1], bytes[at + 2]]
    part += DIGITS[a >> 2]! + DIGITS[((a & 3) << 4) | ((b ?? 0) >> 4)]!
    part += b === undefined ? '=' : DIGITS[((b & 15) << 2) | ((c ?? 0) >> 6)]!
    part += c === undefined ? '=' : DIGITS[c & 63]!
    if (part.length > 8192) {
      parts.push(part)
      part = ''
    }
  }
  return parts.join('') + part
}

/**
 * A page that shows a snapshot without anything else: no host, no network.
 * @param viewer the viewer's page (out/renderer/report.html), with its mark
 * @param snapshot a .vmsnap
 * @param name of the snapshot, for showing; untrusted
 */
export function htmlReport(viewer: string, snapshot: Uint8Array, name: string): string {
  const at = viewer.indexOf(REPORT_MARK)
  if (at < 0) throw new Error('that page is not the viewer')
  // Of this type it is data to a browser: never run, whatever is inside.
  const element = `<script type="application/octet-stream" id="${REPORT_ELEMENT}" data-name="${escaped(name)}">${base64(snapshot)}</script>`
  return viewer.slice(0, at) + element + viewer.slice(at + REPORT_MARK.length)
}
