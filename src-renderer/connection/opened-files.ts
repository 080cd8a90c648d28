import { FailureError } from '#shared/contract/failure.ts'
import type { ReceivedFile } from '#shared/contract/host.ts'
import type { OpenedFile } from '#shared/formats/opened-file.ts'
import type { GrownList } from '#shared/history/grown-entries.ts'
import type { GrownBetween, TimelinePart, TimelineQuestion } from '#shared/history/timeline.ts'
import type { ExactNumbers } from '#shared/machine/exact-reading.ts'
import type { MachineMemory } from '#shared/machine/machine-memory.ts'
import type { SharingAnswer } from '#shared/machine/sharing-answer.ts'
import type { Surroundings } from '#shared/machine/surroundings.ts'
import type { Capture } from '#shared/memory/capture.ts'
import type { ProcessKey } from '#shared/memory/process-key.ts'
import type { ProcessList } from '#shared/memory/process-list.ts'
import { connectFileWorker } from '../workers/connect-workers.ts'
import type { FileQuestion } from '../workers/file-job.ts'
import type { Connect } from '../workers/worker-connection.ts'
import { FileWorker } from './file-worker.ts'

/** A file on which something takes long. */
export interface SlowFile {
  readonly id: string
  /** Untrusted. */
  readonly name: string
}

/** Files that were opened in this page, each read in a worker of its own; no host has any part in them. */
export class OpenedFiles {
  readonly #connect: Connect<FileQuestion>
  readonly #workers = new Map<string, FileWorker>()
  readonly #relabelled = new Set<string>()
  readonly #slow = new Map<string, SlowFile>()
  /** Kept by the browser, outside of the page's memory where they are large. */
  readonly #bytes = new Map<string, Blob>()
  #lastFile = 0
  /** Called with the files on which something takes longer than two seconds, whenever they change. */
  onSlow: (files: readonly SlowFile[]) => void = () => undefined

  constructor(connect: Connect<FileQuestion> = connectFileWorker) {
    this.#connect = connect
  }

  /** @throws FailureError in words when nothing of it can be shown, `cancelled` when it was stopped */
  async open({ name, bytes }: ReceivedFile): Promise<{ readonly id: string; readonly opened: OpenedFile }> {
    const id = `file-${++this.#lastFile}`
    const worker = new FileWorker(name, this.#connect, (isSlow) => this.#mark({ id, name }, isSlow))
    this.#workers.set(id, worker)
    try {
      const opened = (await worker.ask({ kind: 'open', file: id, name, bytes })) as OpenedFile
      this.#bytes.set(id, new Blob([bytes as Uint8Array<ArrayBuffer>]))
      return { id, opened }
    } catch (error) {
      this.close(id)
      throw error
    }
  }

  /** The bytes as they came. */
  async bytesOf(file: string): Promise<Uint8Array> {
    return new Uint8Array((await this.#bytes.get(file)?.arrayBuffer()) ?? [])
  }

  async list(file: string, moment: number): Promise<ProcessList> {
    return (await this.#of(file).ask({ kind: 'list', file, moment })) as ProcessList
  }

  async exact(file: string, moment: number, counts: boolean): Promise<ExactNumbers> {
    return (await this.#of(file).ask({ kind: 'exact', file, moment, counts })) as ExactNumbers
  }

  /** @throws FailureError `unsupported` where the file holds no meminfo */
  async machine(file: string, moment: number): Promise<MachineMemory> {
    return (await this.#of(file).ask({ kind: 'machine', file, moment })) as MachineMemory
  }

  async surroundings(file: string, moment: number, process: ProcessKey): Promise<Surroundings> {
    return (await this.#of(file).ask({ kind: 'surroundings', file, moment, process })) as Surroundings
  }

  async sharing(file: string, moment: number): Promise<SharingAnswer> {
    return (await this.#of(file).ask({ kind: 'sharing', file, moment })) as SharingAnswer
  }

  /** @throws FailureError `gone` when that moment does not hold the process */
  async capture(file: string, moment: number, process: ProcessKey): Promise<Capture> {
    const labels = this.#relabelled.has(file) ? 'anew' : 'stored'
    return (await this.#of(file).ask({ kind: 'capture', file, moment, process, labels })) as Capture
  }

  /** Whether captures of a file get new labels from now on, or those that the file holds. */
  relabel(file: string, isRelabelled: boolean): void {
    if (isRelabelled) this.#relabelled.add(file)
    else this.#relabelled.delete(file)
  }

  /** Moments of a process, as far as they were read; some more are each time. */
  async timeline(file: string, process: ProcessKey, question: TimelineQuestion): Promise<TimelinePart> {
    return (await this.#of(file).ask({ kind: 'timeline', file, process, question })) as TimelinePart
  }

  async grown(file: string, process: ProcessKey, question: GrownBetween): Promise<GrownList> {
    return (await this.#of(file).ask({ kind: 'grown', file, process, question })) as GrownList
  }

  /** Forgets a file; what is being done with it ends at once: calls that wait for it fail as stopped. */
  close(file: string): void {
    this.#bytes.delete(file)
    this.#relabelled.delete(file)
    this.#workers.get(file)?.stop()
    this.#workers.delete(file)
  }

  #of(file: string): FileWorker {
    const worker = this.#workers.get(file)
    if (worker === undefined) throw new FailureError('gone', file, 'that file is not open')
    return worker
  }

  #mark(file: SlowFile, isSlow: boolean): void {
    if (isSlow === this.#slow.has(file.id)) return
    if (isSlow) this.#slow.set(file.id, file)
    else this.#slow.delete(file.id)
    this.onSlow([...this.#slow.values()])
  }
}
