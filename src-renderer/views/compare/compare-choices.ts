import type { Capture } from '#shared/memory/capture.ts'
import { nameWithPid, processKeyText, type ProcessKey } from '#shared/memory/process-key.ts'
import type { ProcessList } from '#shared/memory/process-list.ts'
import { textAt } from '#shared/memory/text-list.ts'
import { visibleText } from '#shared/base/visible-text.ts'
import type { FileSource } from '../../stores/source-store.ts'
import type { OtherSide } from '../../tasks/compare.ts'

/** One process of the other side. */
export interface ProcessChoice {
  readonly id: string
  readonly process: ProcessKey
  /** Untrusted, as a list of processes knows it. */
  readonly name: string
  /** Safe to be shown. */
  readonly text: string
  /** Command line and user, safe to be shown. */
  readonly more: string
}

/** Letters of a command line that are looked through: the rest is arguments of arguments. */
const LONGEST = 2_000

/** The processes of a list by name, without the one that is on the screen already. */
export function choicesOf(list: ProcessList, shown: ProcessKey | null): readonly ProcessChoice[] {
  const hidden = shown === null ? null : processKeyText(shown)
  const users = new Map(list.users)
  return Array.from({ length: list.count }, (_, row) => {
    const process = { pid: list.pid[row]!, startTime: list.startTime[row]! }
    const name = textAt(list.name, row)
    const more = [users.get(list.uid[row]!) ?? '', textAt(list.commandLine, row).slice(0, LONGEST)]
    return {
      id: processKeyText(process),
      process,
      name,
      text: nameWithPid(visibleText(name), process),
      more: visibleText(more.filter(Boolean).join(' · '))
    }
  })
    .filter(({ id }) => id !== hidden)
    .sort((a, b) => a.name.localeCompare(b.name) || a.process.pid - b.process.pid)
}

/** The most recent come first. */
export function recentFirst(
  choices: readonly ProcessChoice[],
  recent: readonly ProcessKey[]
): readonly ProcessChoice[] {
  const ranks = new Map(recent.map((process, rank) => [processKeyText(process), rank]))
  const rankOf = ({ id }: ProcessChoice): number => ranks.get(id) ?? recent.length
  return [...choices].sort((a, b) => rankOf(a) - rankOf(b))
}

/** The likeliest things to compare with: the same process, one of its name, one of its number, the first. */
export function likeliest(choices: readonly ProcessChoice[], { process, name }: Capture): string {
  const found =
    choices.find(({ id }) => id === processKeyText(process)) ??
    choices.find((choice) => choice.name === name) ??
    choices.find((choice) => choice.process.pid === process.pid) ??
    choices[0]
  return found?.id ?? ''
}

/** Where to look first: another moment of the file on the screen, another file, this machine. */
export function firstSide(
  shownFile: string | null,
  shownMoment: number,
  files: readonly FileSource[],
  isLive: boolean
): OtherSide {
  const shown = files.find(({ id }) => id === shownFile)
  if (shown !== undefined && shown.opened.moments.length > 1) {
    return { file: shown.id, moment: shownMoment === 0 ? shown.opened.moments.length - 1 : 0 }
  }
  const other = files.find(({ id }) => id !== shownFile)
  if (other !== undefined) return { file: other.id, moment: 0 }
  return isLive ? { file: null, moment: 0 } : { file: shownFile, moment: shownMoment }
}
