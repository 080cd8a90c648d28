/**
 * Characters that draw nothing, move the cursor or turn the direction of what follows: control characters, line and
 * paragraph separators, blanks other than the ordinary one, everything that Unicode lets a font leave out (zero-width and
 * bidirectional marks, fillers, variation selectors, tags), the empty Braille pattern, halves of surrogate pairs and values
 * that are no characters, which XML does not allow. Names in /proc come from programs one may not trust, and must not be able
 * to pass for another name.
 */
const UNSEEN =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800\ufff9-\ufffb]|(?! )\p{Zs}/gu
const ONLY_BLANKS = /^ +$/

/**
 * Untrusted text for one line on the screen: every unseen character becomes a visible sign, nothing else changes. Of a text
 * that is nothing but blanks, the blanks become signs too.
 */
export function visibleText(text: string): string {
  if (ONLY_BLANKS.test(text)) return '\u2420'.repeat(text.length)
  return text.replaceAll(UNSEEN, (character) => {
    const code = character.codePointAt(0)!
    if (code < 0x20) return String.fromCodePoint(0x2400 + code)
    if (code === 0x7f) return '\u2421'
    return `\\u{${code.toString(16)}}`
  })
}
