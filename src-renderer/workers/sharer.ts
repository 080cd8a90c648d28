import type { Answer } from '#shared/contract/dispatch.ts'
import { failureOf } from '#shared/contract/failure.ts'
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

/** To a preview a SharePreview, to a file its bytes. */
export type ShareAnswer = Answer & { readonly number: number }

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
        return { number, ok: true, value: bytes }
      }
      const { replacements } = redactCaptures(this.#captures, question.redaction, this.#hosts)
      const preview: SharePreview = { replacements: replacements.slice(0, MOST_SHOWN), count: replacements.length }
      return { number, ok: true, value: preview }
    } catch (error) {
      return { number, ok: false, failure: failureOf(error, 'export') }
    }
  }
}
