import type { PackContext } from '#shared/formats/snapshot/snapshot-of-captures.ts'
import { redactCaptures } from '#shared/redact/redact-capture.ts'
import type { RedactionChoice, Replacement } from '#shared/redact/redaction.ts'
import { shareCaptures, type ShareRequest } from '#shared/formats/snapshot/share-captures.ts'
import type { Capture } from '#shared/memory/capture.ts'

/** The most that anybody looks through. */
const MOST_SHOWN = 500

/** Captures are sent once and kept for previews and for the file. */
export type ShareQuestion =
  | { readonly kind: 'load'; readonly captures: readonly Capture[]; readonly hosts: readonly string[] }
  | { readonly kind: 'preview'; readonly number: number; readonly redaction: RedactionChoice }
  | { readonly kind: 'share'; readonly number: number; readonly request: Omit<ShareRequest, 'moments'> }
  | { readonly kind: 'forget' }

export interface SharePreview {
  readonly replacements: readonly Replacement[]
  /** All of them; `replacements` holds the first ones. */
  readonly count: number
}

export type ShareAnswer =
  | { readonly number: number; readonly ok: true; readonly preview: SharePreview; readonly bytes: null }
  | { readonly number: number; readonly ok: true; readonly preview: null; readonly bytes: Uint8Array }
  | { readonly number: number; readonly ok: false; readonly detail: string }

/** The share worker's work without the worker. */
export class Sharer {
  readonly #pack: PackContext
  #captures: readonly Capture[] = []
  #hosts: readonly string[] = []

  constructor(pack: PackContext) {
    this.#pack = pack
  }

  handle(question: ShareQuestion): ShareAnswer | null {
    if (question.kind === 'load' || question.kind === 'forget') {
      this.#captures = question.kind === 'load' ? question.captures : []
      this.#hosts = question.kind === 'load' ? question.hosts : []
      return null
    }
    const { number } = question
    try {
      if (question.kind === 'share') {
        const moments = this.#captures.map((capture) => ({ takenAt: capture.takenAt, note: '', captures: [capture] }))
        const bytes = shareCaptures({ ...question.request, moments }, this.#pack)
        return { number, ok: true, preview: null, bytes }
      }
      const { replacements } = redactCaptures(this.#captures, question.redaction, this.#hosts)
      const preview = { replacements: replacements.slice(0, MOST_SHOWN), count: replacements.length }
      return { number, ok: true, preview, bytes: null }
    } catch (error) {
      return { number, ok: false, detail: error instanceof Error ? error.message : String(error) }
    }
  }
}
