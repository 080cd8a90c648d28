const decoder = new TextDecoder()
const encoder = new TextEncoder()
const latin = new TextDecoder('latin1')
const ROW = String.raw`[0-9a-f]{6,16}-[0-9a-f]{6,16} [r-][w-][x-][ps-] [0-9a-f]{8,16} [0-9a-f]{2,8}:[0-9a-f]{2,8} \d`
const INNER_ROW = new RegExp(`[ \\t](?=${ROW})`, 'gi')
/** Blanks that are not to be parted, read in another encoding. */
const MISREAD = /\u00c2[ \u00a0]/g
/** As many in one line are no name that looks like a row. */
const FEWEST = 3

/** Rows of maps that are behind each other in one line, as some pages have them: each on a line of its own. */
export function partedRows(bytes: Uint8Array, headLength: number): Uint8Array {
  const lines = latin.decode(bytes.subarray(0, headLength)).split('\n')
  if (!lines.some((line) => (line.match(INNER_ROW)?.length ?? 0) >= FEWEST)) return bytes
  return encoder.encode(decoder.decode(bytes).replace(INNER_ROW, '\n').replace(MISREAD, ' '))
}
