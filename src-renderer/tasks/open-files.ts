import { failureOf } from '#shared/contract/failure.ts'
import type { Bridge, ReceivedFile } from '#shared/contract/host.ts'
import { readChosenFile } from '../connection/chosen-files.ts'
import type { OpenedFiles } from '../connection/opened-files.ts'
import { useCaptureStore } from '../stores/capture-store.ts'
import { useHostStore } from '../stores/host-store.ts'
import { useProcessesStore } from '../stores/processes-store.ts'
import { useSelectionStore } from '../stores/selection-store.ts'
import { useSourceStore } from '../stores/source-store.ts'
import type { RefreshProcesses } from './refresh-processes.ts'
import type { WatchProcess } from './watch-process.ts'

export interface OpenFiles {
  /** Opens files one after the other; the last one that opens is shown. What can't be opened is reported in a notice. */
  open(files: readonly ReceivedFile[]): Promise<void>
  /** What was chosen in the page or dropped on it. */
  openChosen(chosen: readonly File[]): Promise<void>
  /** Reads what was chosen in the page. What can't be read is reported in a notice. */
  receive(chosen: readonly File[]): Promise<readonly ReceivedFile[]>
  /** The host's own dialog, where it has one. */
  choose(): Promise<void>
  /** A file of the list of recent ones, by its index. */
  openRecent(index: number): Promise<void>
  /** Shows another source: null is the live machine. */
  show(id: string | null, moment?: number): Promise<void>
  /** Has the mappings of the file on the screen labelled by this version, or again by the file. */
  relabel(isRelabelled: boolean): Promise<void>
  /** Also stops what is being done with it. */
  close(id: string): Promise<void>
}

/** Milliseconds that a file is waited for before the next one is opened. */
const FILE_TIMEOUT = 2000

async function isSettledSoon(work: Promise<unknown>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), FILE_TIMEOUT)
  })
  const isSettled = await Promise.race([work.then(() => true as const), late])
  clearTimeout(timer)
  return isSettled
}

/** Opening files of any known format and changing between sources. */
export function createOpenFiles(
  bridge: Bridge,
  files: OpenedFiles,
  processes: RefreshProcesses,
  process: WatchProcess
): OpenFiles {
  const sources = useSourceStore()
  const list = useProcessesStore()
  const captures = useCaptureStore()
  const selection = useSelectionStore()
  const host = useHostStore()

  /** The process, the filter and what is selected stay: they are what is followed from moment to moment. */
  async function showMoment(moment: number): Promise<void> {
    sources.moment = moment
    // A listing that is under way may still be of the moment before.
    await processes.refresh({ isForced: true })
    if (list.selected !== null) await process.open(list.selected)
  }

  async function show(id: string | null, moment = 0): Promise<void> {
    if (id !== null && id === sources.currentId) return showMoment(moment)
    sources.currentId = id
    sources.moment = moment
    list.list = null
    list.before = null
    list.selected = null
    list.filter = ''
    captures.current = null
    captures.live = null
    captures.state = { kind: 'idle' }
    selection.clear()
    selection.category = null
    await processes.refresh({ isForced: true })
    const only = list.list as { count: number; pid: Int32Array; startTime: Float64Array } | null
    // A file of one process is opened to see that process.
    if (id !== null && only?.count === 1) await process.open({ pid: only.pid[0]!, startTime: only.startTime[0]! })
  }

  function reportFailure(error: unknown, name: string): void {
    const { kind, target, detail } = failureOf(error, name)
    // The user stopped it and knows.
    if (kind !== 'cancelled') host.addNotice(`${target}: ${detail}`, 'file')
  }

  /** @returns its id, or null when it can't be opened */
  async function openOne(file: ReceivedFile): Promise<string | null> {
    try {
      const { id, opened } = await files.open(file)
      sources.add({ id, name: file.name, opened })
      return id
    } catch (error) {
      reportFailure(error, file.name)
      return null
    }
  }

  async function receive(chosen: readonly File[]): Promise<readonly ReceivedFile[]> {
    host.answerNotices('file')
    const read = chosen.map((file) => readChosenFile(file).catch((error: unknown) => reportFailure(error, file.name)))
    return (await Promise.all(read)).filter((file) => file !== undefined)
  }

  async function openAll(received: readonly ReceivedFile[]): Promise<void> {
    let last: string | null = null
    let hasShown = false
    const showLast = async (): Promise<void> => {
      if (last === null) return
      hasShown = true
      const opened = sources.files.find(({ id }) => id === last)?.opened
      await show(last, (opened?.moments.length ?? 1) - 1)
    }
    for (const file of received) {
      const opening = openOne(file)
      // A slow one holds nothing up: it is shown when it is there, if nothing else is by then.
      const isDone = await isSettledSoon(opening)
      if (isDone) last = (await opening) ?? last
      else
        void opening.then((id) => {
          if (id === null || hasShown) return
          last = id
          void showLast()
        })
    }
    void readRecent()
    await showLast()
  }

  async function open(received: readonly ReceivedFile[]): Promise<void> {
    host.answerNotices('file')
    await openAll(received)
  }

  /** A host without such a list leaves it empty. */
  async function readRecent(): Promise<void> {
    sources.recent = await bridge.invoke('listRecent').catch(() => [])
  }

  /** What the host gives; what goes wrong there is reported in a notice. */
  async function openFrom(received: Promise<readonly ReceivedFile[]>): Promise<void> {
    try {
      await open(await received)
    } catch (error) {
      host.addNotice(failureOf(error, 'file').detail, 'file')
    }
  }

  files.onSlow = (slow) => {
    sources.slow = slow
  }
  bridge.on('filesReceived', (received) => void open(received))

  return {
    open,
    openChosen: async (chosen) => openAll(await receive(chosen)),
    receive,
    show,
    choose: () => openFrom(bridge.invoke('openFiles')),
    openRecent: (index) => openFrom(bridge.invoke('openRecent', index).then((file) => [file])),
    async relabel(isRelabelled) {
      const id = sources.currentId
      if (id === null) return
      files.relabel(id, isRelabelled)
      sources.setRelabelled(id, isRelabelled)
      if (list.selected !== null) await process.open(list.selected)
    },
    async close(id) {
      const wasShown = sources.currentId === id
      sources.remove(id)
      files.close(id)
      if (wasShown) await show(null)
    }
  }
}
