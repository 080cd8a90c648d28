import type { TextRecord } from './record-value.ts'

/** A row of maps whose blanks were lost: `0804a000-0806b000rw-p0000000000:000[heap]`. Where its inode begins is lost, too. */
const ROW =
  /^\s{0,40}([0-9a-f]{8,12})-([0-9a-f]{8,12})([r-][w-][x-][ps-])([0-9a-f]{8})[0-9a-f]{2}:[0-9a-f]{2}\d{1,20}(|[/[].{0,4096})$/i

/** What such a row reports; null for another line. */
export function gluedRow(line: string): TextRecord | null {
  const row = ROW.exec(line.trimEnd())
  if (row === null) return null
  const members = [
    ['start', `0x${row[1]!}`],
    ['end', `0x${row[2]!}`],
    ['perms', row[3]!],
    ['offset', `0x${row[4]!}`],
    ['name', row[5]!]
  ] as const
  return { owner: {}, members }
}
