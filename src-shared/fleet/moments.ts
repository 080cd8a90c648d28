import type { Capture } from '../memory/capture.ts'

/** One moment of one machine, and what is known of both. Unknown is null. */
export interface FleetMoment {
  readonly host: string | null
  /** Of this boot of the machine (/proc/sys/kernel/random/boot_id). */
  readonly bootId: string | null
  readonly kernel: string | null
  /** Milliseconds since 1970. */
  readonly bootTime: number | null
  readonly takenAt: number | null
  /** Where it came from: the file's name; null for this machine. */
  readonly file: string | null
  /** The user's own labels: `service=web`. */
  readonly labels: ReadonlyMap<string, string>
  /** Of the whole machine, kB, by the names of /proc/meminfo; null where it was not read. */
  readonly memory: Readonly<Record<string, number>> | null
  /** Paths of their cgroups by `processKeyText`, of the hierarchy that counts memory; of those that are known. Untrusted. */
  readonly cgroups: ReadonlyMap<string, string>
  readonly captures: readonly Capture[]
}

const LABEL = /(?:^|\s)([a-z][a-z0-9_]{0,39})=(\S{1,200})/g

/** Labels in a snapshot's note: the words `key=value`. */
export function labelsOfNote(note: string): Map<string, string> {
  return new Map([...note.slice(0, 10_000).matchAll(LABEL)].map(([, key = '', value = '']) => [key, value]))
}
