/** What vmatlas takes from /proc/PID/stat (field numbers as in proc_pid_stat(5)). */
export interface ProcessStat {
  readonly pid: number
  /** Between the first `(` and the last `)`: may hold any bytes. */
  readonly comm: Uint8Array
  /** Field 3, one letter: R, S, D, Z, T, t, X, I, … */
  readonly state: string
  readonly ppid: number
  /** PF_KTHREAD of field 9. */
  readonly isKernelThread: boolean
  /** Fields 10 and 12: page faults since the start, without and with reading from disk. */
  readonly minorFaults: number
  readonly majorFaults: number
  readonly threads: number
  /** Field 22, clock ticks after boot. */
  readonly startTime: number
  /** Field 23, kB. */
  readonly sizeKb: number
  /** Field 24, pages. */
  readonly rssPages: number
  /** Field 26; 1 for readers without the right to trace the process, 0 without an address space (fs/proc/array.c, do_task_stat). */
  readonly startCode: bigint
  /** Field 28; null where the kernel reports 0: to readers without that right, and without an address space. */
  readonly startStack: bigint | null
  /** Field 48; 0 to such readers. */
  readonly argStart: bigint
}

const PF_KTHREAD = 0x200000
const OPEN = 40
const CLOSE = 41
const decoder = new TextDecoder()

/** @returns null when the bytes are not a stat line */
export function parseProcessStat(bytes: Uint8Array): ProcessStat | null {
  const open = bytes.indexOf(OPEN)
  const close = bytes.lastIndexOf(CLOSE)
  if (open < 1 || close < open) return null
  const pid = Number.parseInt(decoder.decode(bytes.subarray(0, open)), 10)
  // Words from field 3 on.
  const words = decoder
    .decode(bytes.subarray(close + 2))
    .trimEnd()
    .split(' ')
  const word = (field: number): string => words[field - 3] ?? '0'
  const number = (field: number): number => Number(word(field))
  const big = (field: number): bigint => (/^\d+$/.test(word(field)) ? BigInt(word(field)) : 0n)
  if (!Number.isInteger(pid) || words.length < 22 || !Number.isFinite(number(22))) return null
  return {
    pid,
    // Not slice(): a Node Buffer's slice is a view, and callers read the next process into the same buffer.
    comm: new Uint8Array(bytes.subarray(open + 1, close)),
    state: word(3),
    ppid: number(4),
    isKernelThread: (number(9) & PF_KTHREAD) !== 0,
    minorFaults: number(10),
    majorFaults: number(12),
    threads: number(20),
    startTime: number(22),
    sizeKb: Math.floor(number(23) / 1024),
    rssPages: number(24),
    startCode: big(26),
    startStack: big(28) || null,
    argStart: big(48)
  }
}
