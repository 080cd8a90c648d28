/** A process is (pid, start time), never the pid alone: pids are reused. */
export interface ProcessKey {
  readonly pid: number
  /** Field 22 of /proc/PID/stat: clock ticks after boot. 0 where the source does not know (an imported file). */
  readonly startTime: number
}

/** Text form for maps and DOM keys. */
export function processKeyText(key: ProcessKey): string {
  return `${key.pid}@${key.startTime}`
}

export function isSameProcess(a: ProcessKey, b: ProcessKey): boolean {
  return a.pid === b.pid && a.startTime === b.startTime
}
