import { watch } from 'vue'
import { failureOf } from '#shared/contract/failure.ts'
import type { Bridge } from '#shared/contract/host.ts'
import type { ListedProcess } from '#shared/machine/listed-process.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { useMachineStore, type OpenedPart } from '../stores/machine-store.ts'
import { useSourceStore } from '../stores/source-store.ts'
import type { Pace } from './pace.ts'
import { taskName } from './task-name.ts'
import type { WatchProcess } from './watch-process.ts'

/** A group of very many processes is read by its largest; the others are drawn as one. */
const MOST_MEMBERS = 60

export interface ExploreMachine {
  /** Leaves the process on the screen: the machine is shown again. */
  show(): void
  /** Opens a part of the machine, or the whole. A group's mappings are read. */
  open(part: OpenedPart | null): void
  /** Reads who shares what with whom: every process's mappings, which takes seconds. */
  readSharing(): Promise<void>
  stopSharing(): void
}

/** Navigating the machine: to a group and back, and to who shares what. */
export function createExploreMachine(bridge: Bridge, pace: Pace, process: WatchProcess): ExploreMachine {
  const machine = useMachineStore()
  const sources = useSourceStore()
  /** What was opened last: readings for what was open before are dropped. */
  let opening = 0
  let sharingTask: string | null = null

  bridge.on('progress', ({ task, done, total }) => {
    if (task === sharingTask) machine.sharingProgress = { done, total }
  })
  watch(
    () => [sources.currentId, sources.moment] as const,
    () => {
      opening++
      sharingTask = null
    },
    { flush: 'sync' }
  )

  async function readMembers(members: readonly ListedProcess[]): Promise<void> {
    const number = ++opening
    const byAmount = [...members].sort((a, b) => (b.pssKb ?? b.rssKb ?? 0) - (a.pssKb ?? a.rssKb ?? 0))
    const wanted = byAmount.slice(0, MOST_MEMBERS)
    const captures: Capture[] = []
    let unreadable = 0
    const report = (isDone: boolean): void => {
      machine.group = {
        captures: [...captures],
        wanted: wanted.length,
        unreadable,
        leftOut: byAmount.length - wanted.length,
        isDone
      }
    }
    report(wanted.length === 0)
    for (const [at, { pid, startTime }] of wanted.entries()) {
      try {
        const options = { detail: 'smaps', evidence: 'maps', elevated: false, task: taskName('group') } as const
        const capture = await bridge.invoke('capture', { pid, startTime }, options)
        if (capture.table.rowCount > 0) captures.push(capture)
        else unreadable++
      } catch {
        // Gone meanwhile, or not ours to read: it is counted.
        unreadable++
      }
      if (number !== opening) return
      const isDone = at === wanted.length - 1
      report(isDone)
    }
  }

  return {
    show: () => process.close(),
    open(part) {
      opening++
      machine.opened = part
      machine.group = null
      if (part?.kind === 'group') void readMembers(part.members)
    },
    async readSharing() {
      if (sharingTask !== null) return
      const task = taskName('sharing')
      sharingTask = task
      machine.sharingState = { kind: 'waiting' }
      machine.sharingProgress = null
      try {
        const answer = await bridge.invoke('sharing', task)
        if (sharingTask !== task) return
        machine.sharing = answer
        machine.sharingAt = sources.isLive ? pace.now() : null
        machine.sharingState = { kind: 'ready' }
      } catch (error) {
        if (sharingTask !== task) return
        const failure = failureOf(error, 'sharing')
        if (failure.kind === 'cancelled')
          machine.sharingState = machine.sharing === null ? { kind: 'idle' } : { kind: 'ready' }
        else
          machine.sharingState =
            machine.sharing === null
              ? { kind: 'failed', failure }
              : { kind: 'stale', since: machine.sharingAt ?? pace.now(), failure }
      }
      sharingTask = null
      machine.sharingProgress = null
    },
    stopSharing() {
      // Calls that wait for it fail as stopped.
      if (sharingTask !== null) bridge.invoke('cancel', sharingTask).catch(() => undefined)
    }
  }
}
