import { parentPort } from 'node:worker_threads'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { FailureError } from '#shared/contract/failure.ts'
import { openBytes } from '#shared/formats/index.ts'
import { describeOpened, listOpened } from '#shared/formats/opened-file.ts'
import { seeds } from './importers.ts'
import { mutate, randomOf } from './mutate.ts'

/** One input: which seed, and which number it was damaged by. */
export interface FuzzInput {
  readonly name: string
  readonly number: number
}

export interface FuzzOutcome extends FuzzInput {
  readonly milliseconds: number
  readonly isOpened: boolean
  /** What was thrown that is not the documented error; null when nothing was. */
  readonly foreign: string | null
}

const ARCHIVE = /\.(?:zip|vmsnap|tar|gz|zst|cpio|dmp|html)$|core/
/** Of texts mostly their beginning: more inputs in the same time, and damage where it matters. */
const BEGINNINGS = [1024, 4096, 1024, 2048]

/** Inputs that are opened between two answers. */
export const AT_ONCE = 50

/** The damaged file of an input, for looking at what was found again. */
export function damagedFile({ name, number }: FuzzInput, files = seeds()): Uint8Array {
  const whole = files.get(name) ?? new Uint8Array(0)
  const isPart = number % 8 !== 0 && !ARCHIVE.test(name)
  return mutate(isPart ? whole.subarray(0, BEGINNINGS[number % BEGINNINGS.length]) : whole, randomOf(number))
}

/** Opens an input as a page would: everything that is shown of it. */
export function tryInput(input: FuzzInput, bytes: Uint8Array): FuzzOutcome {
  const began = performance.now()
  const outcome = (isOpened: boolean, foreign: string | null): FuzzOutcome => ({
    ...input,
    milliseconds: performance.now() - began,
    isOpened,
    foreign
  })
  try {
    const opened = openBytes(bytes, input.name, nodeFormatContext)
    describeOpened(opened)
    listOpened(opened, opened.moments.length - 1)
    for (const { processes } of opened.moments) for (const process of processes) process.capture()
    return outcome(true, null)
  } catch (error) {
    if (error instanceof FailureError) return outcome(false, null)
    return outcome(false, error instanceof Error ? (error.stack ?? error.message) : String(error))
  }
}

const files = seeds()
const names = [...files.keys()]
let input: FuzzInput | null = null
const port = parentPort

/** Works through numbers from the one it is sent; reports each input before it is opened, so that one that never ends is known. */
port?.on('message', (first: number) => {
  const outcomes: FuzzOutcome[] = []
  for (let number = first; number < first + AT_ONCE; number++) {
    input = { name: names[number % names.length] ?? '', number }
    port.postMessage({ kind: 'begin', input })
    outcomes.push(tryInput(input, damagedFile(input, files)))
  }
  port.postMessage({ kind: 'done', outcomes })
})
