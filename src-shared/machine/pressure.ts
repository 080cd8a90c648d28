/** Pressure stall information of one kind (Documentation/accounting/psi.rst). */
export interface PressureLine {
  /** Shares of time of the last 10, 60 and 300 seconds, percent. */
  readonly avg10: number
  readonly avg60: number
  readonly avg300: number
  /** Since boot, microseconds. */
  readonly total: number
}

export interface Pressure {
  /** Some tasks waited for memory. */
  readonly some: PressureLine | null
  /** All tasks that were not idle did. */
  readonly full: PressureLine | null
}

function lineOf(text: string, kind: 'some' | 'full'): PressureLine | null {
  const line = text.split('\n').find((each) => each.startsWith(`${kind} `))
  if (line === undefined) return null
  const values = new Map(line.split(' ').map((word) => word.split('=') as [string, string | undefined]))
  const number = (name: string): number => Number(values.get(name) ?? NaN)
  const found = { avg10: number('avg10'), avg60: number('avg60'), avg300: number('avg300'), total: number('total') }
  return Object.values(found).some(Number.isNaN) ? null : found
}

/** Reads /proc/pressure/memory or a cgroup's memory.pressure; null where it reports nothing. */
export function parsePressure(bytes: Uint8Array): Pressure | null {
  const text = new TextDecoder().decode(bytes)
  const pressure = { some: lineOf(text, 'some'), full: lineOf(text, 'full') }
  return pressure.some === null && pressure.full === null ? null : pressure
}
