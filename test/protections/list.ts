import { COMMAND_PROTECTIONS } from './commands.ts'
import { DESKTOP_PROTECTIONS } from './desktop.ts'
import { FILE_PROTECTIONS } from './files.ts'
import { HOST_PROTECTIONS } from './host.ts'
import { PROCESS_PROTECTIONS } from './processes.ts'
import type { Protection } from './protection.ts'
import { READING_PROTECTIONS } from './reading.ts'
import { SENTENCE_PROTECTIONS } from './sentences.ts'

/** Every protection that is taken away by `npm run protections`. */
export const PROTECTIONS: readonly Protection[] = [
  ...HOST_PROTECTIONS,
  ...DESKTOP_PROTECTIONS,
  ...READING_PROTECTIONS,
  ...FILE_PROTECTIONS,
  ...PROCESS_PROTECTIONS,
  ...SENTENCE_PROTECTIONS,
  ...COMMAND_PROTECTIONS
]
