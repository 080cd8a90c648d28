import { ANONYMOUS_RULES } from './anonymous-rules.ts'
import { LEFTOVER_RULES } from './leftover-rules.ts'
import { recogniseByRules } from './recognise-anonymous-rules.ts'
import { recogniseArena } from './recognise-arena.ts'
import { recogniseBssTail, recogniseFiles, recognisePrivateCopies } from './recognise-files.ts'
import { recogniseNamed } from './recognise-named.ts'
import { recogniseObserved } from './recognise-observed.ts'
import { recogniseAnonymous, recogniseDevicePages, recogniseNameUnknown, recogniseReserved } from './recognise-rest.ts'
import { recogniseSandboxRoom } from './recognise-sandbox-room.ts'
import { recogniseUnnamedSpecial } from './recognise-special.ts'
import { recogniseStack } from './recognise-stack.ts'
import { recogniseWasm } from './recognise-wasm.ts'
import type { Recogniser } from './recogniser.ts'

/**
 * For one table, in order: the first that recognises a row decides. What the kernel reports goes before what was found
 * in files and memory, that before what follows from flags, addresses and neighbours, and what is likely comes last.
 */
export function recognisers(): readonly Recogniser[] {
  const rules = recogniseByRules(ANONYMOUS_RULES)
  const leftovers = recogniseByRules(LEFTOVER_RULES)
  return [
    recogniseNameUnknown,
    recognisePrivateCopies,
    recogniseNamed,
    recogniseFiles,
    recogniseDevicePages,
    recogniseStack(),
    recogniseObserved([rules, leftovers]),
    recogniseUnnamedSpecial(),
    recogniseArena(),
    recogniseWasm(),
    recogniseSandboxRoom(),
    recogniseReserved,
    recogniseBssTail,
    rules,
    leftovers,
    recogniseAnonymous
  ]
}
