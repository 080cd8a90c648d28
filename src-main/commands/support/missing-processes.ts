import { shown } from '#shared/base/terminal-text.ts'
import type { Missing } from '#main/capture/collect-moment.ts'
import type { CommandIo } from '../command.ts'

/** What the first moment lacks; later a process may well be gone. */
export class MissingProcesses {
  readonly #all: { readonly pid: number; readonly why: Missing }[] = []

  add(pid: number, why: Missing): void {
    this.#all.push({ pid, why })
  }

  count(wanted: Missing): number {
    return this.#all.filter(({ why }) => why === wanted).length
  }

  /** None of the processes that were asked for has its mappings in the snapshot. */
  isAll(pids: readonly number[] | null): boolean {
    return pids !== null && this.#all.length === new Set(pids).size
  }

  /** @returns whether something that was asked for by its number is missing */
  report(pids: readonly number[] | null, io: CommandIo): boolean {
    const leftOut = this.count('left-out')
    if (leftOut > 0) {
      io.stderr.print(shown`vmatlas capture: ${leftOut} processes were left out, because the budget was used up\n`)
    }
    if (pids === null) {
      const unreadable = this.count('unreadable')
      if (unreadable > 0) {
        io.stderr.print(
          shown`vmatlas capture: the mappings of ${unreadable} processes may not be read; of them the snapshot holds names and sums only. Root may read all.\n`
        )
      }
      return false
    }
    const named = this.#all.filter(({ why }) => why !== 'left-out')
    for (const { pid, why } of named) {
      const words = why === 'gone' ? 'there is no such process' : 'its mappings may not be read; root may'
      io.stderr.print(shown`vmatlas capture: process ${pid}: ${words}\n`)
    }
    return named.length > 0
  }
}
