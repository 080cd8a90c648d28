import type { Metric } from '../memory/metrics.ts'

/** A text in both languages of the interface, side by side so that neither is forgotten. */
export interface BothLanguages {
  readonly en: string
  readonly zh: string
}

/** One answer that a learner may choose. */
export interface Choice extends BothLanguages {
  /** Expression over the run's facts: the choice whose expression holds is the right one on this machine. */
  readonly holds: string
}

/** Something a learner can be asked to look at: a named area of the subject's memory, a category, or everything. */
export interface LookAt {
  /** As in expressions: `a`, `heap`, `all`, `[vsyscall]`. */
  readonly target: string
  /** The column that changes, by the kernel's name. */
  readonly column: string
  /** By what the picture's areas are drawn meanwhile, where that is not the column's own metric. */
  readonly metric?: Metric
  /** What shows it best, where that is not the treemap. Single pages are there only of a program that runs, as it is now. */
  readonly picture?: 'ladder' | 'pages'
}

export interface LessonStep {
  /** What is about to happen and why it is interesting; shown before the step runs. */
  readonly text: BothLanguages
  /** The line of C that runs, as a programmer would write it. */
  readonly c: string
  /** Commands of the subject (the table in subject.c lists them), carried out one after the other. */
  readonly commands: readonly string[]
  readonly prediction: { readonly question: BothLanguages; readonly choices: readonly Choice[] }
  readonly lookAt: LookAt
  /** What must be true afterwards. Each fails when the commands are left out: a claim that always holds teaches nothing. */
  readonly claims: readonly string[]
  /** Shown afterwards; `{expression}` is put in as a size, `{#expression}` as a plain number. */
  readonly explanation: BothLanguages
  /**
   * Expression that decides whether this machine has what the step shows. Where it does not hold, the claims are not
   * asserted and `otherwise` is shown instead of the explanation.
   */
  readonly needs?: string
  readonly otherwise?: BothLanguages
  /** Shell commands to look for oneself; `PID` is the subject's number. */
  readonly toTry: readonly string[]
}

/**
 * Chapters by number: `ostep` is Arpaci-Dusseau, Operating Systems: Three Easy Pieces (1.10); `csapp` is Bryant and
 * O'Hallaron, Computer Systems: A Programmer's Perspective (3rd edition).
 */
export interface Chapters {
  readonly ostep: readonly string[]
  readonly csapp: readonly string[]
}

/** One lesson: a folder of `lessons/` with this in `lesson.ts` and a `recording.json` made by `vmatlas lesson ID --record`. */
export interface Lesson {
  /** Lower-case words with hyphens; what the command line and addresses use. */
  readonly id: string
  readonly title: BothLanguages
  readonly teaches: BothLanguages
  /** Where its sentences about the kernel and the C library can be looked up: manual pages and the kernel's documentation. */
  readonly sources: readonly string[]
  /** Chapters of the two usual textbooks that it belongs to; empty where a book does not have it. */
  readonly chapters: Chapters
  readonly steps: readonly LessonStep[]
}

/** The text in the language of the interface (`zh-CN` or any other). */
export function inLanguage(text: BothLanguages, locale: string): string {
  return locale.startsWith('zh') ? text.zh : text.en
}
