import { FailureError } from '../contract/failure.ts'
import { HEAD_BYTES, type FormatContext, type Imported, type Importer } from './importer.ts'
import { cpioTree } from './cpio-tree.ts'
import { elfCore } from './elf-core.ts'
import { gdbMappings } from './gdb-mappings.ts'
import { jvmHsErr } from './jvm-hs-err.ts'
import { jvmSystemMap } from './jvm-system-map.ts'
import { mapsText } from './maps-text.ts'
import { pmapText } from './pmap-text.ts'
import { showmap } from './showmap.ts'
import { tarTree } from './tar-tree.ts'
import { tombstone } from './tombstone.ts'
import { vmsnap } from './vmsnap.ts'
import { zipTree } from './zip-tree.ts'

/** Every format that can be opened. A new one is one file and a line here. */
export const IMPORTERS: readonly Importer[] = [
  vmsnap,
  zipTree,
  tarTree,
  cpioTree,
  elfCore,
  jvmHsErr,
  jvmSystemMap,
  mapsText,
  pmapText,
  gdbMappings,
  tombstone,
  showmap
]

/**
 * Opens whatever it is, by its content; the surest importer that finds a process wins.
 * @param name for showing, and where a format has no name of its own
 * @throws FailureError `bad-input` when no importer knows the bytes, `too-large` for what would not fit
 */
export function openBytes(bytes: Uint8Array, name: string, context: FormatContext): Imported {
  const head = bytes.subarray(0, HEAD_BYTES)
  const ranked = IMPORTERS.map((importer) => ({ importer, sure: importer.detect(head, name) }))
    .filter(({ sure }) => sure > 0)
    .sort((a, b) => b.sure - a.sure)
  let failure: FailureError | null = null
  for (const { importer } of ranked) {
    try {
      const imported = importer.read(bytes, name, context)
      if (imported.moments.some(({ processes }) => processes.length > 0)) return imported
    } catch (error) {
      if (!(error instanceof FailureError)) throw error
      failure ??= error
    }
  }
  throw failure ?? new FailureError('bad-input', name, 'no known format: neither maps, pmap output nor a snapshot')
}
