import type { EvidenceDepth } from '../memory/category.ts'
import type { GrownList } from '../history/grown-entries.ts'
import type { Trend } from '../history/machine-history.ts'
import type { NumbersOverTime } from '../history/number-line.ts'
import type { GrownBetween, TimelinePart, TimelineQuestion } from '../history/timeline.ts'
import type { ExactNumbers, ExactQuestion } from '../machine/exact-reading.ts'
import type { MachineMemory } from '../machine/machine-memory.ts'
import type { SharingAnswer } from '../machine/sharing-answer.ts'
import type { Surroundings } from '../machine/surroundings.ts'
import type { JvmAnswer } from '../jvm/jvm-answer.ts'
import type { Capture } from '../memory/capture.ts'
import type { ProcessKey } from '../memory/process-key.ts'
import type { ProcessList } from '../memory/process-list.ts'
import type { PageAmounts } from '../pages/page-amounts.ts'
import type { LocatedAddress } from '../address/locate-address.ts'
import type { PageCells } from '../pages/page-cells.ts'
import type { PageRequest } from '../pages/page-request.ts'
import type { Route } from './route.ts'

/** What a host can do; the renderer offers only that, or shows why not. */
export const CAPABILITIES = [
  'live',
  'snapshot',
  'saveFile',
  'openDialog',
  'settings',
  'subject',
  'elevate',
  'windows',
  'recorder'
] as const
export type Capability = (typeof CAPABILITIES)[number]

export interface HostDescription {
  readonly kind: 'desktop' | 'browser' | 'report'
  readonly capabilities: readonly Capability[]
  /** vmatlas's own version and those of what it runs on (node, electron, chrome), for the about box. */
  readonly versions: Readonly<Record<string, string>>
  readonly machine: MachineDescription | null
}

export interface MachineDescription {
  readonly hostName: string
  /** `uname -r`. */
  readonly kernel: string
  readonly architecture: string
  /** Bytes. */
  readonly pageSize: number
  readonly user: string
  readonly privileged: boolean
  /** vm.max_map_count; null when unknown. */
  readonly maxMapCount: number | null
  readonly memoryKb: number | null
}

export interface CaptureOptions {
  /** maps is cheap and harmless to the process; smaps holds its mmap lock. */
  readonly detail: 'smaps' | 'maps'
  /** How deep to look for what memory is for; in mappings only, if not given. */
  readonly evidence?: EvidenceDepth | undefined
  /**
   * Where `smaps` would take longer, milliseconds, `maps` is read instead with a note in the capture: for a first
   * look at an unknown process. Without it everything is read.
   */
  readonly mostReadingMs?: number | undefined
  /** Ask for the process to be read through the privileged helper (polkit). */
  readonly elevated: boolean
  /** A name by which it can be cancelled, and which `progress` events carry; others' must not be the same. */
  readonly task: string
}

/** A file that came from outside, as bytes. The name is for showing only. */
export interface ReceivedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** What another window is opened with. */
export interface NewWindow {
  readonly route: Route
  readonly files: readonly ReceivedFile[]
}

/** Addresses whose files are to be looked into for symbols. */
export interface SymbolQuestion {
  /** The process that has the files mapped; null: a process of a file that was made on this machine. */
  readonly process: ProcessKey | null
  /** The mappings of those files as lines of maps (address/module-lines.ts). */
  readonly maps: string
  readonly addresses: readonly bigint[]
}

export interface SnapshotOptions {
  /** null = every process that can be read. */
  readonly processes: readonly ProcessKey[] | null
  /** How deep to look for what memory is for, which is kept in the snapshot; `maps`: nothing is. */
  readonly evidence: EvidenceDepth
  /** Free text of the user, stored in the manifest. */
  readonly note: string
}

/** What the recorder takes, bytes, and since when it looks at this machine; null before its first look. */
export interface RecorderState {
  readonly machineBytes: number
  readonly captureBytes: number
  readonly since: number | null
}

/** Settings as one flat JSON object; the renderer owns the keys, the host only stores. */
export type Settings = Readonly<Record<string, unknown>>

export interface SubjectHandle {
  readonly id: string
  readonly process: ProcessKey
}

/** What the subject printed after a command: addresses and the C line it ran, one JSON object. */
export type SubjectReply = Readonly<Record<string, string | number>>

/** Addresses of the subject or its child, bytes. */
export interface ProcessRange {
  readonly process: ProcessKey
  readonly start: number
  readonly bytes: number
}

/** What lessons compare besides mappings. */
export interface SubjectSurroundings {
  /** Lines of /proc/meminfo in kB (1024 bytes) and settings of the kernel, by name; what is not reported is left out. */
  readonly machine: Readonly<Record<string, number>>
  /** For each range that was asked for; null where nothing is known of it. */
  readonly pages: readonly (PageAmounts | null)[]
}

/** Everything a renderer may ask of its host. Every method rejects with a FailureError. */
export interface HostApi {
  describeHost(): Promise<HostDescription>
  listProcesses(): Promise<ProcessList>
  /** What is slow to read of all processes, a few at a time: ask again and again. */
  exactNumbers(question: ExactQuestion): Promise<ExactNumbers>
  /** What the memory is used for. @throws FailureError `unsupported` where the source does not report */
  machine(): Promise<MachineMemory>
  /** A process's cgroups, its GPU memory and how likely it is to be killed. */
  surroundings(process: ProcessKey): Promise<Surroundings>
  /** Who maps what; reads every process's mappings, so it takes seconds. `progress` counts processes. */
  sharing(task: string): Promise<SharingAnswer>
  /** `progress` counts mappings. */
  capture(process: ProcessKey, options: CaptureOptions): Promise<Capture>
  /** Raw /proc files as a .vmsnap; `progress` events carry `task`. */
  takeSnapshot(task: string, options: SnapshotOptions): Promise<Uint8Array>
  /** All recorded moments of a watched process as a .vmsnap, with its marks; `progress` events carry `task`. */
  saveRecording(task: string, process: ProcessKey): Promise<Uint8Array>
  /** Stops the long work started under that task name. */
  cancel(task: string): Promise<void>
  /** Native "save as"; returns the chosen name, or null when the user declined. */
  saveFile(name: string, bytes: Uint8Array): Promise<string | null>
  /** Native "open"; empty when the user declined. */
  openFiles(): Promise<readonly ReceivedFile[]>
  /** Files that this window was started with (command line, file manager), once. */
  takeStartFiles(): Promise<readonly ReceivedFile[]>
  /** The bytes of a file used before, by its index in the list of recent files. */
  openRecent(index: number): Promise<ReceivedFile>
  listRecent(): Promise<readonly string[]>
  /** Another window of the same host, beside this one. */
  openWindow(request: NewWindow): Promise<void>
  /** All moments of a watched process, or those that are new. @throws FailureError `gone` when nothing of it was recorded */
  timeline(process: ProcessKey, question: TimelineQuestion): Promise<TimelinePart>
  /** The capture of a recorded moment, by its number. */
  pastCapture(process: ProcessKey, moment: number): Promise<Capture>
  grown(process: ProcessKey, question: GrownBetween): Promise<GrownList>
  /** Marks the latest moment with a note; it is never thinned out. */
  markMoment(process: ProcessKey, note: string): Promise<void>
  /**
   * What is known of single pages, for each range in the order asked. Reads them now.
   * @throws FailureError `denied`, `gone`, `unsupported`
   */
  pages(process: ProcessKey, request: PageRequest): Promise<readonly PageCells[]>
  /**
   * From now on, `written` of pages shows which were written. Write-protects all pages of the process once: only when the
   * user asks for it. @throws FailureError `unsupported` where the kernel does not keep it
   */
  trackWrites(process: ProcessKey): Promise<void>
  /**
   * Asks a JVM what its memory is, as jcmd does; later captures of it are labelled with what it reported. Stops its Java threads
   * for a moment: only when the user asks for it. @throws FailureError `unsupported` where it is no JVM that can be asked,
   * `denied`, `gone`, `lost` where it does not answer
   */
  askJvm(process: ProcessKey): Promise<JvmAnswer>
  /** What lies at addresses, with sections and symbols of the files; their `row` is a line of the question's maps. */
  locate(question: SymbolQuestion): Promise<readonly LocatedAddress[]>
  /** Resident memory of all processes over the last minutes. */
  trends(): Promise<readonly Trend[]>
  /**
   * The cheap numbers of a process since it was first seen in a list, whether it was watched or not, or of all processes added up
   * (null). Null where nothing was recorded.
   */
  recordedNumbers(process: ProcessKey | null): Promise<NumbersOverTime | null>
  readSettings(): Promise<Settings>
  writeSettings(settings: Settings): Promise<void>
  startSubject(): Promise<SubjectHandle>
  commandSubject(id: string, command: string): Promise<SubjectReply>
  /** Reads the machine's numbers, and the pages of ranges of that subject and its child; of others' nothing is known. */
  surroundSubject(id: string, ranges: readonly ProcessRange[]): Promise<SubjectSurroundings>
  stopSubject(id: string): Promise<void>
}

/** Events that a host sends by itself. */
export interface HostEvents {
  /** Files given later: by a second start, by the menu. */
  filesReceived: readonly ReceivedFile[]
  /** A menu item or accelerator of the shell: the name of a renderer command. */
  command: string
  progress: { readonly task: string; readonly done: number; readonly total: number }
  /** The transport was lost or is back, or the host does not know this page any more; sent by the renderer's own client, not by hosts. */
  connection: 'lost' | 'back' | 'refused'
  /** A capture was kept, or an event of a watched process. */
  recorded: { readonly process: ProcessKey; readonly state: RecorderState }
  /** Something the user should know that is not an answer to a request (a settings file set aside, …). */
  notice: string
}

export type HostMethod = keyof HostApi
export type HostEvent = keyof HostEvents

/** What the preload puts on `window.vmatlas`, and what every transport offers. Rejections carry a Failure as JSON in the message. */
export interface Bridge {
  invoke<M extends HostMethod>(method: M, ...args: Parameters<HostApi[M]>): ReturnType<HostApi[M]>
  on<E extends HostEvent>(event: E, listener: (payload: HostEvents[E]) => void): () => void
}
