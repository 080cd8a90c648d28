import * as v from 'valibot'
import { ABSENT_COLUMNS, CUTS } from '../../memory/capture.ts'
import { RECORDED_EVENT_KINDS } from '../../memory/recorded-event.ts'
import type { Verdict } from '../../memory/verdict.ts'

/** Version of the format; docs/snapshot-format.md describes what each one holds. */
export const SNAPSHOT_VERSION = 1

const count = v.pipe(v.number(), v.finite(), v.minValue(0))
const nullable = <Schema extends v.GenericSchema>(schema: Schema) => v.optional(v.nullable(schema), null)

const VERDICT = v.variant('kind', [
  v.object({ kind: v.literal('still') }),
  v.object({ kind: v.literal('stable') }),
  v.object({ kind: v.literal('changed'), rows: count }),
  v.object({ kind: v.literal('truncated'), reason: v.picklist(['exited', 'exec', 'short']) }),
  v.object({ kind: v.literal('unchecked') })
])

const PROCESS = v.object({
  pid: v.pipe(count, v.integer()),
  /** Clock ticks after boot. */
  startTime: count,
  /** Name of its user; null when left out. */
  user: nullable(v.string()),
  verdict: v.fallback(VERDICT, { kind: 'unchecked' } satisfies Verdict),
  /** Milliseconds since 1970 at which each file was read, by its name. */
  files: v.optional(v.record(v.string(), count), {}),
  /** Columns that the source did not have: their values in the files mean nothing. */
  absent: v.fallback(v.optional(v.array(v.picklist(ABSENT_COLUMNS))), undefined),
  /** How it is known that the source listed only a part of the mappings. */
  cut: v.fallback(v.optional(v.picklist(CUTS)), undefined)
})

/** What happened up to a moment, which its rows do not show. */
const EVENT = v.object({
  kind: v.picklist(RECORDED_EVENT_KINDS),
  at: nullable(count),
  count: v.optional(count, 1),
  label: v.optional(v.pipe(v.string(), v.maxLength(4096)), '')
})

const MOMENT = v.object({
  folder: v.pipe(v.string(), v.regex(/^[\w.-]+$/)),
  takenAt: nullable(count),
  /** A remark on this moment. */
  note: v.optional(v.string(), ''),
  /** Marks of the user, children, its end. */
  events: v.fallback(v.optional(v.pipe(v.array(EVENT), v.maxLength(10_000))), undefined),
  processes: v.array(PROCESS)
})

/** How a recorded process ended. */
const END = v.object({
  at: count,
  why: v.string(),
  /** Why, as `EndReason` has it; files of older versions have the words only. */
  reason: v.optional(v.pipe(v.string(), v.maxLength(100)))
})

const MANIFEST = v.object({
  format: v.literal('vmatlas-snapshot'),
  version: v.pipe(count, v.integer(), v.minValue(1)),
  tool: nullable(v.string()),
  hostName: nullable(v.string()),
  kernel: nullable(v.string()),
  architecture: nullable(v.string()),
  pageSize: v.optional(v.pipe(count, v.integer(), v.minValue(512)), 4096),
  /** Milliseconds since 1970. */
  bootTime: nullable(count),
  /** The kernel's name for this boot of the machine, /proc/sys/kernel/random/boot_id. */
  bootId: nullable(v.pipe(v.string(), v.maxLength(100))),
  user: nullable(v.string()),
  privileged: v.optional(v.boolean(), false),
  note: v.optional(v.string(), ''),
  /** Of a recording there are none here: each has a file of its own. */
  moments: v.array(MOMENT)
})

/** The manifest of a snapshot: everything that the raw files do not report. */
export type Manifest = v.InferOutput<typeof MANIFEST>
export type ManifestInput = v.InferInput<typeof MANIFEST>
export type ManifestMoment = Manifest['moments'][number]
export type RecordedEnd = v.InferOutput<typeof END>

/** Reads a manifest; unknown members are ignored. @returns the reason in words when it can't be used */
export function parseManifest(text: string): Manifest | string {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return 'manifest.json is not JSON'
  }
  const parsed = v.safeParse(MANIFEST, value)
  if (!parsed.success) return `manifest.json: ${v.getDotPath(parsed.issues[0]) ?? ''} ${parsed.issues[0].message}`
  return parsed.output
}

function parsedJson<Schema extends v.GenericSchema>(schema: Schema, bytes: Uint8Array): v.InferOutput<Schema> | null {
  try {
    const parsed = v.safeParse(schema, JSON.parse(new TextDecoder().decode(bytes)))
    return parsed.success ? parsed.output : null
  } catch {
    return null
  }
}

/** Reads the `moment.json` of a moment that was recorded; null when it can't be used. */
export const parseMoment = (bytes: Uint8Array): ManifestMoment | null => parsedJson(MOMENT, bytes)

/** Reads the `end.json` of a recording; null when it can't be used. */
export const parseEnd = (bytes: Uint8Array): RecordedEnd | null => parsedJson(END, bytes)
