import type { CommandIo } from '../command.ts'

/** Writes one of pmap's messages; what it quotes is a text of bytes, one character each. */
export type PrintError = (line: string) => void

/** pmap's way to standard error: `pmap: ` and a line. */
export const pmapErrorsTo =
  ({ stderr }: CommandIo): PrintError =>
  (line) =>
    stderr.bytes(Buffer.from(`pmap: ${line}\n`, 'latin1'))
