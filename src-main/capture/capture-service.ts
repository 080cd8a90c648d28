import type { EvidenceDepth } from '#shared/memory/category.ts'
import type { MachineNumbers } from '#shared/history/machine-history.ts'
import type { Capture } from '#shared/memory/capture.ts'
import type { SnapshotOptions } from '#shared/contract/host.ts'
import type { ProcessKey } from '#shared/memory/process-key.ts'
import type { ProcessList } from '#shared/memory/process-list.ts'
import { pageSize } from '#main/source/machine.ts'
import { PROC_ROOT } from '#main/source/proc-folder.ts'
import { WorkerClient } from './worker-client.ts'

export interface ListWithNumbers {
  readonly list: ProcessList
  readonly numbers: MachineNumbers
}

/** Readings of this machine's processes, done in worker threads: one for captures, one for lists. */
export class CaptureService {
  readonly #captures: WorkerClient
  readonly #lists: WorkerClient

  constructor(root = PROC_ROOT) {
    const data = { root, pageSize: pageSize() }
    this.#captures = new WorkerClient(data)
    this.#lists = new WorkerClient(data)
    // The first thing that a page asks for, while it is still being drawn.
    this.#lists.prepare()
  }

  /**
   * `cancel` set to 1 stops it; `progress` is told of the mappings so far.
   * @throws FailureError `gone` when it has ended, `cancelled`
   */
  async capture(
    process: ProcessKey,
    detail: 'smaps' | 'maps',
    evidence: EvidenceDepth,
    cancel: Int32Array,
    progress: (done: number, total: number) => void
  ): Promise<Capture> {
    return (await this.#captures.ask({ kind: 'capture', process, detail, evidence, cancel }, progress)) as Capture
  }

  /** All processes, and the cheap numbers of each. */
  async list(precise: boolean): Promise<ListWithNumbers> {
    return (await this.#lists.ask({ kind: 'list', precise })) as ListWithNumbers
  }

  /** A snapshot as the bytes of a .vmsnap; `cancel` set to 1 stops it. @throws FailureError */
  async snapshot(
    options: SnapshotOptions & { readonly tool: string },
    cancel: Int32Array,
    progress: (done: number, total: number) => void
  ): Promise<Uint8Array> {
    return (await this.#lists.ask({ kind: 'snapshot', ...options, cancel }, progress)) as Uint8Array
  }

  async dispose(): Promise<void> {
    await Promise.all([this.#captures.dispose(), this.#lists.dispose()])
  }
}
