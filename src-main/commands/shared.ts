import { FailureError } from '#shared/contract/failure.ts'
import { openBytes } from '#shared/formats/index.ts'
import { sharedByFork } from '#shared/machine/fork-families.ts'
import { distinctName } from '#shared/machine/program-name.ts'
import { sharedObjects, type SharedObject, type SharingProcess } from '#shared/machine/sharing.ts'
import { visibleText } from '#shared/base/visible-text.ts'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { readProcesses } from '#main/machine/read-processes.ts'
import { captureLive } from './support/capture-live.ts'
import { readInput } from './support/read-input.ts'
import type { CommandIo } from './command.ts'
import { readWords, reportErrors, UsageError } from './support/report-errors.ts'

interface Found {
  readonly processes: readonly SharingProcess[]
  /** Processes that could not be read: what they map is missing. */
  readonly unreadable: number
}

function readLive(): Found {
  let unreadable = 0
  const processes = readProcesses().flatMap(({ pid, isKernelThread }): SharingProcess[] => {
    if (isKernelThread) return []
    try {
      const { name, command, table, detail } = captureLive(pid)
      if (detail !== 'none') return [{ pid, name: distinctName(name, command), table }]
    } catch (error) {
      if (!(error instanceof FailureError)) throw error
      // Gone meanwhile: nothing is missing.
      if (error.failure.kind === 'gone') return []
    }
    unreadable++
    return []
  })
  return { processes, unreadable }
}

function readFile(file: string): Found {
  const { moments } = openBytes(readInput(file), file, nodeFormatContext)
  const processes = (moments.at(-1)?.processes ?? []).map((process) => {
    const { name, command, table } = process.capture()
    return { pid: process.process.pid, name: distinctName(name, command), table }
  })
  return { processes, unreadable: 0 }
}

function objectJson({ name, device, inode, isDeleted, pssKb, uses }: SharedObject): object {
  return {
    name,
    device,
    inode,
    deleted: isDeleted ? true : undefined,
    pssKb: pssKb ?? undefined,
    processes: uses.map((use) => ({
      pid: use.pid,
      name: use.name,
      mappings: use.mappings,
      sizeKb: use.sizeKb,
      rssKb: use.rssKb ?? undefined,
      pssKb: use.pssKb ?? undefined,
      ussKb: use.ussKb ?? undefined
    }))
  }
}

const MOST_PIDS = 6

function objectsText(objects: readonly SharedObject[], title: string): string {
  const lines = objects.map(({ name, isDeleted, pssKb, uses }) => {
    const pids = uses.slice(0, MOST_PIDS).map((use) => `${visibleText(use.name)}(${use.pid})`)
    const more = uses.length > MOST_PIDS ? ` and ${uses.length - MOST_PIDS} more` : ''
    const number = pssKb === null ? '-' : String(pssKb)
    return `${number.padStart(10)}  ${String(uses.length).padStart(5)}  ${visibleText(name)}${isDeleted ? ' (deleted)' : ''}: ${pids.join(' ')}${more}\n`
  })
  return `${title}\n${'PSS kB'.padStart(10)}  ${'Users'.padStart(5)}  Object\n${lines.join('')}`
}

async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = readWords({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } }
  })
  const [word, ...rest] = positionals
  if (rest.length > 0) throw new UsageError('give one PID, one file, or nothing for the whole machine')
  const pid = word !== undefined && /^\d+$/.test(word) ? Number(word) : null
  const { processes, unreadable } = word === undefined || pid !== null ? readLive() : readFile(word)
  const own = pid === null ? null : processes.find((process) => process.pid === pid)
  if (own === undefined) throw new FailureError('gone', `process ${pid}`, 'it is not there, or may not be read')
  const all = sharedObjects(processes)
  const objects = all.filter(({ uses }) => own === null || (uses.length > 1 && uses.some((use) => use.pid === own.pid)))
  const shared = own === null ? null : (sharedByFork(own.table)?.copiesKb ?? null)
  const count = (processCount: number): string => (processCount === 1 ? '1 process' : `${processCount} processes`)
  const note = unreadable === 0 ? '' : ` ${count(unreadable)} could not be read: what they share is missing.`
  const title =
    own === null
      ? `What ${count(processes.length)} ${processes.length === 1 ? 'maps' : 'map'}, by what it takes in all.${note}`
      : `What ${visibleText(own.name)} (${own.pid}) shares.${note}${shared === null ? '' : `\nStill shared copy-on-write with relatives: ${shared} kB.`}`
  const text = values.json
    ? `${JSON.stringify({ pid: pid ?? undefined, unreadable, copyOnWriteKb: shared ?? undefined, objects: objects.map(objectJson) }, null, 1)}\n`
    : objectsText(objects, title)
  io.stdout.data(text)
  return 0
}

/** `vmatlas shared [PID|FILE]`: which files and shared objects take memory, and who maps them. */
export const shared = reportErrors('shared', run)
