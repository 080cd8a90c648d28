import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { JvmAnswer } from '#shared/jvm/jvm-answer.ts'
import type { ProcessKey } from '#shared/memory/process-key.ts'
import type { ViewState } from './view-state.ts'

/** What the JVM on the screen reported when it was asked. */
export const useJvmStore = defineStore('jvm', () => {
  const answer = shallowRef<{ readonly process: ProcessKey; readonly reply: JvmAnswer } | null>(null)
  const state = ref<ViewState>({ kind: 'idle' })

  function forget(): void {
    answer.value = null
    state.value = { kind: 'idle' }
  }

  return { answer, state, forget }
})
