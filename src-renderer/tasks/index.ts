import { inject, type InjectionKey } from 'vue'
import type { Bridge } from '#shared/contract/host.ts'
import type { PurposeDictionary } from '#shared/memory/purpose-words.ts'
import { useCaptureStore } from '../stores/capture-store.ts'
import { useProcessesStore } from '../stores/processes-store.ts'
import { connectCompareWorker, connectShareWorker } from '../workers/connect-workers.ts'
import { createAskJvm } from './ask-jvm.ts'
import { CommandBook } from './commands.ts'
import { createCompare, type CompareTask } from './compare.ts'
import { createExploreMachine, type ExploreMachine } from './explore-machine.ts'
import { followSelection } from './follow-selection.ts'
import { followHost } from './follow-host.ts'
import { switchSources } from '../connection/source-switch.ts'
import { OpenedFiles } from '../connection/opened-files.ts'
import { useSourceStore } from '../stores/source-store.ts'
import { pageAddress } from '../connection/page-address.ts'
import { answerStorage } from '../connection/answer-storage.ts'
import { keepAnswers } from './keep-answers.ts'
import { keepComparing } from './keep-comparing.ts'
import { keepExactNumbers } from './keep-exact.ts'
import { keepMachine } from './keep-machine.ts'
import { keepRecent } from './keep-recent.ts'
import { keepPageBars } from './keep-page-bars.ts'
import { createLookAtPages, type LookAtPages } from './look-at-pages.ts'
import { keepNumbers } from './keep-numbers.ts'
import { keepTrends } from './keep-trends.ts'
import { keepRoute } from './keep-route.ts'
import { createOpenFiles, type OpenFiles } from './open-files.ts'
import { createOpenProcess } from './open-process.ts'
import { createOpenWindow, type OpenWindow } from './open-window.ts'
import { startOrderingRows } from './order-rows.ts'
import { createPlayLesson, type PlayLesson } from './play-lesson.ts'
import type { Pace } from './pace.ts'
import { startRefreshingProcesses, type RefreshProcesses } from './refresh-processes.ts'
import { saveFile } from './save-file.ts'
import { createShare, type ShareTask } from './share.ts'
import { createSaveSnapshot, type SaveSnapshot } from './save-snapshot.ts'
import { keepSettings } from './settings.ts'
import { keepTimeline, type TimelineTask } from './timeline.ts'
import { watchProcess, type WatchProcess } from './watch-process.ts'

/** What the user can have done. Views ask for it with useTasks(). */
export interface Tasks {
  readonly processes: RefreshProcesses
  readonly process: WatchProcess
  readonly commands: CommandBook
  readonly compare: CompareTask
  readonly share: ShareTask
  readonly lesson: PlayLesson
  /** Forgets what was predicted in all lessons. */
  readonly forgetAnswers: () => void
  readonly timeline: TimelineTask
  readonly machine: ExploreMachine
  readonly files: OpenFiles
  readonly newWindow: OpenWindow
  readonly pages: LookAtPages
  readonly askJvm: () => Promise<void>
  readonly snapshot: SaveSnapshot
  /** Gives bytes to the user as a file; null when he declined. */
  readonly save: (name: string, bytes: Uint8Array) => Promise<string | null>
  /** Holds everything on the screen still, or lets it continue. */
  setPaused(isPaused: boolean): void
  /** For tasks of single views (saving, importing): the way to the host. */
  readonly bridge: Bridge
}

export const TASKS: InjectionKey<Tasks> = Symbol('tasks')

/**
 * Starts everything that runs by itself. Preferences are there when the promise is kept.
 * @param words what purposes are called in the language of the page
 */
export async function startTasks(host: Bridge, pace: Pace, words: PurposeDictionary): Promise<Tasks> {
  const sources = useSourceStore()
  const opened = new OpenedFiles()
  const bridge = switchSources(host, opened, () => sources.data)
  const commands = new CommandBook()
  await followHost(bridge, commands)
  // Asked for before anything is drawn: the list is there with the first picture.
  const processes = startRefreshingProcesses(bridge, pace)
  await keepSettings(bridge, pace)
  keepComparing(connectCompareWorker)
  followSelection()
  keepTrends(bridge)
  keepNumbers(bridge)
  keepExactNumbers(bridge, pace)
  keepPageBars(bridge)
  keepRecent()
  startOrderingRows(words)
  const process = watchProcess(createOpenProcess(bridge, pace), pace)
  keepMachine(bridge, pace)
  const machine = createExploreMachine(bridge, pace, process)
  const files = createOpenFiles(bridge, opened, processes, process)
  const forgetAnswers = keepAnswers(answerStorage)
  const lesson = createPlayLesson(bridge)
  const timeline = keepTimeline(bridge, (index) => files.show(sources.currentId, index))
  const route = keepRoute(bridge, pageAddress, { processes, process, files, lesson })
  return {
    bridge,
    commands,
    compare: createCompare(host, opened, async ({ file, moment }, shown) => {
      await files.show(file, moment)
      await process.open(shown)
    }),
    share: createShare(bridge, connectShareWorker),
    lesson,
    forgetAnswers,
    timeline,
    machine,
    process,
    processes,
    files,
    pages: createLookAtPages(bridge),
    askJvm: createAskJvm(bridge, process),
    newWindow: createOpenWindow(bridge, opened, files, route),
    snapshot: createSaveSnapshot(bridge),
    save: (name, bytes) => saveFile(bridge, name, bytes),
    setPaused(isPaused) {
      useProcessesStore().isPaused = isPaused
      useCaptureStore().isFrozen = isPaused
    }
  }
}

export function useTasks(): Tasks {
  const tasks = inject(TASKS)
  if (tasks === undefined) throw new Error('no tasks were provided')
  return tasks
}
