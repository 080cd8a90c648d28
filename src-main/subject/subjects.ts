import { FailureError } from '#shared/contract/failure.ts'
import type { ProcessRange, SubjectHandle, SubjectReply, SubjectSurroundings } from '#shared/contract/host.ts'
import { removeLeftFolders } from './left-folders.ts'
import { findSubjectProgram } from './subject-program.ts'
import { SubjectProcess } from './subject-process.ts'
import { isInFamily, readSurroundings } from './surroundings.ts'

/** Windows with a lesson at the same time; more would only take memory. */
const MOST = 4

interface RunningSubjects {
  start(): Promise<SubjectHandle>
  command(id: string, command: string): Promise<SubjectReply>
  surroundings(id: string, ranges: readonly ProcessRange[]): Promise<SubjectSurroundings>
  stop(id: string): Promise<void>
  dispose(): Promise<void>
}

/** The programs that lessons observe; undefined where none was compiled, so that the host does not announce them. */
export function createSubjects(): RunningSubjects | undefined {
  const program = findSubjectProgram()
  if (program === null) return undefined
  removeLeftFolders()
  const running = new Map<string, SubjectProcess>()
  let starts = 0

  const stop = (id: string): void => {
    running.get(id)?.stop()
    running.delete(id)
  }

  /** @throws FailureError `gone` */
  const find = (id: string): SubjectProcess => {
    const subject = running.get(id)
    if (subject === undefined) throw new FailureError('gone', 'subject', 'it was stopped; start the lesson again')
    return subject
  }

  return {
    async start() {
      const oldest = running.keys().next().value
      if (running.size >= MOST && oldest !== undefined) stop(oldest)
      // Counted before anything is waited for: many may be wanted at once.
      const subject = new SubjectProcess(program)
      const id = `subject-${++starts}`
      running.set(id, subject)
      try {
        await subject.command('hello')
        return { id, process: subject.process }
      } catch (error) {
        stop(id)
        throw error
      }
    },
    async command(id, command) {
      return find(id).command(command)
    },
    async surroundings(id, ranges) {
      const { pid } = find(id)
      return readSurroundings(ranges, (process) => isInFamily(process, pid))
    },
    async stop(id) {
      stop(id)
    },
    async dispose() {
      for (const id of [...running.keys()]) stop(id)
    }
  }
}
