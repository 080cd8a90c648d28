/**
 * Why a process ended, as far as it is known: its own status (0–255), a signal by its name, the kernel's out-of-memory
 * killer, or that this killer ended some process of its cgroup while it ended.
 */
export type EndReason =
  { readonly kind: 'status' | 'signal'; readonly value: string } | { readonly kind: 'oom' | 'oom-cgroup' }

/** A short text that events and files keep; empty where nothing is known. */
export function endReasonText(reason: EndReason | null): string {
  if (reason === null) return ''
  return 'value' in reason ? `${reason.kind}:${reason.value}` : reason.kind
}

/** Null where the text is not known here: it may be words of another program. */
export function parseEndReason(text: string): EndReason | null {
  if (text === 'oom' || text === 'oom-cgroup') return { kind: text }
  const [, status, signal] = /^(?:status:(\d{1,3})|signal:([A-Z0-9+]{1,12}|signal \d{1,3}))$/.exec(text) ?? []
  if (status !== undefined) return { kind: 'status', value: status }
  return signal === undefined ? null : { kind: 'signal', value: signal }
}
