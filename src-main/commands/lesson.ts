import { machine, release } from 'node:os'
import { dirname, join } from 'node:path'
import { shown, TerminalText } from '#shared/base/terminal-text.ts'
import { FailureError } from '#shared/contract/failure.ts'
import type { AnswerSheet } from '#shared/lesson/answer-sheet.ts'
import { checkClaims } from '#shared/lesson/check-claims.ts'
import { explain } from '#shared/lesson/explain.ts'
import { lookUpIn } from '#shared/lesson/facts.ts'
import { inLanguage, type Lesson } from '#shared/lesson/lesson.ts'
import { findLesson, lessonFolder } from '#shared/lesson/lessons.ts'
import type { Recording } from '#shared/lesson/recording.ts'
import { findSubjectProgram } from '#main/subject/subject-program.ts'
import { LessonRun } from '#main/subject/lesson-run.ts'
import { RecordedRun } from '#main/subject/recorded-run.ts'
import { checkWritable, writeFileWhole } from '#main/output/write-file.ts'
import { pageSize } from '#main/source/machine.ts'
import type { CommandIo } from './command.ts'
import { playLesson } from './support/lesson-play.ts'
import { localeOf } from './support/terminal-locale.ts'
import { readWords, reportErrors, UsageError } from './support/report-errors.ts'

const MARKS = { held: 'ok', failed: 'FAILED', unsupported: 'not on this machine' } as const

/** Runs all steps without questions. Status 1 when a claim did not hold. */
async function check(lesson: Lesson, run: LessonRun, io: CommandIo): Promise<number> {
  let [hasFailed, hasLacked] = [false, false]
  for (const [index, step] of lesson.steps.entries()) {
    const before = run.now
    const after = await run.advance(step.commands)
    io.stdout.print(shown`${index + 1}. ${TerminalText.ofLines(step.c)}\n`)
    const results = checkClaims(step, run.first, before, after)
    for (const { claim, result } of results) io.stdout.print(shown`   ${MARKS[result]}: ${claim}\n`)
    if (results.some(({ result }) => result === 'unsupported') && step.otherwise !== undefined) {
      const text = explain(inLanguage(step.otherwise, localeOf(io.environment)), lookUpIn(run.first, before, after))
      io.stdout.print(shown`   ${text}\n`)
      hasLacked = true
    }
    if (results.some(({ result }) => result === 'failed')) hasFailed = true
  }
  const held = hasLacked ? 'every claim that this machine can show held' : 'every claim held'
  const outcome = hasFailed ? 'not everything that it claims is true here' : held
  io.stdout.print(shown`${lesson.id}: ${outcome}\n`)
  return hasFailed ? 1 : 0
}

const recordingOf = ({ id }: Lesson, folder: string): string => join(folder, lessonFolder(id) ?? id, 'recording.json')

/** Runs the lesson and writes `recording.json` into its folder below `lessons`. */
async function record(lesson: Lesson, run: LessonRun, io: CommandIo, folder: string): Promise<number> {
  const status = await check(lesson, run, io)
  if (status !== 0) return status
  const recording: Recording = {
    lesson: lesson.id,
    // What follows the numbers is the distributor's or a company's own.
    kernel: /^\d+(\.\d+)*/.exec(release())?.[0] ?? release(),
    architecture: machine(),
    pageSize: pageSize(),
    moments: run.recorded
  }
  const file = recordingOf(lesson, folder)
  // Where the recorder's checkout lies is private; the path is the same in all recordings.
  const text = JSON.stringify(recording, null, 2).replaceAll(dirname(findSubjectProgram() ?? '/'), '/usr/lib/vmatlas')
  writeFileWhole(file, (sink) => sink(Buffer.from(`${text}\n`)))
  io.stdout.print(shown`written to ${file}\n`)
  return 0
}

/** Plays the recording where the program can't be started, and reports it. Null when there is none. */
async function playRecorded(lesson: Lesson, io: CommandIo): Promise<AnswerSheet | null> {
  const run = await RecordedRun.open(lesson)
  if (run === null) return null
  const { kernel, architecture, moments } = run.recording
  const day = new Date(moments[0]?.takenAt ?? 0).toISOString().slice(0, 10)
  const words =
    localeOf(io.environment) === 'en'
      ? `Recorded ${day} on Linux ${kernel} (${architecture}): not this machine`
      : `录制于 ${day}，Linux ${kernel}（${architecture}）：不是这台机器`
  io.stdout.print(shown`${words}\n\n`)
  return playLesson(lesson, run, io)
}

function keepAnswers(answers: AnswerSheet, file: string | null): void {
  if (file === null) return
  const bytes = new TextEncoder().encode(`${JSON.stringify(answers, null, 2)}\n`)
  writeFileWhole(file, (sink) => sink(bytes))
}

interface LessonArguments {
  readonly lesson: Lesson
  readonly isChecking: boolean
  readonly recordTo: string | null
  /** File for what was answered. */
  readonly answersTo: string | null
}

/** @throws UsageError */
function readArguments(args: readonly string[]): LessonArguments {
  const { values, positionals } = readWords({
    args: [...args],
    allowPositionals: true,
    options: {
      check: { type: 'boolean', default: false },
      record: { type: 'string' },
      answers: { type: 'string' }
    }
  })
  const [id, ...more] = positionals
  if (id === undefined || more.length > 0) throw new UsageError('give the id of one lesson; vmatlas lessons lists them')
  const lesson = findLesson(id)
  if (lesson === undefined) throw new UsageError(`there is no lesson "${id}"; vmatlas lessons lists them`)
  const { check: isChecking, record: recordTo, answers: answersTo } = values
  if ([isChecking || undefined, recordTo, answersTo].filter((each) => each !== undefined).length > 1)
    throw new UsageError('of --check, --record and --answers only one makes sense')
  return { lesson, isChecking, recordTo: recordTo ?? null, answersTo: answersTo ?? null }
}

/** `vmatlas lesson ID`: plays a lesson in the terminal, from its recording where its program can't be started; `--answers FILE` keeps what was answered, `--check` runs it through, `--record FOLDER` keeps the run. */
export const lesson = reportErrors('lesson', async (args, io) => {
  const parsed = readArguments(args)
  if (parsed.answersTo !== null) checkWritable(parsed.answersTo)
  if (parsed.recordTo !== null) checkWritable(recordingOf(parsed.lesson, parsed.recordTo))
  let run: LessonRun | null = null
  try {
    run = await LessonRun.start(parsed.lesson)
    if (parsed.recordTo !== null) return await record(parsed.lesson, run, io, parsed.recordTo)
    if (parsed.isChecking) return await check(parsed.lesson, run, io)
    keepAnswers(await playLesson(parsed.lesson, run, io), parsed.answersTo)
    return 0
  } catch (error) {
    if (!(error instanceof FailureError)) throw error
    const isPlaying = run === null && !parsed.isChecking && parsed.recordTo === null
    const answers = isPlaying ? await playRecorded(parsed.lesson, io) : null
    if (answers === null) throw error
    keepAnswers(answers, parsed.answersTo)
    return 0
  } finally {
    run?.stop()
  }
})
