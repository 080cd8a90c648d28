import type { LivingRuntime } from '#shared/classify/runtimes.ts'
import type { LoadedModule } from './loaded-modules.ts'
import type { ProcessMemory } from './process-memory.ts'

/** node::per_process::metadata, whose first member is the text of its version (src/node_metadata.h, Node 12 and later). */
export const NODE_METADATA = '_ZN4node11per_process8metadataE'
const LONGEST = 32

/**
 * Node with its version, which only its memory reports: a text of libstdc++, an address and a length (bits/basic_string.h).
 * Verified with 20.20 and 24.21.
 */
export function withNodeVersion(
  runtimes: readonly LivingRuntime[],
  modules: readonly LoadedModule[],
  memory: ProcessMemory
): readonly LivingRuntime[] {
  const version = nodeVersion(modules, memory)
  return version === ''
    ? runtimes
    : runtimes.map((runtime) => (runtime.id === 'node' ? { ...runtime, name: `Node.js ${version}` } : runtime))
}

function nodeVersion(modules: readonly LoadedModule[], memory: ProcessMemory): string {
  for (const { file, bias } of modules) {
    const offset = file.exported(NODE_METADATA)
    if (offset === null || bias === null) continue
    const [address, length] = [memory.word(bias + offset), memory.word(bias + offset + 8)]
    if (address === null || length === null || length < 5 || length > LONGEST) continue
    const bytes = memory.read(address, length)
    const text = bytes === null ? '' : new TextDecoder('latin1').decode(bytes)
    if (/^\d+\.\d+\.[\w.+-]+$/.test(text)) return text
  }
  return ''
}
