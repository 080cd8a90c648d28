import { createInterface } from 'node:readline/promises'
import { checkClaims, isSupported, rightChoice } from '#shared/lesson/check-claims.ts'
import { answeredRun, answerSheet, type AnswerSheet } from '#shared/lesson/answer-sheet.ts'
import { explain } from '#shared/lesson/explain.ts'
import { lookUpIn } from '#shared/lesson/facts.ts'
import { inLanguage, type Lesson } from '#shared/lesson/lesson.ts'
import type { Moment } from '#shared/lesson/moment.ts'
import { shownOrder } from '#shared/lesson/shown-order.ts'
import { shown, TerminalText } from '#shared/base/terminal-text.ts'
import type { CommandIo } from '../command.ts'
import { localeOf } from './terminal-locale.ts'

const WORDS = {
  en: {
    ask: 'Your answer (number, Enter to just see, q to quit): ',
    again: (count: number) => `Type a number from 1 to ${count}, Enter or q.`,
    right: 'Right.',
    wrong: 'What really happened: ',
    failed: 'This machine behaved differently: ',
    tryIt: 'Try it yourself: ',
    score: (right: number, of: number) => `${right} of ${of} predicted right.`,
    stays: (pid: number) => `The program (${pid}) stays until you press Enter. `
  },
  'zh-CN': {
    ask: '你的答案（数字；直接回车则只看结果；q 退出）：',
    again: (count: number) => `请输入 1 到 ${count} 的数字、回车或 q。`,
    right: '正确。',
    wrong: '实际结果：',
    failed: '这台机器的表现与课程所说不同：',
    tryIt: '动手验证：',
    score: (right: number, of: number) => `${of} 题中预测正确 ${right} 题。`,
    stays: (pid: number) => `程序（${pid}）会一直运行，按回车结束。`
  }
} as const

/** A run of a lesson, live or played back. */
export interface PlayedRun {
  readonly first: Moment
  readonly now: Moment
  advance(commands: readonly string[]): Promise<Moment>
  /** The live program's number; a recorded run has none. */
  readonly pid?: number
}

type Reply = { readonly kind: 'choice'; readonly choice: number } | { readonly kind: 'look' | 'quit' }

/** What was typed, among answers shown in this order; null when it is none of what was asked for. */
function replyOf(typed: string, order: readonly number[]): Reply | null {
  const text = typed.trim().toLowerCase()
  if (text === '') return { kind: 'look' }
  if (text === 'q') return { kind: 'quit' }
  const choice = /^\d{1,2}$/.test(text) ? order[Number(text) - 1] : undefined
  return choice === undefined ? null : { kind: 'choice', choice }
}

/**
 * Plays a lesson in a terminal: asks, runs, reports what happened. The end of the input is as good as q. At the end a live program
 * stays for what the last step proposes to try, until Enter. Gives what was answered.
 */
export async function playLesson(lesson: Lesson, run: PlayedRun, io: CommandIo): Promise<AnswerSheet> {
  const locale = localeOf(io.environment)
  const words = WORDS[locale]
  const terminal = createInterface({ input: io.stdin })
  const lines = terminal[Symbol.asyncIterator]()
  const print = (text: string): void => io.stdout.print(shown`${TerminalText.ofLines(text)}\n`)
  const moments = [run.first]
  const answers: Record<number, number> = {}
  const sheet = (): AnswerSheet =>
    answerSheet(lesson, answeredRun(lesson, moments, answers, run.pid === undefined), locale)

  async function ask(order: readonly number[]): Promise<Reply> {
    for (;;) {
      io.stdout.print(shown`${words.ask}`)
      const typed = await lines.next()
      if (typed.done) return { kind: 'quit' }
      const reply = replyOf(typed.value, order)
      if (reply !== null) return reply
      print(words.again(order.length))
    }
  }

  try {
    print(`${inLanguage(lesson.title, locale)}\n${inLanguage(lesson.teaches, locale)}\n`)
    for (const [index, step] of lesson.steps.entries()) {
      const { question, choices } = step.prediction
      const order = shownOrder(lesson.id, index, choices.length)
      print(`${index + 1}/${lesson.steps.length}  ${inLanguage(step.text, locale)}\n\n    ${step.c}\n`)
      print(inLanguage(question, locale))
      order.forEach((choice, at) => print(`  ${at + 1}) ${inLanguage(choices[choice]!, locale)}`))
      const reply = await ask(order)
      if (reply.kind === 'quit') return sheet()
      if (reply.kind === 'choice') answers[index] = reply.choice
      const before = run.now
      const after = await run.advance(step.commands)
      moments.push(after)
      const right = rightChoice(step, run.first, before, after)
      const came = choices[right]
      if (came !== undefined)
        print(answers[index] === right ? words.right : `${words.wrong}${inLanguage(came, locale)}`)
      const text = isSupported(step, run.first, before, after) ? step.explanation : (step.otherwise ?? step.explanation)
      print(explain(inLanguage(text, locale), lookUpIn(run.first, before, after)))
      for (const { claim, result } of checkClaims(step, run.first, before, after)) {
        if (result === 'failed') print(`${words.failed}${claim}`)
      }
      for (const command of step.toTry) print(`${words.tryIt}${command.replaceAll('PID', String(run.pid ?? 'PID'))}`)
      print('')
    }
    const done = sheet()
    if (Object.keys(answers).length > 0) print(words.score(done.score.right, done.score.of))
    if (run.pid !== undefined) {
      io.stdout.print(shown`${words.stays(run.pid)}`)
      await lines.next()
    }
    return done
  } finally {
    terminal.close()
  }
}
