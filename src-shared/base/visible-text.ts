/**
 * Characters that draw nothing, move the cursor or turn the direction of what follows: control characters, line and
 * paragraph separators, zero-width and bidirectional marks, the byte order mark, language tags. Names in /proc come from
 * programs one may not trust, and must not be able to pass for another name.
 */
const UNSEEN =
  /[\p{Cc}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu

/** Untrusted text for one line on the screen: every unseen character becomes a visible sign, nothing else changes. */
export function visibleText(text: string): string {
  return text.replaceAll(UNSEEN, (character) => {
    const code = character.codePointAt(0)!
    if (code < 0x20) return String.fromCodePoint(0x2400 + code)
    if (code === 0x7f) return '\u2421'
    return `\\u{${code.toString(16)}}`
  })
}
