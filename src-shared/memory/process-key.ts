/** A process is (pid, start time), never the pid alone: pids are reused. */
export interface ProcessKey {
  readonly pid: number
  /** Field 22 of /proc/PID/stat: clock ticks after boot. 0 where the source does not know (an imported file). */
  readonly startTime: number
}

/** The number for showing; null where a file does not report it, which is stored as 0: no process has that number. */
export function pidText({ pid }: Pick<ProcessKey, 'pid'>): string | null {
  return pid === 0 ? null : String(pid)
}

/** A name with the number in brackets behind it, where there is one. */
export function nameWithPid(name: string, process: Pick<ProcessKey, 'pid'>): string {
  const pid = pidText(process)
  return pid === null ? name : `${name} (${pid})`
}

/** Text form for maps and DOM keys. */
export function processKeyText(key: ProcessKey): string {
  return `${key.pid}@${key.startTime}`
}

export function isSameProcess(a: ProcessKey, b: ProcessKey): boolean {
  return a.pid === b.pid && a.startTime === b.startTime
}
