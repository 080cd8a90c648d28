/**
 * Where a spreadsheet would take a text for a formula: at the beginning of a cell, and behind what some countries' settings take
 * for the border of one. The wide signs are those of East Asian keyboards.
 */
const FORMULA = /^(?=[\t\r])|(?:^|(?<=[;\t|\n\r]))(?= *[=+\-@＝＋－＠])/g

/** A text that no spreadsheet takes for a formula: an apostrophe comes before what would begin one. */
export const spreadsheetText = (text: string): string => text.replaceAll(FORMULA, "'")

/** RFC 4180. */
export const csvCell = (text: string): string => (/[",;\n\r\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

export const tsvCell = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
