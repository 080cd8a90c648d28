const LARGEST_PID = 0x7fffffff

/**
 * A word of pmap's command line as a pid: C's strtoul with base 0, so decimal, 0x… or octal with a leading 0; a leading
 * `/proc/` is taken off. `skip` for /proc words without a number, null for what is a usage error (pmap 4.0.2, measured).
 */
export function parsePidArgument(word: string): number | 'skip' | null {
  const isPath = word.startsWith('/proc/')
  const text = isPath ? word.slice('/proc/'.length) : word
  if (!/^[0-9]/.test(text)) return isPath ? 'skip' : null
  const isHex = /^0[xX][0-9a-fA-F]+$/.test(text)
  const isOctal = /^0[0-7]*$/.test(text)
  if (!isHex && !isOctal && !/^[1-9][0-9]*$/.test(text)) return null
  const value = isOctal ? Number.parseInt(text, 8) : Number(text)
  return value >= 1 && value <= LARGEST_PID ? value : null
}
