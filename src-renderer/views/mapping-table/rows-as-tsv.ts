/**
 * Rows as tab-separated values with a line of column names, as spreadsheets take them from the clipboard. A tab or a line
 * end inside a value (file names may have them) becomes a blank, or it would break the table.
 */
export function rowsAsTsv(
  names: readonly string[],
  rowCount: number,
  text: (row: number, column: number) => string
): string {
  const clean = (value: string): string => value.replaceAll(/[\t\r\n]/g, ' ')
  const lines = [names.map(clean).join('\t')]
  for (let row = 0; row < rowCount; row++) {
    lines.push(names.map((_, column) => clean(text(row, column))).join('\t'))
  }
  return lines.join('\n') + '\n'
}
