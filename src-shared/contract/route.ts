import type { ProcessKey } from '../memory/process-key.ts'

/**
 * What a window shows, as far as it can be found again by an address: a process, a lesson. Of a file that was handed
 * over with it, also the moment.
 */
export interface Route {
  /** The pid is 0 in files that do not report it. Without a start time (a typed address): the process that has this pid now. */
  readonly process: { readonly pid: number; readonly startTime: number | null } | null
  /** `step` counts from 1. */
  readonly lesson: { readonly id: string; readonly isRecorded: boolean; readonly step: number } | null
  readonly moment: number | null
}

export const NO_ROUTE: Route = { process: null, lesson: null, moment: null }

export function routeOfProcess({ pid, startTime }: ProcessKey): Route {
  return { ...NO_ROUTE, process: { pid, startTime } }
}

/** The words of an address, after its `#`: `pid=4711&start=123456`, `lesson=fork-and-copy-on-write&step=2`. Empty for no route. */
export function routeText({ process, lesson, moment }: Route): string {
  const words: string[] = []
  if (process !== null) words.push(`pid=${process.pid}`)
  if (process !== null && process.startTime !== null) words.push(`start=${process.startTime}`)
  if (lesson !== null) words.push(`lesson=${lesson.id}`)
  if (lesson?.isRecorded) words.push('recorded')
  if (lesson !== null && lesson.step > 1) words.push(`step=${lesson.step}`)
  if (moment !== null) words.push(`moment=${moment}`)
  return words.join('&')
}

/** No lesson has more. */
const MOST_STEPS = 99
/** Largest pid of the kernel. */
const LARGEST_PID = 2 ** 22

function wholeNumber(text: string | undefined, smallest: number, largest: number): number | null {
  const number = /^\d{1,15}$/.test(text ?? '') ? Number(text) : NaN
  return number >= smallest && number <= largest ? number : null
}

/** Reads such words. Addresses come from anywhere: what is not understood is left out. */
export function readRoute(text: string): Route {
  const words = new Map(
    text.split('&').map((word): [string, string] => {
      const at = word.indexOf('=')
      return at < 0 ? [word, ''] : [word.slice(0, at), word.slice(at + 1)]
    })
  )
  const pid = wholeNumber(words.get('pid'), 0, LARGEST_PID)
  const id = words.get('lesson') ?? ''
  return {
    process: pid === null ? null : { pid, startTime: wholeNumber(words.get('start'), 0, Number.MAX_SAFE_INTEGER) },
    lesson: /^[a-z0-9-]{1,64}$/.test(id)
      ? { id, isRecorded: words.has('recorded'), step: wholeNumber(words.get('step'), 1, MOST_STEPS) ?? 1 }
      : null,
    moment: wholeNumber(words.get('moment'), 0, 1e6)
  }
}
