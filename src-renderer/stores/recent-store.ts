import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { isSameProcess, type ProcessKey } from '#shared/memory/process-key.ts'

/** A process that was looked at. */
export interface RecentProcess {
  readonly process: ProcessKey
  /** Its name, untrusted. */
  readonly name: string
  /** Id of the file that it is of; null for this machine. */
  readonly file: string | null
}

const MOST = 12

/** Processes looked at in this window, the latest first. */
export const useRecentStore = defineStore('recent', () => {
  const processes = shallowRef<readonly RecentProcess[]>([])

  function add(recent: RecentProcess): void {
    const others = processes.value.filter(
      ({ process, file }) => file !== recent.file || !isSameProcess(process, recent.process)
    )
    processes.value = [recent, ...others].slice(0, MOST)
  }

  return { processes, add }
})
