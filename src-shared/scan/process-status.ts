/** What vmatlas takes from /proc/PID/status. */
export interface ProcessStatus {
  /** comm, in which the kernel writes `\\n` for a newline and doubles backslashes (fs/proc/array.c, task_name). */
  readonly name: string
  /** The letter of `State:`. */
  readonly state: string
  /** Thread group: the process that a thread's number belongs to. */
  readonly tgid: number | null
  /** Real user id. */
  readonly uid: number | null
  /** Every line with a `kB` value (1 kB = 1024 bytes), and Threads, by the kernel's names. Kernel threads have no Vm lines. */
  readonly numbers: Readonly<Record<string, number>>
}

const decoder = new TextDecoder()

/** Reads the lines it knows and leaves the others: newer kernels have more. */
export function parseProcessStatus(bytes: Uint8Array): ProcessStatus {
  const texts = new Map<string, string>()
  const numbers: Record<string, number> = {}
  for (const line of decoder.decode(bytes).split('\n')) {
    const colon = line.indexOf(':')
    if (colon < 0) continue
    const name = line.slice(0, colon)
    const value = line.slice(colon + 1).trim()
    const kb = /^(\d+) kB$/.exec(value)?.[1]
    if (kb !== undefined) numbers[name] = Number(kb)
    else if (name === 'Threads') numbers[name] = Number(value)
    else texts.set(name, value)
  }
  const first = (name: string): number | null => {
    const value = Number.parseInt(texts.get(name) ?? '', 10)
    return Number.isInteger(value) ? value : null
  }
  return {
    name: texts.get('Name') ?? '',
    state: texts.get('State')?.charAt(0) ?? '',
    tgid: first('Tgid'),
    uid: first('Uid'),
    numbers
  }
}
