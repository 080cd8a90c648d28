import { readFileSync } from 'node:fs'
import { surroundingsOf } from '#shared/capture/process-surroundings.ts'
import type { Surroundings } from '#shared/memory/capture.ts'
import type { ProcFolder } from '#main/source/proc-folder.ts'

/** vm.max_map_count of the machine; null for a /proc that holds nothing but processes. @param root where /proc is */
export function readMaxMapCount(root: string): Uint8Array | null {
  try {
    return new Uint8Array(readFileSync(`${root}/sys/vm/max_map_count`))
  } catch {
    return null
  }
}

/** A process's limits: three small files, some 30 µs. @param root where /proc is */
export function readSurroundings(folder: ProcFolder, root: string): Surroundings {
  return surroundingsOf({
    limits: folder.tryRead('limits'),
    coredump_filter: folder.tryRead('coredump_filter'),
    max_map_count: readMaxMapCount(root)
  })
}
