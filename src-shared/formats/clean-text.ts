const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': ' '
}

/** Longest line that is looked at as text; longer ones are cut, the scanner bounds the rest. */
const LONGEST_LINE = 16 * 1024

/**
 * Bytes of a paste as plain text: UTF-16 marks and carriage returns gone, HTML entities and no-break blanks turned back,
 * quote marks (`> `), code fences, prompts' colours and `<pre>` tags taken off. Line numbers stay what they were.
 */
export function cleanText(bytes: Uint8Array): string {
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe
  const text = new TextDecoder(isWide ? 'utf-16le' : 'utf-8').decode(bytes)
  return text
    .split(/\r\n|\n|\r/)
    .map((line) =>
      line
        .slice(0, LONGEST_LINE)
        .replace(/&(?:lt|gt|amp|quot|nbsp|#39);/g, (entity) => ENTITIES[entity] ?? entity)
        .replaceAll('\u00a0', ' ')
        // eslint-disable-next-line no-control-regex -- terminal colours begin with the control character ESC
        .replace(/\u001b\[[\d;]*[A-Za-z]/g, '')
        .replace(/^\s*(?:>\s?)+/, '')
        .replace(/<\/?(?:pre|code|br|p|div|span)\b[^>]*>/gi, '')
    )
    .join('\n')
}
