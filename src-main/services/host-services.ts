import { FailureError } from '#shared/contract/failure.ts'
import type {
  Capability,
  HostApi,
  HostDescription,
  HostEvent,
  HostEvents,
  NewWindow,
  ReceivedFile,
  ProcessRange,
  SubjectHandle,
  SubjectReply,
  SubjectSurroundings
} from '#shared/contract/host.ts'
import type { Capture } from '#shared/memory/capture.ts'
import type { ProcessKey } from '#shared/memory/process-key.ts'
import { CaptureService } from '#main/capture/capture-service.ts'
import { describeMachine } from '#main/source/machine.ts'
import { logErrors } from './log-errors.ts'
import { LogFile, logPath } from './log-file.ts'
import { recordedReading } from './recorded-reading.ts'
import { SettingsFile, settingsPath } from './settings-file.ts'

/** Sends an event to the pages that this host serves. */
export type Emit = <E extends HostEvent>(event: E, payload: HostEvents[E]) => void

/** The programs that lessons observe. */
export interface Subjects {
  start(): Promise<SubjectHandle>
  command(id: string, command: string): Promise<SubjectReply>
  surroundings(id: string, ranges: readonly ProcessRange[]): Promise<SubjectSurroundings>
  stop(id: string): Promise<void>
  dispose(): Promise<void>
}

/** Reads a process that this user may not read, through the privileged helper. */
export interface ElevatedReader {
  capture(process: ProcessKey): Promise<Capture>
}

/** What differs between hosts. What is left out is not announced as a capability. */
export interface HostPorts {
  readonly kind: HostDescription['kind']
  readonly versions: Readonly<Record<string, string>>
  readonly settingsFile?: string
  readonly logFile?: string
  readonly procRoot?: string
  readonly subjects?: Subjects
  readonly elevated?: ElevatedReader | null
  readonly dialogs?: {
    openFiles(): Promise<readonly ReceivedFile[]>
    saveFile(name: string, bytes: Uint8Array): Promise<string | null>
  }
  readonly recent?: {
    list(): readonly string[]
    open(index: number): Promise<ReceivedFile>
  }
  readonly windows?: {
    open(request: NewWindow): void
  }
  /** The files that the host was started with, for the first page that asks. */
  readonly startFiles?: () => readonly ReceivedFile[]
}

export interface HostServices extends HostApi {
  dispose(): Promise<void>
}

function capabilitiesOf(ports: HostPorts): Capability[] {
  const has: readonly (readonly [Capability, unknown])[] = [
    ['live', true],
    ['settings', true],
    ['snapshot', true],
    ['subject', ports.subjects],
    ['elevate', ports.elevated],
    ['openDialog', ports.dialogs],
    ['saveFile', ports.dialogs],
    ['windows', ports.windows],
    ['recorder', true]
  ]
  return has.flatMap(([capability, port]) => (port ? [capability] : []))
}

function required<Port>(port: Port | null | undefined, what: string): Port {
  if (port === null || port === undefined) throw new FailureError('unsupported', what, 'this host can not do that')
  return port
}

/** The services of a host, the same for all: the contract carried out on this machine. */
export function createHostServices(ports: HostPorts, emit: Emit): HostServices {
  const captures = new CaptureService(ports.procRoot)
  const tasks = new Map<string, Int32Array>()
  const settings = new SettingsFile(ports.settingsFile ?? settingsPath(), (notice) => emit('notice', notice))

  const machine = describeMachine()
  const recorded = recordedReading(captures, emit, machine.maxMapCount, ports.procRoot)

  /** Long work under a name, by which its caller follows and stops it. */
  async function underTask<Result>(
    task: string,
    work: (cancel: Int32Array, progress: (done: number, total: number) => void) => Promise<Result>
  ): Promise<Result> {
    const cancel = new Int32Array(new SharedArrayBuffer(4))
    tasks.set(task, cancel)
    try {
      return await work(cancel, (done, total) => emit('progress', { task, done, total }))
    } finally {
      if (tasks.get(task) === cancel) tasks.delete(task)
    }
  }

  const services: HostServices = {
    describeHost: async () => ({
      kind: ports.kind,
      capabilities: capabilitiesOf(ports),
      versions: ports.versions,
      machine
    }),
    ...recorded.api,
    listProcesses: () => recorded.list(),
    exactNumbers: (question) => captures.exact(question),
    machine: () => captures.machine(),
    surroundings: (process) => captures.surroundings(process),
    sharing: (task) => underTask(task, (cancel, progress) => captures.sharing(cancel, progress)),
    async capture(process, { detail, evidence, mostReadingMs, elevated, task }) {
      const capture = await (elevated
        ? required(ports.elevated, 'privileged reading').capture(process)
        : underTask(task, (cancel, progress) =>
            captures.capture(process, { detail, evidence, mostReadingMs }, cancel, progress)
          ))
      // Without its numbers it is not a moment to be kept.
      if (capture.notes.some(({ kind }) => kind === 'reading-postponed')) return capture
      // What a privileged helper read is not read again without the user.
      const depth = elevated || detail === 'maps' ? null : { detail, evidence }
      // The answer goes first: to compare 65,000 mappings with those before takes as long as several frames of the screen.
      setImmediate(() => recorded.keep(capture, depth))
      return capture
    },
    takeSnapshot: (task, options) =>
      underTask(task, (cancel, progress) =>
        captures.snapshot({ ...options, tool: ports.versions['vmatlas'] ?? '' }, cancel, progress)
      ),
    saveRecording: (task, process) =>
      underTask(task, (cancel, progress) =>
        recorded.save(process, ports.versions['vmatlas'] ?? '', () => Atomics.load(cancel, 0) === 1, progress)
      ),
    cancel: async (task) => {
      const cancel = tasks.get(task)
      if (cancel !== undefined) Atomics.store(cancel, 0, 1)
    },
    pages: (process, request) => captures.pages(process, request),
    trackWrites: (process) => captures.trackWrites(process),
    askJvm: (process) => captures.askJvm(process),
    locate: (question) => captures.locate(question),
    saveFile: (name, bytes) => required(ports.dialogs, 'saving files').saveFile(name, bytes),
    openFiles: () => required(ports.dialogs, 'opening files').openFiles(),
    // A host that has windows answers it for each of them.
    takeStartFiles: async () => ports.startFiles?.() ?? [],
    openRecent: (index) => required(ports.recent, 'recent files').open(index),
    listRecent: async () => ports.recent?.list() ?? [],
    openWindow: async (request) => required(ports.windows, 'windows').open(request),
    readSettings: async () => {
      const values = settings.read()
      recorded.applySettings(values)
      return values
    },
    writeSettings: async (values) => {
      try {
        settings.write(values)
        recorded.applySettings(values)
      } catch (error) {
        throw new FailureError('disk', 'settings', error instanceof Error ? error.message : String(error))
      }
    },
    startSubject: () => required(ports.subjects, 'lessons').start(),
    commandSubject: (id, command) => required(ports.subjects, 'lessons').command(id, command),
    surroundSubject: (id, ranges) => required(ports.subjects, 'lessons').surroundings(id, ranges),
    stopSubject: (id) => required(ports.subjects, 'lessons').stop(id),
    async dispose() {
      recorded.stop()
      await Promise.all([captures.dispose(), ports.subjects?.dispose()])
    }
  }
  return logErrors(services, new LogFile(ports.logFile ?? logPath()))
}
