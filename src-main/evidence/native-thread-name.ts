const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** The kernel keeps 15 bytes of a name (TASK_COMM_LEN). */
const LONGEST = 15

/**
 * Java's own UTF-8, in which the JVM gives names to the kernel: each half of a surrogate pair has three bytes, and a zero has two
 * (JVMS 4.4.7, src/hotspot/share/utilities/utf8.cpp).
 */
function modifiedUtf8(text: string): Uint8Array {
  if (!/[\0\ud800-\udfff]/.test(text)) return encoder.encode(text)
  const bytes: number[] = []
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit > 0 && unit < 0x80) bytes.push(unit)
    else if (unit < 0x800) bytes.push(0xc0 | (unit >> 6), 0x80 | (unit & 0x3f))
    else bytes.push(0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f))
  }
  return Uint8Array.from(bytes)
}

/**
 * Whether the kernel's name of a thread is cut from a full one: its first 15 bytes, or since JDK 22 its first seven and last six
 * (os::Linux::set_native_thread_name). Either may cut a character.
 * @param comm as decoded, without blanks at its end
 */
export function isCommOf(comm: string, name: string): boolean {
  const bytes = modifiedUtf8(name)
  const isIt = (...parts: readonly Uint8Array[]): boolean =>
    decoder.decode(Uint8Array.from(parts.flatMap((part) => [...part]))).trimEnd() === comm
  if (isIt(bytes.subarray(0, LONGEST))) return true
  return bytes.length > LONGEST && isIt(bytes.subarray(0, 7), encoder.encode('..'), bytes.subarray(-6))
}
