const NUL = 0
const NEWLINE = 10
const BLANK = 32
/** procps's library keeps at most that many bytes of a command line (measured with 4.0.2). */
const LONGEST = 131071
/** And that many of a name in stat, which is as many as the kernel writes (measured with 4.0.2). */
const LONGEST_NAME = 63

const decoder = new TextDecoder()
const encoder = new TextEncoder()

/**
 * pmap's title after the pid, as bytes before any escaping: arguments joined by blanks; `[comm]` for processes without a
 * command line, with ` <defunct>` for zombies; `-` when the command line holds nothing but NULs (procps 4.0.6).
 * @param commandLine bytes of /proc/PID/cmdline
 * @param comm the name of stat, any bytes
 */
export function titleBytes(commandLine: Uint8Array, comm: Uint8Array, isZombie: boolean): Uint8Array {
  if (commandLine.length === 0) {
    comm = comm.subarray(0, LONGEST_NAME)
    const after = encoder.encode(isZombie ? '] <defunct>' : ']')
    const title = new Uint8Array(1 + comm.length + after.length)
    title[0] = 91
    title.set(comm, 1)
    title.set(after, 1 + comm.length)
    return title
  }
  let end = commandLine.length
  while (end > 0 && commandLine[end - 1] === NUL) end--
  // A blank or newline that is the very last byte of the file is dropped, as procps does; NULs before it are blanks then.
  const last = end === commandLine.length ? commandLine[end - 1] : undefined
  if (last === BLANK || last === NEWLINE) end--
  if (end === 0) return encoder.encode('-')
  const title = new Uint8Array(commandLine.subarray(0, Math.min(end, LONGEST)))
  for (let at = 0; at < title.length; at++) if (title[at] === NUL || title[at] === NEWLINE) title[at] = BLANK
  return title
}

/** The same as text to show. Untrusted: control characters are still in it. */
export function titleText(commandLine: Uint8Array, comm: Uint8Array, isZombie: boolean): string {
  return decoder.decode(titleBytes(commandLine, comm, isZombie))
}
