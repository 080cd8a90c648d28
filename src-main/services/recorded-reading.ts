import { readFileSync } from 'node:fs'
import type { CaptureService } from '#main/capture/capture-service.ts'
import { endOfProcess } from '#main/recorder/end-of-process.ts'
import { keepRecording } from '#main/recorder/keep-recording.ts'
import { Recorder, USUAL_BUDGETS } from '#main/recorder/recorder.ts'
import { PROC_ROOT } from '#main/source/proc-folder.ts'
import type { HostApi, Settings } from '#shared/contract/host.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { isSameProcess, processKeyText, type ProcessKey } from '#shared/memory/process-key.ts'
import { TRAIT_ZOMBIE, type ProcessList } from '#shared/memory/process-list.ts'
import { textAt } from '#shared/memory/text-list.ts'
import type { Emit } from './host-services.ts'

/** What the contract says of recordings. */
export type RecordingApi = Pick<HostApi, 'timeline' | 'pastCapture' | 'grown' | 'markMoment' | 'trends'>

export interface RecordedReading {
  readonly api: RecordingApi
  list(): Promise<ProcessList>
  /** Keeps a capture that somebody asked for. */
  keep(capture: Capture): Capture
  /** Takes the budgets from the settings, where they are there. */
  applySettings(settings: Settings): void
  stop(): void
}

/** Bounds of the budgets, MiB. */
const LEAST = 1
const MOST = 64 * 1024

/** Whatever is read of this machine's processes is kept by the recorder, which looks by itself where nobody reads. */
export function recordedReading(
  captures: Pick<CaptureService, 'list'>,
  emit: Emit,
  mapLimit: number | null,
  root = PROC_ROOT
): RecordedReading {
  const recorder = new Recorder(mapLimit)
  /** Children of watched processes that were seen, by the parent's key. */
  const children = new Map<string, Set<string>>()
  const watched = new Map<string, ProcessKey>()
  const keeping = keepRecording({ list: () => look() })

  async function look() {
    const read = await captures.list()
    recorder.tookNumbers(read.numbers)
    for (const process of watched.values()) follow(process, read.list)
    return read
  }

  const tell = (process: ProcessKey): void => emit('recorded', { process, state: recorder.state })

  /** What a list says of a watched process: whether it is there, and whom it started. */
  function follow(process: ProcessKey, list: ProcessList): void {
    const row = list.pid.indexOf(process.pid)
    const isThere = row >= 0 && list.startTime[row] === process.startTime
    if (!isThere || (list.traits[row]! & TRAIT_ZOMBIE) !== 0) {
      recorder.ended(process, isThere ? whyOf(process.pid) : '')
      watched.delete(processKeyText(process))
      children.delete(processKeyText(process))
      return tell(process)
    }
    const known = children.get(processKeyText(process))
    const now = new Set<string>()
    const fresh: string[] = []
    for (let at = 0; at < list.count; at++) {
      if (list.ppid[at] !== process.pid) continue
      const key = processKeyText({ pid: list.pid[at]!, startTime: list.startTime[at]! })
      now.add(key)
      if (known !== undefined && !known.has(key)) fresh.push(textAt(list.name, at))
    }
    children.set(processKeyText(process), now)
    if (fresh.length === 0) return
    recorder.forked(process, fresh.length, fresh.length === 1 ? fresh[0]! : '')
    tell(process)
  }

  function whyOf(pid: number): string {
    try {
      return endOfProcess(readFileSync(`${root}/${pid}/stat`)) ?? ''
    } catch {
      return ''
    }
  }

  return {
    api: {
      timeline: async (process, question) => recorder.timeline(process, question),
      pastCapture: async (process, moment) => recorder.capture(process, moment),
      grown: async (process, question) => recorder.grown(process, question),
      async markMoment(process, note) {
        recorder.mark(process, note)
        tell(process)
      },
      trends: async () => recorder.trends()
    },
    async list() {
      const { list } = await look()
      keeping.sawList()
      return list
    },
    keep(capture) {
      recorder.tookCapture(capture)
      const { process } = capture
      if (!recorder.isWatched(process)) return capture
      // The one that is watched now; what others start or how they end is not asked for.
      for (const [key, other] of watched) if (!isSameProcess(other, process) && watched.size > 8) watched.delete(key)
      if (capture.table.rowCount > 0) watched.set(processKeyText(process), process)
      tell(process)
      return capture
    },
    applySettings({ recorderMachineMib, recorderCapturesMib }) {
      const budget = (value: unknown, usual: number): number =>
        typeof value === 'number' && value >= LEAST && value <= MOST ? value : usual
      recorder.setBudgets({
        machine: budget(recorderMachineMib, USUAL_BUDGETS.machine),
        captures: budget(recorderCapturesMib, USUAL_BUDGETS.captures)
      })
    },
    stop: () => keeping.stop()
  }
}
