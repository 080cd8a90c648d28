import type { PackContext } from '#shared/formats/snapshot/snapshot-of-captures.ts'
import { redactCaptures } from '#shared/redact/redact-capture.ts'
import type { RedactionChoice, Replacement } from '#shared/redact/redaction.ts'
import type { MomentMachine } from '#shared/formats/snapshot/machine-text.ts'
import { shareCaptures, type ShareRequest } from '#shared/formats/snapshot/share-captures.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { transferables } from '#shared/memory/transferables.ts'
import type { WorkerJob } from './worker-job.ts'

/** The most that anyone looks through. */
const MOST_SHOWN = 500

/** Captures are sent once and kept for previews and for the file. */
export type ShareQuestion =
  | { readonly kind: 'load'; readonly captures: readonly Capture[]; readonly hosts: readonly string[] }
  | { readonly kind: 'preview'; readonly redaction: RedactionChoice }
  | {
      readonly kind: 'share'
      readonly request: Omit<ShareRequest, 'moments'>
      /** Of the last capture's moment. */
      readonly machine: MomentMachine | null
    }
  | { readonly kind: 'forget' }

export interface SharePreview {
  readonly replacements: readonly Replacement[]
  /** All of them; `replacements` holds the first ones. */
  readonly count: number
}

/** Redacts and writes captures: answers a preview with a SharePreview, a file with its bytes. */
export class ShareJob implements WorkerJob<ShareQuestion> {
  readonly #pack: PackContext
  #captures: readonly Capture[] = []
  #hosts: readonly string[] = []

  constructor(pack: PackContext) {
    this.#pack = pack
  }

  readonly targetOf = (): string => 'export'
  readonly buffersOf = transferables

  execute(question: ShareQuestion): SharePreview | Uint8Array | null {
    switch (question.kind) {
      case 'load':
        this.#captures = question.captures
        this.#hosts = question.hosts
        return null
      case 'forget':
        this.#captures = []
        this.#hosts = []
        return null
      case 'share': {
        const { machine } = question
        const moments = this.#captures.map((capture, at) => ({
          takenAt: capture.takenAt,
          note: '',
          captures: [capture],
          ...(machine === null || at < this.#captures.length - 1 ? {} : { machine })
        }))
        return shareCaptures({ ...question.request, moments }, this.#pack)
      }
      case 'preview': {
        const { replacements } = redactCaptures(this.#captures, question.redaction, this.#hosts)
        return { replacements: replacements.slice(0, MOST_SHOWN), count: replacements.length }
      }
    }
  }
}
