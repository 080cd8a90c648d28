import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { classify } from '#shared/classify/classify.ts'
import { NOTHING_OBSERVED } from '#shared/classify/observed.ts'
import { KNOWN_RUNTIMES, type LivingRuntime } from '#shared/classify/runtimes.ts'
import type { Capture } from '#shared/memory/capture.ts'
import type { Category } from '#shared/memory/category.ts'
import { captureOfText } from '#test/support/capture-of-text.ts'
import type { TruthRange } from './truth-range.ts'

const FOLDER = join(import.meta.dirname, 'recorded')
const SUFFIX = '.txt.gz'

/**
 * The memory of a living program as it was recorded once (see recorded/README.md), with what it is: for programs that the
 * machines on which tests run do not have.
 */
export interface Recording {
  /** `chromium-renderer`. */
  readonly id: string
  /** Labelled by its text alone, or also by the runtimes that the program's files show. */
  capture(by: 'text' | 'runtimes'): Capture
  readonly truth: readonly TruthRange[]
}

/** All recordings, by name. */
export function recordings(): Recording[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith(SUFFIX))
    .sort()
    .map((name) =>
      readRecording(name.slice(0, -SUFFIX.length), gunzipSync(readFileSync(join(FOLDER, name))).toString())
    )
}

/** Lines `T start end categories residentBytes name` and `R runtime`, an empty line, and the text of smaps. */
function readRecording(id: string, text: string): Recording {
  const border = text.indexOf('\n\n')
  const [head, smaps] = [text.slice(0, border), text.slice(border + 2)]
  return {
    id,
    truth: [...head.matchAll(/^T ([0-9a-f]+) ([0-9a-f]+) ([a-z,]+) (\d+) (.*)$/gm)].map(
      ([, start, end, right, resident, name]): TruthRange => ({
        start: Number(`0x${start}`),
        end: Number(`0x${end}`),
        right: right!.split(',') as Category[],
        residentBytes: Number(resident),
        name: name!
      })
    ),
    capture(by) {
      const capture = captureOfText(smaps)
      const runtimes = by === 'text' ? [] : [...head.matchAll(/^R (\w+)$/gm)].map(([, name]) => runtimeOf(name!))
      return { ...capture, classification: classify(capture.table, { ...NOTHING_OBSERVED, runtimes }) }
    }
  }
}

function runtimeOf(wanted: string): LivingRuntime {
  const known = KNOWN_RUNTIMES.find(({ id }) => id === wanted)
  if (known === undefined) throw new Error(`no runtime is called ${wanted}`)
  return { id: known.id, name: known.name }
}
