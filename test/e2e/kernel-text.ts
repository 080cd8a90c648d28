import { readFileSync } from 'node:fs'

/** One block of /proc/PID/smaps, read in the plainest way there is. */
export interface KernelMapping {
  /** First address as the kernel writes it. */
  readonly start: string
  readonly perms: string
  readonly name: string
  /** kB by the kernel's names. */
  readonly fields: ReadonlyMap<string, number>
}

export function readSmaps(pid: number): KernelMapping[] {
  const mappings: { start: string; perms: string; name: string; fields: Map<string, number> }[] = []
  for (const line of readFileSync(`/proc/${pid}/smaps`, 'utf8').split('\n')) {
    const header = /^([0-9a-f]+)-[0-9a-f]+ (\S{4}) \S+ \S+ \S+ *(.*)$/.exec(line)
    const field = /^(\w+): +(\d+) kB$/.exec(line)
    if (header) mappings.push({ start: header[1]!, perms: header[2]!, name: header[3]!, fields: new Map() })
    else if (field) mappings.at(-1)?.fields.set(field[1]!, Number(field[2]))
  }
  return mappings
}

export function sumOf(mappings: readonly KernelMapping[], ...names: readonly string[]): number {
  return mappings.reduce((sum, { fields }) => sum + names.reduce((part, name) => part + (fields.get(name) ?? 0), 0), 0)
}
