import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { MachineMetric } from '#shared/layout/machine-tree.ts'
import type { ListedProcess } from '#shared/machine/listed-process.ts'
import type { MachineMemory } from '#shared/machine/machine-memory.ts'
import type { SharingAnswer } from '#shared/machine/sharing-answer.ts'
import type { Surroundings } from '#shared/machine/surroundings.ts'
import type { Capture } from '#shared/memory/capture.ts'
import type { ProcessKey } from '#shared/memory/process-key.ts'
import type { ViewState } from './view-state.ts'

/** A part of the machine that was opened: a group of processes, or groups that are too small to be drawn one by one. */
export type OpenedPart =
  | { readonly kind: 'group'; readonly name: string; readonly members: readonly ListedProcess[] }
  /** The groups beyond this many of the largest. */
  | { readonly kind: 'rest'; readonly names: readonly string[] }

/** The mappings of a group's processes, as far as they were read. */
export interface GroupReading {
  readonly captures: readonly Capture[]
  /** Processes that are to be read, of which those that could not be are missing above. */
  readonly wanted: number
  readonly unreadable: number
  /** Members beyond the largest that were left out. */
  readonly leftOut: number
  readonly isDone: boolean
}

/** The machine behind the processes of the current source: its memory, the part that is open, and who shares what. */
export const useMachineStore = defineStore('machine', () => {
  const memory = shallowRef<MachineMemory | null>(null)
  const state = ref<ViewState>({ kind: 'idle' })
  /** Views that show the memory: it is read only while there are any. */
  const views = ref(0)
  const metric = ref<MachineMetric>('pss')
  const opened = shallowRef<OpenedPart | null>(null)
  const group = shallowRef<GroupReading | null>(null)

  const sharing = shallowRef<SharingAnswer | null>(null)
  const sharingState = ref<ViewState>({ kind: 'idle' })
  /** When it was read, milliseconds since 1970; null of a file. */
  const sharingAt = ref<number | null>(null)
  const sharingProgress = ref<{ readonly done: number; readonly total: number } | null>(null)

  /** Views that show what lies around the process on the screen. */
  const surroundingsViews = ref(0)
  const surroundings = shallowRef<{ readonly process: ProcessKey; readonly found: Surroundings } | null>(null)
  const surroundingsState = ref<ViewState>({ kind: 'idle' })

  /** Another source is shown: nothing here belongs to it. */
  function forget(): void {
    memory.value = null
    state.value = { kind: 'idle' }
    opened.value = null
    group.value = null
    sharing.value = null
    sharingState.value = { kind: 'idle' }
    sharingAt.value = null
    sharingProgress.value = null
    surroundings.value = null
    surroundingsState.value = { kind: 'idle' }
  }

  return {
    memory,
    state,
    views,
    metric,
    opened,
    group,
    sharing,
    sharingState,
    sharingAt,
    sharingProgress,
    surroundingsViews,
    surroundings,
    surroundingsState,
    forget
  }
})
