import type { ErrorOutput, Output } from '#main/output/standard-output.ts'

/** Where a command reads and writes; the real ones, or doubles in tests. */
export interface CommandIo {
  readonly stdin: NodeJS.ReadStream
  readonly stdout: Output
  readonly stderr: ErrorOutput
  readonly environment: NodeJS.ProcessEnv
  /** argv[0] as typed, for messages. */
  readonly programName: string
}

/** Runs with the words after the command's name and gives the exit status. */
export type RunCommand = (args: readonly string[], io: CommandIo) => Promise<number>

export interface CommandEntry {
  readonly name: string
  readonly usage: string
  readonly summary: string
  /**
   * Its options as they are typed, e.g. `-o, --output FILE`, what they do, and where only some words may follow, those;
   * pmap's are in its own help. The shells' completions are made of them (`npm run completions`).
   */
  readonly options: readonly (readonly [flags: string, meaning: string, values?: readonly string[]])[]
  /** What its other words are, for completion: PIDs, PIDs or files, the id of a lesson. */
  readonly takes?: 'process' | 'capture' | 'lesson'
  /** Loads the command's code, and nothing else's, when it is wanted. */
  load(): Promise<RunCommand>
}
