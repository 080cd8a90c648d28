import { PERM_EXEC } from '../memory/mapping-table.ts'
import { label } from './label.ts'
import type { Recogniser } from './recogniser.ts'

const GO_ARENAS = 0xc000000000
const GO_ARENAS_END = 0xe000000000

const GENERATED_CODE = label('runtime', 'inferred', 'generated-code', { purpose: 'generated-code' })
const SCRIPT_HEAP = label('runtime', 'inferred', 'script-heap', { purpose: 'v8-heap' })
const GO_HEAP = label('runtime', 'inferred', 'go-heap', { purpose: 'go-heap' })

/**
 * Memory of language runtimes: anonymous memory that may be executed (generated code); V8's heap pages, which carry both
 * `dc` (not copied on fork) and `nr` (measured on Node 20 and 24); Go's heap arenas, which start at 0xc000000000.
 */
export const recogniseRuntime: Recogniser = {
  id: 'runtime',
  recognise(cursor) {
    if (!cursor.isPlainAnonymous() || cursor.hasNoAccess()) return null
    if (cursor.perms & PERM_EXEC) return GENERATED_CODE
    if (cursor.hasFlag('dc') === true && cursor.hasFlag('nr') === true) return SCRIPT_HEAP
    if (cursor.isReadWrite() && cursor.start >= GO_ARENAS && cursor.start < GO_ARENAS_END) return GO_HEAP
    return null
  }
}
