/** The lines of /proc/meminfo in kB (1024 bytes), by the kernel's names; counts of huge pages as they are. */
export type Meminfo = Readonly<Record<string, number>>

const decoder = new TextDecoder()

/** Reads every `Name: number` line; null when there is no MemTotal (Documentation/filesystems/proc.rst, meminfo). */
export function parseMeminfo(bytes: Uint8Array): Meminfo | null {
  const values: Record<string, number> = {}
  for (const line of decoder.decode(bytes).split('\n')) {
    const colon = line.indexOf(':')
    const value = Number.parseInt(line.slice(colon + 1), 10)
    if (colon > 0 && Number.isSafeInteger(value) && value >= 0) values[line.slice(0, colon)] = value
  }
  return values['MemTotal'] === undefined ? null : values
}
