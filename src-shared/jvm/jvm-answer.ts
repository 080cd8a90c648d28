import type { JvmThread } from './thread-print.ts'

/** What one command of a JVM answered. Untrusted text: whoever owns the process may have written it. */
export interface JvmReply {
  readonly command: JvmCommand
  readonly text: string
  /** The answer was longer than is read. */
  readonly isCut: boolean
  /** The JVM reported that it could not carry it out, or does not know it; the text reports why. */
  readonly isError: boolean
}

/** What a JVM reported about itself when it was asked. */
export interface JvmAnswer {
  /** When it was asked, milliseconds since 1970. */
  readonly takenAt: number
  /** How long all of it took, milliseconds. */
  readonly milliseconds: number
  /** In the order they were asked. */
  readonly replies: readonly JvmReply[]
  /** Its threads by their numbers on this machine, with their whole names. Untrusted texts. */
  readonly threads: readonly JvmThread[]
}

/**
 * Diagnostic commands that are asked (jcmd PID help; man 1 jcmd). They change nothing; Thread.print, VM.metaspace and
 * GC.heap_info stop the Java threads while they are carried out. System.map is there since JDK 24.
 */
export const JVM_COMMANDS = [
  'VM.version',
  'GC.heap_info',
  'VM.metaspace basic',
  'VM.native_memory summary scale=KB',
  'VM.native_memory detail scale=B',
  'Thread.print',
  'System.map'
] as const
export type JvmCommand = (typeof JVM_COMMANDS)[number]

/** Most bytes that are read of one answer. Those of a JVM with 1,000 threads have about 1 MiB. */
export const MOST_REPLY_BYTES = 8 * 1024 * 1024

/** The text of a command's answer; empty where there is none or the JVM could not carry it out. */
export function replyText({ replies }: JvmAnswer, command: JvmCommand): string {
  const reply = replies.find((each) => each.command === command)
  return reply === undefined || reply.isError ? '' : reply.text
}
