const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&quot;': '"',
  '&apos;': "'",
  '&nbsp;': ' ',
  '&sol;': '/',
  '&lbrack;': '[',
  '&rbrack;': ']'
}

function entity(name: string): string {
  const number = /^&#(x?)([0-9a-f]{1,6});$/i.exec(name)
  if (number === null) return ENTITIES[name] ?? name
  const code = Number.parseInt(number[2] ?? '', number[1] === '' ? 10 : 16)
  // Nothing that could end a line.
  return code === 160 ? ' ' : code >= 32 && code <= 0x10ffff ? String.fromCodePoint(code) : name
}

/** A text with the letters that the entities of a page represent; none of them ends a line. */
export function withoutEntities(text: string): string {
  return text.includes('&') ? text.replace(/&(?:[a-z]{2,6}|#\d{1,7}|#x[0-9a-f]{1,6});/gi, entity) : text
}
