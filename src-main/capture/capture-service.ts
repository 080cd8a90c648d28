import type { EvidenceDepth } from '#shared/memory/category.ts'
import type { MachineNumbers } from '#shared/history/machine-history.ts'
import type { Capture } from '#shared/memory/capture.ts'
import type { SnapshotOptions } from '#shared/contract/host.ts'
import type { ProcessKey } from '#shared/memory/process-key.ts'
import type { ProcessList } from '#shared/memory/process-list.ts'
import type { LocatedAddress } from '#shared/address/locate-address.ts'
import type { SymbolQuestion } from '#shared/contract/host.ts'
import type { PageCells } from '#shared/pages/page-cells.ts'
import type { PageRequest } from '#shared/pages/page-request.ts'
import { pageSize } from '#main/source/machine.ts'
import { PROC_ROOT } from '#main/source/proc-folder.ts'
import { WorkerClient } from './worker-client.ts'

export interface ListWithNumbers {
  readonly list: ProcessList
  readonly numbers: MachineNumbers
}

/** Readings of this machine's processes, done in worker threads: one for captures, one for lists, one for single pages and symbols. */
export class CaptureService {
  readonly #captures: WorkerClient
  readonly #lists: WorkerClient
  readonly #pages: WorkerClient

  constructor(root = PROC_ROOT) {
    const data = { root, pageSize: pageSize() }
    this.#captures = new WorkerClient(data)
    this.#lists = new WorkerClient(data)
    this.#pages = new WorkerClient(data)
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

  /** What is known of single pages. @throws FailureError `denied`, `gone`, `unsupported` */
  async pages(process: ProcessKey, request: PageRequest): Promise<PageCells[]> {
    return (await this.#pages.ask({ kind: 'pages', process, request })) as PageCells[]
  }

  /** @throws FailureError `unsupported`, `denied`, `gone` */
  async trackWrites(process: ProcessKey): Promise<void> {
    await this.#pages.ask({ kind: 'trackWrites', process })
  }

  /** @throws FailureError `gone` */
  async locate(question: SymbolQuestion): Promise<LocatedAddress[]> {
    return (await this.#pages.ask({ kind: 'locate', question })) as LocatedAddress[]
  }

  async dispose(): Promise<void> {
    await Promise.all([this.#captures.dispose(), this.#lists.dispose(), this.#pages.dispose()])
  }
}
