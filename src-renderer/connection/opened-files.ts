import { Calls } from '#shared/contract/calls.ts'
import type { ReceivedFile } from '#shared/contract/host.ts'
import type { OpenedFile } from '#shared/formats/opened-file.ts'
import type { Capture } from '#shared/memory/capture.ts'
import type { ProcessKey } from '#shared/memory/process-key.ts'
import type { ProcessList } from '#shared/memory/process-list.ts'
import type { FileQuestion } from '../workers/file-opener.ts'
import { connectFileWorker } from './file-connection.ts'

type Question = {
  [Kind in FileQuestion['kind']]: Omit<Extract<FileQuestion, { kind: Kind }>, 'id'>
}[FileQuestion['kind']]

/** Files that were opened in this page, read in a worker; no host has any part in them. */
export class OpenedFiles {
  readonly #calls = new Calls()
  readonly #connection = connectFileWorker((answer) => this.#calls.settle(answer.id, answer))
  /** Kept by the browser, outside of the page's memory where they are large. */
  readonly #bytes = new Map<string, Blob>()
  #lastFile = 0

  /** @throws FailureError in words when nothing of it can be shown */
  async open({ name, bytes }: ReceivedFile): Promise<{ readonly id: string; readonly opened: OpenedFile }> {
    const file = `file-${++this.#lastFile}`
    const opened = (await this.#ask({ kind: 'open', file, name, bytes })) as OpenedFile
    this.#bytes.set(file, new Blob([bytes as Uint8Array<ArrayBuffer>]))
    return { id: file, opened }
  }

  /** The bytes as they came. */
  async bytesOf(file: string): Promise<Uint8Array> {
    return new Uint8Array((await this.#bytes.get(file)?.arrayBuffer()) ?? [])
  }

  async list(file: string, moment: number): Promise<ProcessList> {
    return (await this.#ask({ kind: 'list', file, moment })) as ProcessList
  }

  /** @throws FailureError `gone` when that moment does not hold the process */
  async capture(file: string, moment: number, process: ProcessKey): Promise<Capture> {
    return (await this.#ask({ kind: 'capture', file, moment, process })) as Capture
  }

  async close(file: string): Promise<void> {
    this.#bytes.delete(file)
    await this.#ask({ kind: 'close', file })
  }

  #ask(question: Question): Promise<unknown> {
    return this.#calls.ask((id) => this.#connection.send({ ...question, id }))
  }
}
