/** One call that has no visible effect here, for example ['shell.openExternal', 'https://…']. */
export type RecordedCall = readonly [name: string, ...args: unknown[]]

/** Calls kept for tests, oldest first; they read them as `electron.double.calls`. */
export const calls: RecordedCall[] = []

export function record(name: string, ...args: unknown[]): void {
  calls.push([name, ...args])
}
