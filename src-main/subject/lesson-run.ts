import { FailureError } from '#shared/contract/failure.ts'
import type { SubjectReply } from '#shared/contract/host.ts'
import type { Lesson } from '#shared/lesson/lesson.ts'
import { amountsByLetter, layoutAfter, NO_LAYOUT, wantedRanges, type Moment } from '#shared/lesson/moment.ts'
import { momentOf, type RecordedMoment, type RecordedProcess } from '#shared/lesson/recording.ts'
import { wantedSurroundings, type WantedSurroundings } from '#shared/lesson/step-expressions.ts'
import { pageSize } from '#main/source/machine.ts'
import { ProcFolder } from '#main/source/proc-folder.ts'
import { findSubjectProgram } from './subject-program.ts'
import { SubjectProcess } from './subject-process.ts'
import { isInFamily, readSurroundings } from './surroundings.ts'

const decoder = new TextDecoder()

function readProcess(pid: number): RecordedProcess {
  const folder = new ProcFolder(pid)
  try {
    const text = (file: 'smaps' | 'status' | 'stat' | 'cmdline'): string => decoder.decode(folder.read(file))
    return {
      smaps: text('smaps'),
      status: text('status'),
      stat: text('stat'),
      cmdline: text('cmdline')
    }
  } finally {
    folder.close()
  }
}

/** A lesson with a live subject, step by step, with the raw files of every moment kept. */
export class LessonRun {
  readonly lesson: Lesson
  readonly recorded: RecordedMoment[] = []
  readonly moments: Moment[] = []
  readonly #subject: SubjectProcess
  #layout = NO_LAYOUT

  readonly #wanted: WantedSurroundings

  private constructor(lesson: Lesson, subject: SubjectProcess) {
    this.lesson = lesson
    this.#subject = subject
    this.#wanted = wantedSurroundings(lesson)
  }

  /** @throws FailureError `unsupported` where the subject was not compiled */
  static async start(lesson: Lesson): Promise<LessonRun> {
    const program = findSubjectProgram()
    if (program === null) {
      throw new FailureError('unsupported', 'lesson', 'its program was not compiled; install a C compiler and build')
    }
    const run = new LessonRun(lesson, await SubjectProcess.start(program))
    await run.#look([], [])
    return run
  }

  get pid(): number {
    return this.#subject.pid
  }

  /** The moment before the first step. */
  get first(): Moment {
    return this.#at(0)
  }

  /** The moment as it is now. */
  get now(): Moment {
    return this.#at(this.moments.length - 1)
  }

  /** Carries commands out (none: just looks again) and reads the subject. */
  async advance(commands: readonly string[]): Promise<Moment> {
    const replies: SubjectReply[] = []
    for (const command of commands) replies.push(await this.#subject.command(command))
    return this.#look(commands, replies)
  }

  stop(): void {
    this.#subject.stop()
  }

  /** What the lesson asks for besides mappings; nothing where it asks for none. */
  async #surroundings(): Promise<Pick<RecordedMoment, 'machine' | 'pages'>> {
    const wanted = wantedRanges(this.#wanted, this.#layout, this.#subject.process)
    if (wanted.length === 0 && !this.#wanted.isMachineWanted) return {}
    const { machine, pages } = await readSurroundings(
      wanted.map(({ range }) => range),
      (stat) => isInFamily(stat, this.pid)
    )
    const [self, child] = (['self', 'child'] as const).map((of) =>
      Object.fromEntries(amountsByLetter(wanted, pages, of))
    )
    return {
      ...(this.#wanted.isMachineWanted ? { machine } : {}),
      ...(wanted.length > 0 ? { pages: { self, child } } : {})
    }
  }

  async #look(commands: readonly string[], replies: readonly SubjectReply[]): Promise<Moment> {
    this.#layout = layoutAfter(this.#layout, commands, replies)
    const { child } = this.#layout
    const recorded: RecordedMoment = {
      ...readProcess(this.pid),
      ...(child === null ? {} : { child: readProcess(child.pid) }),
      ...(await this.#surroundings()),
      takenAt: Date.now(),
      replies
    }
    const moment = momentOf(recorded, pageSize(), this.#layout)
    this.recorded.push(recorded)
    this.moments.push(moment)
    return moment
  }

  #at(index: number): Moment {
    const moment = this.moments[index]
    if (moment === undefined) throw new RangeError('the lesson has no such moment')
    return moment
  }
}
