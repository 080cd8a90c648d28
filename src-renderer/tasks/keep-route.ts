import { watch } from 'vue'
import type { Bridge } from '#shared/contract/host.ts'
import { NO_ROUTE, type Route } from '#shared/contract/route.ts'
import type { ProcessKey } from '#shared/memory/process-key.ts'
import type { PageAddress } from '../connection/page-address.ts'
import { useLessonStore } from '../stores/lesson-store.ts'
import { useHostStore } from '../stores/host-store.ts'
import { useProcessesStore } from '../stores/processes-store.ts'
import { useSourceStore } from '../stores/source-store.ts'
import type { OpenFiles } from './open-files.ts'
import type { PlayLesson } from './play-lesson.ts'
import type { RefreshProcesses } from './refresh-processes.ts'
import type { WatchProcess } from './watch-process.ts'

interface Navigation {
  readonly processes: RefreshProcesses
  readonly process: WatchProcess
  readonly files: OpenFiles
  readonly lesson: PlayLesson
}

export interface KeepRoute {
  /** What is on the screen of this window, as far as an address can contain it. */
  now(): Route
  /** Kept when the window shows what it was opened with. */
  readonly begun: Promise<void>
}

/**
 * Shows what this window was opened with, and keeps its address at what is on the screen from then on: a page that is
 * reloaded comes back to the same process, and to the same step of a lesson, which it runs up to there.
 */
export function keepRoute(bridge: Bridge, address: PageAddress, navigation: Navigation): KeepRoute {
  const host = useHostStore()
  const lessons = useLessonStore()
  const processes = useProcessesStore()
  const sources = useSourceStore()
  /** The process that comes back to the screen when a lesson is left. */
  let besidesLessons: ProcessKey | null = null
  watch(
    () => processes.selected,
    (selected) => {
      if (sources.shown.kind !== 'lesson') besidesLessons = selected
    },
    { flush: 'sync' }
  )

  function now(): Route {
    const { shown } = sources
    return {
      process: besidesLessons,
      lesson:
        shown.kind === 'lesson' ? { id: shown.id, isRecorded: shown.isRecorded, step: lessons.stepIndex + 1 } : null,
      moment: sources.isLive ? null : sources.moment
    }
  }

  /** A pid alone means the process that has it now. */
  async function findProcess({ pid, startTime }: NonNullable<Route['process']>): Promise<ProcessKey> {
    if (startTime !== null) return { pid, startTime }
    await navigation.processes.refresh()
    const row = processes.list?.pid.indexOf(pid) ?? -1
    return { pid, startTime: processes.list?.startTime[row] ?? 0 }
  }

  async function go({ process, lesson }: Route): Promise<void> {
    if (process !== null) await navigation.process.open(await findProcess(process))
    // Back to where nothing was chosen yet: the machine.
    else if (lesson === null && processes.selected !== null) navigation.process.close()
    if (lesson !== null) await navigation.lesson.open(lesson.id, lesson.isRecorded, lesson.step - 1)
  }

  async function begin(): Promise<void> {
    const route = address.read()
    const given = await bridge.invoke('takeStartFiles').catch(() => [])
    await navigation.files.open(given)
    // Of files, an address contains only what was handed over with them.
    if (given.length === 0 && !host.can('live')) return
    if (!sources.isLive && route.moment !== null) await navigation.files.show(sources.currentId, route.moment)
    // What a file shows by itself stays, unless the address contains more.
    if (sources.isLive || route.process !== null || route.lesson !== null) await go(route)
  }

  const begun = begin().finally(() => {
    const write = (): void => {
      if (host.can('live')) address.write(sources.isLive ? now() : NO_ROUTE)
    }
    watch([() => processes.selected, () => sources.shown, () => lessons.stepIndex], write)
    write()
    address.onChange((route) => {
      void (async () => {
        const { shown } = sources
        const isOfLesson = shown.kind === 'lesson' && shown.id === route.lesson?.id
        if (isOfLesson && shown.isRecorded === route.lesson.isRecorded)
          return navigation.lesson.jump(route.lesson.step - 1)
        if (sources.shown.kind === 'lesson') await navigation.lesson.leave()
        if (!sources.isLive) await navigation.files.show(null)
        await go(route)
      })()
    })
  })
  return { now, begun }
}
