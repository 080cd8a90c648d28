import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { useHostStore } from './host-store.ts'
import { useLessonStore } from './lesson-store.ts'
import type { OpenedFile } from '#shared/formats/opened-file.ts'

/** A file that is open in this window. */
export interface FileSource {
  readonly id: string
  /** Name of the file, untrusted. */
  readonly name: string
  readonly opened: OpenedFile
}

/** Where lists and readings come from: the host's machine, a moment of an opened file, or of the one that a report carries. */
export type DataSource =
  | { readonly kind: 'live' }
  | { readonly kind: 'file' | 'report'; readonly id: string; readonly moment: number; readonly file: FileSource }

/** What is on the screen: such a source, or a lesson, which has moments of its own and hides the source. */
export type Source =
  | DataSource
  | { readonly kind: 'lesson'; readonly id: string; readonly isRecorded: boolean; readonly behind: DataSource }

/** The sources that this window has, and the one on the screen. */
export const useSourceStore = defineStore('source', () => {
  const files = shallowRef<readonly FileSource[]>([])
  /** Id of a file; null is the live machine. */
  const currentId = ref<string | null>(null)
  /** Names of files opened before, newest first, where the host remembers them; untrusted. */
  const recent = shallowRef<readonly string[]>([])
  /** Ids of files whose mappings are labelled by this version and not by the file. */
  const relabelled = shallowRef<ReadonlySet<string>>(new Set())
  const moment = ref(0)
  /** Files on which something takes long: it can be stopped. Names are untrusted. */
  const slow = shallowRef<readonly { readonly id: string; readonly name: string }[]>([])
  const current = computed(() => files.value.find(({ id }) => id === currentId.value) ?? null)
  const host = useHostStore()
  const lessons = useLessonStore()
  const data = computed((): DataSource => {
    const file = current.value
    if (file === null) return { kind: 'live' }
    const kind = host.description?.kind === 'report' ? 'report' : 'file'
    return { kind, id: file.id, moment: moment.value, file }
  })
  const shown = computed((): Source => {
    const { lesson, isRecorded } = lessons
    return lesson === null ? data.value : { kind: 'lesson', id: lesson.id, isRecorded, behind: data.value }
  })
  /** Lists and readings are those of this host's machine. */
  const isLive = computed(() => data.value.kind === 'live')

  function add(file: FileSource): void {
    files.value = [...files.value, file]
  }

  function remove(id: string): void {
    files.value = files.value.filter((file) => file.id !== id)
  }

  /** Sets whether mappings of the file on the screen are labelled by this version. */
  function setRelabelled(id: string, isRelabelled: boolean): void {
    const others = [...relabelled.value].filter((each) => each !== id)
    relabelled.value = new Set(isRelabelled ? [...others, id] : others)
  }

  return {
    files,
    recent,
    currentId,
    relabelled,
    setRelabelled,
    moment,
    slow,
    current,
    data,
    shown,
    isLive,
    add,
    remove
  }
})
