import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { findProgram } from '#main/source/find-program.ts'

/** Milliseconds that a subject may take to answer hello; it needs a few. */
const START_TIMEOUT = 3000

/** Answers by path: a program does not change while this runs. */
const known = new Map<string, boolean>()

/** True when the program starts here and answers: one made for a newer C library or another machine does not. */
export function answersHello(program: string): boolean {
  let isAnswering = known.get(program)
  if (isAnswering === undefined) {
    const { stdout } = spawnSync(program, ['0', tmpdir()], {
      env: {},
      input: 'hello\n',
      encoding: 'utf8',
      timeout: START_TIMEOUT,
      stdio: ['pipe', 'pipe', 'ignore']
    })
    isAnswering = /^\{"ok":1,/.test(stdout ?? '')
    known.set(program, isAnswering)
  }
  return isAnswering
}

/** The subject's path, or null where it was not compiled or does not run: lessons then run from their recordings. */
export function findSubjectProgram(): string | null {
  const program = findProgram('subject/subject')
  return program !== null && answersHello(program) ? program : null
}
