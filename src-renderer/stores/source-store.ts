import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { OpenedFile } from '#shared/formats/opened-file.ts'

/** A file that is open in this window. */
export interface FileSource {
  readonly id: string
  /** Name of the file, untrusted. */
  readonly name: string
  readonly opened: OpenedFile
}

/** Where the processes on the screen come from: this host's machine, or one of the opened files at one of its moments. */
export const useSourceStore = defineStore('source', () => {
  const files = shallowRef<readonly FileSource[]>([])
  /** Id of a file; null is the live machine. */
  const currentId = ref<string | null>(null)
  /** Names of files opened before, newest first, where the host remembers them; untrusted. */
  const recent = shallowRef<readonly string[]>([])
  const moment = ref(0)
  /** Files on which something takes long: it can be stopped. Names are untrusted. */
  const slow = shallowRef<readonly { readonly id: string; readonly name: string }[]>([])
  const current = computed(() => files.value.find(({ id }) => id === currentId.value) ?? null)
  const isLive = computed(() => current.value === null)

  function add(file: FileSource): void {
    files.value = [...files.value, file]
  }

  function remove(id: string): void {
    files.value = files.value.filter((file) => file.id !== id)
  }

  return { files, recent, currentId, moment, slow, current, isLive, add, remove }
})
