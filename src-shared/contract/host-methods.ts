import * as v from 'valibot'
import { EVIDENCE_DEPTHS } from '../memory/category.ts'
import { GROWN_BY } from '../history/grown-entries.ts'
import { METRICS } from '../memory/metrics.ts'
import { MOST_ADDRESSES } from '../address/pasted-addresses.ts'
import { MOST_CELLS, MOST_RANGES } from '../pages/page-request.ts'
import type { HostEvent, HostMethod } from './host.ts'

const pid = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(0x7fffffff))
const processKey = v.strictObject({ pid, startTime: v.pipe(v.number(), v.finite(), v.minValue(0)) })
const task = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/))
const subjectId = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/))
const shortText = v.pipe(v.string(), v.maxLength(4096))
const bytes = v.instance(Uint8Array)
const route = v.strictObject({
  process: v.nullable(
    v.strictObject({
      // 0 in files that do not report it.
      pid: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0x7fffffff)),
      startTime: v.nullable(processKey.entries.startTime)
    })
  ),
  lesson: v.nullable(
    v.strictObject({
      id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/)),
      isRecorded: v.boolean(),
      step: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(99))
    })
  ),
  moment: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000)))
})
const momentNumber = v.pipe(v.number(), v.integer(), v.minValue(0))
const metric = v.picklist(METRICS)
const pageBoundary = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 64))
const address = v.pipe(v.bigint(), v.minValue(0n), v.maxValue(2n ** 64n - 1n))
const file = v.strictObject({ name: v.pipe(v.string(), v.maxLength(1024)), bytes })

/**
 * Every method of the contract with the schema of its arguments: the whitelist of all transports. Typed over the
 * interface's keys, so that a missing or an extra method does not compile.
 */
export const HOST_METHODS = {
  describeHost: v.strictTuple([]),
  listProcesses: v.strictTuple([]),
  exactNumbers: v.strictTuple([
    v.strictObject({
      first: v.pipe(v.array(processKey), v.maxLength(1000)),
      since: v.pipe(v.number(), v.finite()),
      milliseconds: v.pipe(v.number(), v.minValue(0), v.maxValue(1000)),
      counts: v.boolean()
    })
  ]),
  machine: v.strictTuple([]),
  surroundings: v.strictTuple([processKey]),
  sharing: v.strictTuple([task]),
  capture: v.strictTuple([
    processKey,
    v.strictObject({
      detail: v.picklist(['smaps', 'maps']),
      evidence: v.optional(v.picklist(EVIDENCE_DEPTHS)),
      mostReadingMs: v.optional(v.pipe(v.number(), v.finite(), v.minValue(0))),
      elevated: v.boolean(),
      task
    })
  ]),
  takeSnapshot: v.strictTuple([
    task,
    v.strictObject({
      processes: v.nullable(v.pipe(v.array(processKey), v.maxLength(100_000))),
      evidence: v.picklist(EVIDENCE_DEPTHS),
      note: shortText
    })
  ]),
  saveRecording: v.strictTuple([task, processKey]),
  cancel: v.strictTuple([task]),
  saveFile: v.strictTuple([v.pipe(v.string(), v.minLength(1), v.maxLength(255)), bytes]),
  openFiles: v.strictTuple([]),
  takeStartFiles: v.strictTuple([]),
  openRecent: v.strictTuple([v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(99))]),
  listRecent: v.strictTuple([]),
  openWindow: v.strictTuple([v.strictObject({ route, files: v.pipe(v.array(file), v.maxLength(64)) })]),
  timeline: v.strictTuple([
    processKey,
    v.strictObject({
      metric,
      known: v.nullable(v.strictObject({ generation: momentNumber, last: v.number(), events: momentNumber }))
    })
  ]),
  pastCapture: v.strictTuple([processKey, momentNumber]),
  grown: v.strictTuple([
    processKey,
    v.strictObject({
      by: v.picklist(GROWN_BY),
      metric,
      from: v.nullable(momentNumber),
      to: v.nullable(momentNumber)
    })
  ]),
  markMoment: v.strictTuple([processKey, shortText]),
  pages: v.strictTuple([
    processKey,
    v.strictObject({
      ranges: v.pipe(
        v.array(
          v.pipe(
            v.strictObject({ start: pageBoundary, end: pageBoundary }),
            v.check(({ start, end }) => start < end, 'A range ends after its start')
          )
        ),
        v.maxLength(MOST_RANGES)
      ),
      cells: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_CELLS)),
      depth: v.picklist(['whole', 'glance'])
    })
  ]),
  trackWrites: v.strictTuple([processKey]),
  askJvm: v.strictTuple([processKey]),
  locate: v.strictTuple([
    v.strictObject({
      process: v.nullable(processKey),
      maps: v.pipe(v.string(), v.maxLength(16 * 1024 * 1024)),
      addresses: v.pipe(v.array(address), v.maxLength(MOST_ADDRESSES))
    })
  ]),
  trends: v.strictTuple([]),
  recordedNumbers: v.strictTuple([v.nullable(processKey)]),
  readSettings: v.strictTuple([]),
  writeSettings: v.strictTuple([
    v.pipe(
      v.unknown(),
      v.check((value) => !Array.isArray(value), 'Settings are no list'),
      v.record(v.pipe(v.string(), v.maxLength(64)), v.unknown())
    )
  ]),
  startSubject: v.strictTuple([]),
  commandSubject: v.strictTuple([subjectId, v.pipe(v.string(), v.maxLength(256), v.regex(/^[\x20-\x7e]*$/))]),
  surroundSubject: v.strictTuple([
    subjectId,
    // A letter names an area of memory: 26 of the subject and as many of its child.
    v.pipe(v.array(v.strictObject({ process: processKey, start: pageBoundary, bytes: pageBoundary })), v.maxLength(52))
  ]),
  stopSubject: v.strictTuple([subjectId])
} satisfies Record<HostMethod, v.GenericSchema>

/**
 * Whom a method asks. `source`: where the processes on the screen come from, which may be a file; the method is about
 * those processes. `host`: whoever serves the page, whatever is on the screen.
 */
export const ASKED_OF = {
  describeHost: 'host',
  listProcesses: 'source',
  exactNumbers: 'source',
  machine: 'source',
  surroundings: 'source',
  sharing: 'source',
  capture: 'source',
  takeSnapshot: 'source',
  saveRecording: 'source',
  timeline: 'source',
  pastCapture: 'source',
  grown: 'source',
  markMoment: 'source',
  pages: 'source',
  trackWrites: 'source',
  askJvm: 'source',
  trends: 'source',
  recordedNumbers: 'source',
  locate: 'host',
  cancel: 'host',
  saveFile: 'host',
  openFiles: 'host',
  takeStartFiles: 'host',
  openRecent: 'host',
  listRecent: 'host',
  openWindow: 'host',
  readSettings: 'host',
  writeSettings: 'host',
  startSubject: 'host',
  commandSubject: 'host',
  surroundSubject: 'host',
  stopSubject: 'host'
} as const satisfies Record<HostMethod, 'source' | 'host'>

/** Methods that every source answers by itself. */
export type SourceMethod = {
  [M in HostMethod]: (typeof ASKED_OF)[M] extends 'source' ? M : never
}[HostMethod]

/** Every event of the contract, as a record so that none can be forgotten. */
const HOST_EVENTS = {
  filesReceived: true,
  command: true,
  progress: true,
  connection: true,
  recorded: true,
  notice: true
} satisfies Record<HostEvent, true>

export function isHostMethod(name: unknown): name is HostMethod {
  return typeof name === 'string' && Object.hasOwn(HOST_METHODS, name)
}

export function isHostEvent(name: unknown): name is HostEvent {
  return typeof name === 'string' && Object.hasOwn(HOST_EVENTS, name)
}
