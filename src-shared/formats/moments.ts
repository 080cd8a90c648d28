import { processKeyText } from '../memory/process-key.ts'
import type { ImportedMoment, ImportedProcess } from './importer.ts'

/** What tells the processes of a text apart, which need not have a number: the number, or the name and the command. */
export const byNumberOrName = ({ process, name, command }: ImportedProcess): string =>
  process.pid === 0 ? `${name} ${command}` : String(process.pid)

/**
 * Processes of a text in its order as moments: one that comes again was looked at again.
 * @param keyOf what tells processes apart
 */
export function inMoments(
  processes: readonly ImportedProcess[],
  keyOf: (process: ImportedProcess) => string = ({ process }) => processKeyText(process)
): ImportedMoment[] {
  const moments: ImportedProcess[][] = [[]]
  const seen = new Set<string>()
  for (const process of processes) {
    const key = keyOf(process)
    if (seen.has(key)) {
      moments.push([])
      seen.clear()
    }
    seen.add(key)
    moments.at(-1)?.push(process)
  }
  return moments.map((own) => ({ takenAt: null, processes: own }))
}
