import type { MachineNumbers } from '#shared/history/machine-history.ts'
import type { ExactNumbers, ExactQuestion } from '#shared/machine/exact-reading.ts'
import type { MachineMemory } from '#shared/machine/machine-memory.ts'
import type { SharingAnswer } from '#shared/machine/sharing-answer.ts'
import type { Surroundings } from '#shared/machine/surroundings.ts'
import type { JvmAnswer } from '#shared/jvm/jvm-answer.ts'
import type { Capture } from '#shared/memory/capture.ts'
import type { CaptureOptions, SnapshotOptions } from '#shared/contract/host.ts'
import type { ProcessKey } from '#shared/memory/process-key.ts'
import type { ProcessList } from '#shared/memory/process-list.ts'
import type { LocatedAddress } from '#shared/address/locate-address.ts'
import type { SymbolQuestion } from '#shared/contract/host.ts'
import type { PageCells } from '#shared/pages/page-cells.ts'
import type { PageRequest } from '#shared/pages/page-request.ts'
import { pageSize } from '#main/source/machine.ts'
import { PROC_ROOT } from '#main/source/proc-folder.ts'
import { WorkerClient } from './worker-client.ts'

/** How a process is to be read. */
export type HowDeep = Pick<CaptureOptions, 'detail' | 'evidence'> & Partial<Pick<CaptureOptions, 'mostReadingMs'>>

export interface ListWithNumbers {
  readonly list: ProcessList
  readonly numbers: MachineNumbers
}

/**
 * Readings of this machine's processes, done in worker threads: one for captures, one for lists, one for single pages and
 * symbols, one for what is slow to read of all processes, which must not hold up a list, and one for what takes seconds. A
 * thread starts with its first question.
 */
export class CaptureService {
  readonly #captures: WorkerClient
  readonly #lists: WorkerClient
  readonly #pages: WorkerClient
  readonly #exact: WorkerClient
  readonly #sharing: WorkerClient

  constructor(root = PROC_ROOT) {
    const data = { root, pageSize: pageSize() }
    this.#captures = new WorkerClient(data)
    this.#lists = new WorkerClient(data)
    this.#exact = new WorkerClient(data)
    this.#sharing = new WorkerClient(data)
    this.#pages = new WorkerClient(data)
    // The first thing that a page asks for, while it is still being drawn.
    this.#lists.prepare()
  }

  /**
   * `cancel` set to 1 stops it; `progress` is called with the number of mappings so far.
   * @throws FailureError `gone` when it has ended, `cancelled`
   */
  async capture(
    process: ProcessKey,
    { detail, evidence = 'maps', mostReadingMs }: HowDeep,
    cancel: Int32Array,
    progress: (done: number, total: number) => void
  ): Promise<Capture> {
    const request = { kind: 'capture', process, detail, evidence, mostReadingMs, cancel } as const
    return (await this.#captures.ask(request, progress)) as Capture
  }

  /** All processes, and the cheap numbers of each. */
  async list(): Promise<ListWithNumbers> {
    return (await this.#lists.ask({ kind: 'list' })) as ListWithNumbers
  }

  /** What is slow to read of processes, as far as the time goes that the question gives. */
  async exact(question: ExactQuestion): Promise<ExactNumbers> {
    return (await this.#exact.ask({ kind: 'exact', question })) as ExactNumbers
  }

  /** @throws FailureError `unsupported` without a meminfo */
  async machine(): Promise<MachineMemory> {
    return (await this.#exact.ask({ kind: 'machine' })) as MachineMemory
  }

  /** @throws FailureError `gone` */
  async surroundings(process: ProcessKey): Promise<Surroundings> {
    return (await this.#exact.ask({ kind: 'surroundings', process })) as Surroundings
  }

  /** Reads every process's mappings; `progress` counts processes. @throws FailureError `cancelled` */
  async sharing(cancel: Int32Array, progress: (done: number, total: number) => void): Promise<SharingAnswer> {
    return (await this.#sharing.ask({ kind: 'sharing', cancel }, progress)) as SharingAnswer
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

  /** Asks a JVM; its captures are labelled with its answer from then on. @throws FailureError `unsupported`, `denied`, `gone`, `lost` */
  async askJvm(process: ProcessKey): Promise<JvmAnswer> {
    return (await this.#captures.ask({ kind: 'askJvm', process })) as JvmAnswer
  }

  /** @throws FailureError `gone` */
  async locate(question: SymbolQuestion): Promise<LocatedAddress[]> {
    return (await this.#pages.ask({ kind: 'locate', question })) as LocatedAddress[]
  }

  async dispose(): Promise<void> {
    const threads = [this.#captures, this.#lists, this.#pages, this.#exact, this.#sharing]
    await Promise.all(threads.map((thread) => thread.dispose()))
  }
}
