import type { EvidenceDepth } from '#shared/memory/category.ts'
import type { Failure } from '#shared/contract/failure.ts'
import type { ExactQuestion } from '#shared/machine/exact-reading.ts'
import type { SymbolQuestion } from '#shared/contract/host.ts'
import type { PageRequest } from '#shared/pages/page-request.ts'
import type { ProcessKey } from '#shared/memory/process-key.ts'

/** What a capture worker gets when it starts. */
export interface CaptureWorkerData {
  /** Usually /proc. */
  readonly root: string
  /** Bytes. */
  readonly pageSize: number
  /** The script of the thread that reads ahead. */
  readonly readAheadPath: string
}

/** What the capture workers are asked; `cancel` is a flag in shared memory, because a reading worker receives no messages. */
export type WorkerRequest =
  | {
      readonly kind: 'capture'
      readonly id: number
      readonly process: ProcessKey
      readonly detail: 'smaps' | 'maps'
      readonly evidence: EvidenceDepth
      readonly mostReadingMs?: number | undefined
      readonly cancel: Int32Array
    }
  | { readonly kind: 'list'; readonly id: number }
  | { readonly kind: 'exact'; readonly id: number; readonly question: ExactQuestion }
  | { readonly kind: 'machine'; readonly id: number }
  | { readonly kind: 'surroundings'; readonly id: number; readonly process: ProcessKey }
  | { readonly kind: 'sharing'; readonly id: number; readonly cancel: Int32Array }
  | {
      readonly kind: 'snapshot'
      readonly id: number
      readonly processes: readonly ProcessKey[] | null
      readonly evidence: EvidenceDepth
      readonly note: string
      readonly tool: string
      readonly cancel: Int32Array
    }
  | { readonly kind: 'pages'; readonly id: number; readonly process: ProcessKey; readonly request: PageRequest }
  | { readonly kind: 'trackWrites'; readonly id: number; readonly process: ProcessKey }
  | { readonly kind: 'askJvm'; readonly id: number; readonly process: ProcessKey }
  | { readonly kind: 'locate'; readonly id: number; readonly question: SymbolQuestion }

export type WorkerResponse =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly failure: Failure }

/** How far long work has come: processes of a snapshot, mappings of a capture. `total` is 0 where it is not known. */
export interface WorkerProgress {
  readonly id: number
  readonly done: number
  readonly total: number
}
