import { FailureError } from '#shared/contract/failure.ts'
import type { CaptureService } from '#main/capture/capture-service.ts'
import { machineProvenance } from '#main/capture/manifest-source.ts'
import { keepRecording } from '#main/recorder/keep-recording.ts'
import { Recorder, USUAL_BUDGETS } from '#main/recorder/recorder.ts'
import { recordingFile } from '#main/recorder/recording-file.ts'
import { PROC_ROOT } from '#main/source/proc-folder.ts'
import type { HostApi, Settings } from '#shared/contract/host.ts'
import type { Capture } from '#shared/memory/capture.ts'
import type { ProcessKey } from '#shared/memory/process-key.ts'
import type { ProcessList } from '#shared/memory/process-list.ts'
import type { Emit } from './host-services.ts'
import { WatchedProcesses, type ReadingDepth } from './watched-processes.ts'

/** What the contract reports about recordings. */
export type RecordingApi = Pick<
  HostApi,
  'timeline' | 'pastCapture' | 'grown' | 'markMoment' | 'trends' | 'recordedNumbers'
>

export interface RecordedReading {
  readonly api: RecordingApi
  list(): Promise<ProcessList>
  /** Keeps a requested capture. @param depth how it was read; null where only the caller can read it so */
  keep(capture: Capture, depth: ReadingDepth | null): void
  /** All that is kept of a process, as a snapshot. @param tool vmatlas's version @throws FailureError */
  save(
    process: ProcessKey,
    tool: string,
    isCancelled: () => boolean,
    progress: (done: number, total: number) => void
  ): Promise<Uint8Array>
  /** Takes the budgets from the settings, where they are there. */
  applySettings(settings: Settings): void
  stop(): void
}

/** Bounds of the budgets, MiB. */
const LEAST = 1
const MOST = 64 * 1024
/** The process that was watched last is captured as often where no page asks for it any more, milliseconds. */
const OWN_CAPTURE = 10_000

/** Whatever is read of this machine's processes is kept by the recorder, which reads by itself where nothing else does. */
export function recordedReading(
  captures: Pick<CaptureService, 'list' | 'capture'>,
  emit: Emit,
  mapLimit: number | null,
  root = PROC_ROOT
): RecordedReading {
  const recorder = new Recorder(mapLimit)
  const watched = new WatchedProcesses(recorder, root)
  const keeping = keepRecording({ list: ownLook })

  const report = (process: ProcessKey): void => emit('recorded', { process, state: recorder.state })

  async function look() {
    const read = await captures.list()
    recorder.tookNumbers(read.numbers)
    watched.follow(read.list).forEach(report)
    return read
  }

  /** No page is looking: of all processes the cheap numbers, and the last watched one completely. */
  async function ownLook() {
    const read = await look()
    const due = watched.due(OWN_CAPTURE)
    if (due === null) return read
    try {
      const never = new Int32Array(new SharedArrayBuffer(4))
      const { process, depth } = due
      keep(await captures.capture(process, depth, never, () => undefined), depth)
    } catch (error) {
      // It may end or become another user's at any time; the next list reports it.
      if (!(error instanceof FailureError)) throw error
    }
    return read
  }

  function keep(capture: Capture, depth: ReadingDepth | null): void {
    recorder.tookCapture(capture)
    const { process } = capture
    if (!recorder.isWatched(process)) return
    if (capture.table.rowCount > 0) watched.captured(process, depth)
    report(process)
  }

  return {
    api: {
      timeline: async (process, question) => recorder.timeline(process, question),
      pastCapture: async (process, moment) => recorder.capture(process, moment),
      grown: async (process, question) => recorder.grown(process, question),
      async markMoment(process, note) {
        recorder.mark(process, note)
        report(process)
      },
      trends: async () => recorder.trends(),
      recordedNumbers: async (process) => recorder.numbers(process)
    },
    async list() {
      const { list } = await look()
      keeping.sawList()
      return list
    },
    keep,
    save: async (process, tool, isCancelled, progress) =>
      recordingFile(recorder.history(process), machineProvenance({ root, note: '', tool }), progress, isCancelled),
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
