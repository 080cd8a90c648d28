import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { PageCells } from '#shared/pages/page-cells.ts'
import type { PageRange } from '#shared/pages/page-request.ts'
import type { ViewState } from './view-state.ts'

/** A picture of pages and when it was taken. */
export interface PagePicture {
  readonly cells: PageCells
  /** Milliseconds since 1970. */
  readonly takenAt: number
}

/** What is known of single pages: of the mapping that is looked into, and of the rows in sight. */
export const usePagesStore = defineStore('pages', () => {
  /** The part of the selected mapping that is looked at; null is all of it. */
  const part = shallowRef<PageRange | null>(null)
  const picture = shallowRef<PagePicture | null>(null)
  const state = ref<ViewState>({ kind: 'idle' })
  /** By process (processKeyText): since when its writes are kept, milliseconds since 1970. */
  const writtenSince = shallowRef<ReadonlyMap<string, number>>(new Map())
  /** Why writes can't be kept, in words of the host; empty until it was tried. */
  const whyNotWritten = ref('')
  /** Pages of the rows in sight, by the mapping's start. */
  const bars = shallowRef<ReadonlyMap<number, PageCells>>(new Map())
  /** Why there are none, in the contract's words. */
  const barsFailure = ref('')

  function tracks(process: string, since: number): void {
    writtenSince.value = new Map(writtenSince.value).set(process, since)
  }

  return { part, picture, state, writtenSince, whyNotWritten, bars, barsFailure, tracks }
})
