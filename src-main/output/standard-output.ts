import { isatty } from 'node:tty'
import { TerminalText } from '#shared/base/terminal-text.ts'
import { wasClosedByShell } from './closed-output.ts'
import { WriteError, writeAll } from './write-synchronously.ts'

/** Where a command's results go. Every way there is safe for a terminal: text by its type, data by being made visible. */
export interface Output {
  readonly isTerminal: boolean
  /** @throws WriteError */
  print(text: TerminalText): void
  /** Lines of a format for programs: as they are, but to a terminal with what could steer it made visible. @throws WriteError */
  data(text: string): void
  /** Bytes as they are; the caller has made them safe for a terminal, or has checked that there is none. @throws WriteError */
  bytes(bytes: Uint8Array): void
}

/** Where a command writes its messages. Never throws: a message that can't be written must not cost the results. */
export interface ErrorOutput {
  readonly isTerminal: boolean
  /** Something could not be written. */
  readonly hasFailed: boolean
  print(text: TerminalText): void
  /** A message that may hold any bytes, such as an argument; to a terminal made visible. */
  bytes(bytes: Uint8Array): void
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** Standard output, or whatever else has that descriptor. */
export function openOutput(descriptor = 1): Output {
  const isTerminal = isatty(descriptor)
  const isClosed = wasClosedByShell(descriptor)
  const writeBytes = (bytes: Uint8Array): void => {
    if (isClosed && bytes.length > 0) throw new WriteError('EBADF')
    writeAll(descriptor, bytes)
  }
  const write = (text: string): void => writeBytes(encoder.encode(text))
  return {
    isTerminal,
    print: ({ text }) => write(text),
    data: (text) => write(isTerminal ? TerminalText.ofLines(text).text : text),
    bytes: writeBytes
  }
}

/** Standard error, or whatever else has that descriptor. */
export function openErrorOutput(descriptor = 2): ErrorOutput {
  const isTerminal = isatty(descriptor)
  let hasFailed = false
  const write = (bytes: Uint8Array): void => {
    try {
      writeAll(descriptor, bytes)
    } catch (error) {
      if (!(error instanceof WriteError)) throw error
      hasFailed = true
    }
  }
  return {
    isTerminal,
    get hasFailed() {
      return hasFailed
    },
    print: ({ text }) => write(encoder.encode(text)),
    bytes: (bytes) => write(isTerminal ? encoder.encode(TerminalText.ofLines(decoder.decode(bytes)).text) : bytes)
  }
}
