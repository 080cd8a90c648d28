/**
 * A row of maps, with any blanks between its parts, in letters of any case, behind a quote or a name:
 * `COREDUMP_PROC_MAPS=55a1c0000000-55a1c0001000 r-xp 00000000 08:02 131 /usr/bin/demo`
 */
const ROW =
  /^[\s"'`([]{0,40}(?:[A-Za-z_]\w{1,40}[=:][ \t]{0,8})?([0-9a-f]{1,16})-([0-9a-f]{1,16})[ \t]+([r-][w-][x-][ps-])[ \t]+([0-9a-f]{1,16})[ \t]+([0-9a-f]{1,8}:[0-9a-f]{1,8})[ \t]+(\d{1,20})(?:[ \t]+([^ \t].*)?)?$/i
/** The kernel's own names have nothing behind their bracket; a program's text around them may. */
const BRACKETED = /^(\[[^\]]{1,400}\])[\s'"`,;)]*$/

/** A line of maps taken apart. */
export interface MapsLine {
  readonly start: bigint
  readonly end: bigint
  readonly name: string
  /** As the kernel lays it out. */
  readonly text: string
}

/** @returns null for a line that is no row of maps */
export function mapsLine(line: string): MapsLine | null {
  const row = ROW.exec(line)
  if (row === null) return null
  const [, start, end, perms, offset, device, inode, written = ''] = row
  const name = written.startsWith('[') ? (BRACKETED.exec(written)?.[1] ?? written) : written
  return {
    start: BigInt(`0x${start}`),
    end: BigInt(`0x${end}`),
    name,
    text: `${`${start}-${end} ${perms} ${offset} ${device}`.toLowerCase()} ${inode} ${name}`
  }
}
