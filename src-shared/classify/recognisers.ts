import { recogniseArena } from './recognise-arena.ts'
import { recogniseBssTail, recogniseFiles } from './recognise-files.ts'
import { recogniseNamed } from './recognise-named.ts'
import { recogniseAnonymous, recogniseDevicePages, recogniseReserved } from './recognise-rest.ts'
import { recogniseRuntime } from './recognise-runtime.ts'
import { recogniseThreadStack } from './recognise-thread-stack.ts'
import type { Recogniser } from './recogniser.ts'

/**
 * For one table, in order: the first that has something to say decides. What the kernel says goes before what is inferred.
 */
export function recognisers(): readonly Recogniser[] {
  return [
    recogniseNamed,
    recogniseFiles,
    recogniseDevicePages,
    recogniseArena(),
    recogniseReserved,
    recogniseBssTail,
    recogniseRuntime,
    recogniseThreadStack,
    recogniseAnonymous
  ]
}
