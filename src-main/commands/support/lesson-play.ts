import { createInterface } from 'node:readline/promises'
import { shown, TerminalText } from '#shared/base/terminal-text.ts'
import { checkClaims, isSupported, rightChoice } from '#shared/lesson/check-claims.ts'
import { explain } from '#shared/lesson/explain.ts'
import { lookUpIn } from '#shared/lesson/facts.ts'
import { inLanguage, type Lesson } from '#shared/lesson/lesson.ts'
import type { Moment } from '#shared/lesson/moment.ts'
import type { CommandIo } from '../command.ts'
import { localeOf } from './terminal-locale.ts'

const WORDS = {
  en: {
    ask: 'Your answer (number, Enter to just see): ',
    right: 'Right.',
    wrong: 'What really happened: ',
    failed: 'This machine behaved differently: ',
    tryIt: 'Try it yourself: '
  },
  'zh-CN': {
    ask: '你的答案（数字；直接回车则只看结果；q 退出）：',
    right: '正确。',
    wrong: '实际结果：',
    failed: '这台机器的表现与课程所说不同：',
    tryIt: '动手验证：'
  }
} as const

/** A run of a lesson, live or played back. */
export interface PlayedRun {
  readonly first: Moment
  readonly now: Moment
  advance(commands: readonly string[]): Promise<Moment>
  /** The live program's number; a recorded one is nobody's. */
  readonly pid?: number
}

/** Plays a lesson in a terminal: asks, runs, says what happened. Status 0 at the end and when the input ends early. */
export async function playLesson(lesson: Lesson, run: PlayedRun, io: CommandIo): Promise<number> {
  const locale = localeOf(io.environment)
  const words = WORDS[locale]
  const terminal = createInterface({ input: io.stdin })
  const lines = terminal[Symbol.asyncIterator]()
  const say = (text: string): void => io.stdout.say(shown`${TerminalText.ofLines(text)}\n`)
  try {
    say(`${inLanguage(lesson.title, locale)}\n${inLanguage(lesson.teaches, locale)}\n`)
    for (const [index, step] of lesson.steps.entries()) {
      say(`${index + 1}/${lesson.steps.length}  ${inLanguage(step.text, locale)}\n\n    ${step.c}\n`)
      say(inLanguage(step.prediction.question, locale))
      step.prediction.choices.forEach((choice, at) => say(`  ${at + 1}) ${inLanguage(choice, locale)}`))
      io.stdout.say(shown`${words.ask}`)
      const answer = await lines.next()
      if (answer.done) return 0
      const before = run.now
      const after = await run.advance(step.commands)
      const right = rightChoice(step, run.first, before, after)
      const choice = step.prediction.choices[right]
      if (choice !== undefined) {
        say(answer.value.trim() === String(right + 1) ? words.right : `${words.wrong}${inLanguage(choice, locale)}`)
      }
      const text = isSupported(step, run.first, before, after) ? step.explanation : (step.otherwise ?? step.explanation)
      say(explain(inLanguage(text, locale), lookUpIn(run.first, before, after)))
      for (const { claim, result } of checkClaims(step, run.first, before, after)) {
        if (result === 'failed') say(`${words.failed}${claim}`)
      }
      for (const command of step.toTry) say(`${words.tryIt}${command.replaceAll('PID', String(run.pid ?? 'PID'))}`)
      say('')
    }
    return 0
  } finally {
    terminal.close()
  }
}
