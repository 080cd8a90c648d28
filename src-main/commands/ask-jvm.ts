import { jvmAreas } from '#shared/jvm/jvm-areas.ts'
import { jvmKnowledge } from '#shared/jvm/jvm-knowledge.ts'
import { heapParts } from '#shared/jvm/heap-info.ts'
import { readNativeMemory } from '#shared/jvm/native-memory.ts'
import { replyText } from '#shared/jvm/jvm-answer.ts'
import * as jvm from '#main/capture/ask-jvm.ts'
import { PROC_ROOT } from '#main/source/proc-folder.ts'
import { captureLive } from './support/capture-live.ts'
import { jvmJson, jvmText, type AskedJvm } from './support/jvm-text.ts'
import { readWords, reportErrors, UsageError } from './support/report-errors.ts'

/** `vmatlas ask-jvm PID`: what a JVM reports about its memory, beside what the kernel reports about its mappings. */
export const askJvm = reportErrors('ask-jvm', async (args, io) => {
  const { values, positionals } = readWords({
    args: [...args],
    allowPositionals: true,
    options: { raw: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } }
  })
  const [word, ...rest] = positionals
  if (word === undefined || !/^[1-9]\d{0,9}$/.test(word) || rest.length > 0) throw new UsageError('give one PID')
  const answer = await jvm.askJvm({ pid: Number(word), startTime: 0 }, PROC_ROOT)
  const knowledge = jvmKnowledge(answer)
  const capture = captureLive(Number(word), 'smaps', 'inside', knowledge)
  const native = readNativeMemory(replyText(answer, 'VM.native_memory summary scale=KB'))
  const asked: AskedJvm = {
    answer,
    capture,
    heap: heapParts(answer),
    native,
    areas: jvmAreas(native, knowledge, capture.table)
  }
  io.stdout.data(values.json ? jvmJson(asked) : jvmText(asked, values.raw))
  return 0
})
