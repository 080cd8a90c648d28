import { classifiedAnew } from '#shared/classify/classify-anew.ts'
import { openBytes } from '#shared/formats/index.ts'
import type { FormatContext, Imported } from '#shared/formats/importer.ts'
import { captureOpened, describeOpened, listOpened } from '#shared/formats/opened-file.ts'
import { exactOpened, machineOpened, sharingOpened, surroundingsOpened } from '#shared/formats/opened-machine.ts'
import { grownBetween, type GrownBetween, type TimelineQuestion } from '#shared/history/timeline.ts'
import type { ProcessKey } from '#shared/memory/process-key.ts'
import { FileHistories } from './file-histories.ts'
import type { WorkerJob } from './worker-job.ts'

/** What is asked of the thread that keeps opened files. */
export type FileQuestion =
  | {
      readonly kind: 'open'
      readonly file: string
      readonly name: string
      readonly bytes: Uint8Array
    }
  | { readonly kind: 'list'; readonly file: string; readonly moment: number }
  | {
      readonly kind: 'capture'
      readonly file: string
      readonly moment: number
      readonly process: ProcessKey
      /** Labels of the file, where it has some, or new ones. */
      readonly labels: 'stored' | 'anew'
    }
  | {
      readonly kind: 'exact'
      readonly file: string
      readonly moment: number
      readonly counts: boolean
    }
  | { readonly kind: 'machine'; readonly file: string; readonly moment: number }
  | { readonly kind: 'sharing'; readonly file: string; readonly moment: number }
  | {
      readonly kind: 'surroundings'
      readonly file: string
      readonly moment: number
      readonly process: ProcessKey
    }
  | {
      readonly kind: 'timeline'
      readonly file: string
      readonly process: ProcessKey
      readonly question: TimelineQuestion
    }
  | {
      readonly kind: 'grown'
      readonly file: string
      readonly process: ProcessKey
      readonly question: GrownBetween
    }
  | { readonly kind: 'close'; readonly file: string }

/** Opened files by their ids, and everything that is asked of them. */
export class FileJob implements WorkerJob<FileQuestion> {
  readonly #context: FormatContext
  readonly #histories = new FileHistories()
  readonly #open = new Map<string, Imported>()

  constructor(context: FormatContext) {
    this.#context = context
  }

  targetOf(question: FileQuestion): string {
    return question.kind === 'open' ? question.name : 'file'
  }

  execute(question: FileQuestion): unknown {
    switch (question.kind) {
      case 'open': {
        const imported = openBytes(question.bytes, question.name, this.#context)
        this.#open.set(question.file, imported)
        return describeOpened(imported)
      }
      case 'list':
        return listOpened(this.#of(question.file), question.moment)
      case 'capture': {
        const capture = captureOpened(this.#of(question.file), question.moment, question.process)
        return question.labels === 'anew' ? classifiedAnew(capture) : capture
      }
      case 'exact':
        return exactOpened(this.#of(question.file), question.moment, question.counts)
      case 'machine':
        return machineOpened(this.#of(question.file), question.moment)
      case 'surroundings':
        return surroundingsOpened(this.#of(question.file), question.moment, question.process)
      case 'sharing':
        return sharingOpened(this.#of(question.file), question.moment)
      case 'timeline':
        return this.#histories.timeline(this.#of(question.file), question.process, question.question)
      case 'grown':
        return grownBetween(this.#histories.history(this.#of(question.file), question.process), question.question)
      case 'close':
        this.#histories.forget(this.#of(question.file))
        this.#open.delete(question.file)
        return null
    }
  }

  #of(file: string): Imported {
    const imported = this.#open.get(file)
    if (imported === undefined) throw new Error('that file is not open')
    return imported
  }
}
