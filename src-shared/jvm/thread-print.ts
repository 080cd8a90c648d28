/** A thread of a JVM. */
export interface JvmThread {
  /** Its number as the kernel counts it. */
  readonly tid: number
  /** Its whole name, of which the kernel keeps 15 bytes. Untrusted. */
  readonly name: string
  /** It runs Java code; else it is one of the JVM's own: collector, compiler, timer. */
  readonly isJava: boolean
}

/** Most threads that are listed; a JVM may have more. */
const MOST_THREADS = 100_000
/** JDK up to 20 write `nid` in hexadecimal, later ones in decimal (measured: 17, 25). A name may hold quotes. */
const THREAD = /^"(.{0,4096})" ([^"\n]{0,400}?)\bnid=(0x[0-9a-f]{1,8}|\d{1,10})\b/gm

/** The threads that Thread.print reports, by their numbers in the PID namespace of the process. */
export function readThreads(text: string): JvmThread[] {
  const threads: JvmThread[] = []
  for (const [, name, facts, tid] of text.matchAll(THREAD)) {
    if (threads.length >= MOST_THREADS) break
    threads.push({ tid: Number(tid), name: name!, isJava: /^#\d/.test(facts!) })
  }
  return threads
}
