import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { RedactionChoice } from '#shared/redact/redaction.ts'

export const PICTURE_FORMATS = ['png', 'svg'] as const
export type PictureFormat = (typeof PICTURE_FORMATS)[number]

/** Draws what the treemap shows, without what is to be left out; null where there is nothing to draw. */
export type MakePicture = (format: PictureFormat, redaction: RedactionChoice) => Uint8Array | null

/** What the screen shows of the process as Markdown, without what is to be left out; null where there is none. */
export type MakeMarkdown = (redaction: RedactionChoice) => string | null

/** What a view on the screen can add to what is shared, and what was asked for by menu or key. */
export const useShareStore = defineStore('share', () => {
  const makePicture = shallowRef<MakePicture | null>(null)
  const makeMarkdown = shallowRef<MakeMarkdown | null>(null)
  /** A format that was chosen outside of the dialog, which then begins with it. */
  const asked = shallowRef<PictureFormat | null>(null)
  return { makePicture, makeMarkdown, asked }
})
