import {
  JVM_COMMANDS,
  MOST_REPLY_BYTES,
  type JvmAnswer,
  type JvmCommand,
  type JvmReply
} from '#shared/jvm/jvm-answer.ts'
import { tracksNativeMemory } from '#shared/jvm/native-memory.ts'
import { readThreads } from '#shared/jvm/thread-print.ts'
import type { ProcessKey } from '#shared/memory/process-key.ts'
import { JvmAttach } from '#main/source/jvm-attach.ts'
import { threadsByOwnNumber } from '#main/source/thread-numbers.ts'
import { openProcess } from './open-process.ts'

const decoder = new TextDecoder()
const SUMMARY: JvmCommand = 'VM.native_memory summary scale=KB'
const DETAIL: JvmCommand = 'VM.native_memory detail scale=B'

/**
 * Asks a JVM about its memory over its own socket, as jcmd does. Its Java threads stop while it writes some of the answers.
 * @throws FailureError `gone`, `denied`, `unsupported` where it is not a JVM that can be asked, `lost` where it does not answer
 */
export async function askJvm(process: ProcessKey, root: string): Promise<JvmAnswer> {
  const takenAt = Date.now()
  const began = performance.now()
  const { folder } = openProcess(process, root)
  try {
    const attach = await JvmAttach.open(folder)
    try {
      const replies: JvmReply[] = []
      for (const command of JVM_COMMANDS) {
        // Without the sums there are no ranges either.
        if (command === DETAIL && !tracksNativeMemory(textOf(replies, SUMMARY))) continue
        const { isError, bytes, isCut } = await attach.ask(command, MOST_REPLY_BYTES)
        replies.push({ command, text: decoder.decode(bytes), isCut, isError })
      }
      const here = threadsByOwnNumber(folder)
      // Those that have ended since are left out.
      const threads = readThreads(textOf(replies, 'Thread.print')).flatMap((thread) => {
        const tid = here.get(thread.tid)
        return tid === undefined ? [] : [{ ...thread, tid }]
      })
      return { takenAt, milliseconds: performance.now() - began, replies, threads }
    } finally {
      attach.close()
    }
  } finally {
    folder.close()
  }
}

function textOf(replies: readonly JvmReply[], command: JvmCommand): string {
  return replies.find((reply) => reply.command === command)?.text ?? ''
}
