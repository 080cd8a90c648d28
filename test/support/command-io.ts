import { Readable } from 'node:stream'
import type { CommandIo } from '#main/commands/command.ts'
import type { ErrorOutput, Output } from '#main/output/standard-output.ts'

export interface RecordedIo {
  readonly io: CommandIo
  /** What was written to standard output and to standard error so far. */
  said(): string
  complained(): string
}

/** A command's doors that keep what goes through them. */
export function recordedIo(environment: NodeJS.ProcessEnv = {}, input = ''): RecordedIo {
  const written = { out: [] as Uint8Array[], err: [] as Uint8Array[] }
  const textOf = (name: 'out' | 'err'): string => Buffer.concat(written[name]).toString()
  const keep = (name: 'out' | 'err', bytes: Uint8Array | string): void => void written[name].push(Buffer.from(bytes))
  const stdout: Output = {
    isTerminal: false,
    print: ({ text }) => keep('out', text),
    data: (text) => keep('out', text),
    bytes: (bytes) => keep('out', bytes)
  }
  const stderr: ErrorOutput = {
    isTerminal: false,
    hasFailed: false,
    print: ({ text }) => keep('err', text),
    bytes: (bytes) => keep('err', bytes)
  }
  const stdin = Readable.from([input]) as unknown as NodeJS.ReadStream
  return {
    io: { stdin, stdout, stderr, environment, programName: 'vmatlas' },
    said: () => textOf('out'),
    complained: () => textOf('err')
  }
}
