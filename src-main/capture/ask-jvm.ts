import { readdirSync } from 'node:fs'
import {
  JVM_COMMANDS,
  MOST_REPLY_BYTES,
  type JvmAnswer,
  type JvmCommand,
  type JvmReply
} from '#shared/jvm/jvm-answer.ts'
import { tracksNativeMemory } from '#shared/jvm/native-memory.ts'
import { readThreads, type JvmThread } from '#shared/jvm/thread-print.ts'
import type { ProcessKey } from '#shared/memory/process-key.ts'
import { JvmAttach } from '#main/source/jvm-attach.ts'
import type { ProcFolder } from '#main/source/proc-folder.ts'
import { openProcess } from './open-process.ts'

const decoder = new TextDecoder()
const SUMMARY: JvmCommand = 'VM.native_memory summary scale=KB'
const DETAIL: JvmCommand = 'VM.native_memory detail scale=B'
const MOST_THREADS = 20_000

/**
 * Asks a JVM about its memory over its own socket, as jcmd does. Its Java threads stop while it writes some of the answers.
 * @throws FailureError `gone`, `denied`, `unsupported` where it is no JVM that can be asked, `lost` where it does not answer
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
      const threads = threadsHere(folder, readThreads(textOf(replies, 'Thread.print')))
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

/** Threads that live now by their numbers here; a JVM in a container knows the numbers of its own PID namespace. */
function threadsHere(folder: ProcFolder, threads: readonly JvmThread[]): JvmThread[] {
  const byOwnNumber = new Map(threads.map((thread) => [thread.tid, thread]))
  let here: string[]
  try {
    here = readdirSync(folder.pathOf('task')).slice(0, MOST_THREADS)
  } catch {
    return []
  }
  return here.flatMap((tid) => {
    const status = folder.tryRead(`task/${tid}/status`)
    const own = /^NSpid:.*?(\d+)$/m.exec(status === null ? '' : decoder.decode(status))?.[1] ?? tid
    const thread = byOwnNumber.get(Number(own))
    return thread === undefined ? [] : [{ ...thread, tid: Number(tid) }]
  })
}
