import type { MappingTable } from '#shared/memory/mapping-table.ts'
import { captureLive } from '#main/commands/support/capture-live.ts'
import { JvmProcess } from '#main/evidence/jvm-process.ts'
import { loadedFiles } from '#main/evidence/loaded-modules.ts'
import { ProcessMemory } from '#main/evidence/process-memory.ts'
import { pageSize } from '#main/source/machine.ts'
import { ProcFolder } from '#main/source/proc-folder.ts'

/** Looks into a living JVM. */
export function insideJvm<Found>(
  pid: number,
  look: (jvm: JvmProcess, folder: ProcFolder, table: MappingTable) => Found
): Found {
  const folder = new ProcFolder(pid)
  const memory = ProcessMemory.open(folder, pageSize())!
  try {
    const { table } = captureLive(pid, 'maps', 'maps')
    const library = loadedFiles(folder, table).modules.find(({ name }) => name.endsWith('/libjvm.so'))!
    return look(JvmProcess.of(memory, library)!, folder, table)
  } finally {
    memory.close()
    folder.close()
  }
}
