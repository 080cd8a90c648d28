// `npm run fuzz -- --minutes N [--seed S]`: damaged files of every format, opened one after the other until the time is over.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { AT_ONCE, type FuzzInput, type FuzzOutcome } from './worker.ts'

type Reported =
  | { readonly kind: 'begin'; readonly input: FuzzInput }
  | { readonly kind: 'done'; readonly outcomes: readonly FuzzOutcome[] }

const { values } = parseArgs({ options: { minutes: { type: 'string' }, seed: { type: 'string' } } })
const minutes = Number(values.minutes ?? 1)
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9))
if (!(minutes > 0) || !Number.isInteger(seed)) {
  console.error('npm run fuzz -- [--minutes N] [--seed NUMBER]')
  process.exit(2)
}

/** Milliseconds that no input may take. */
const MOST_TIME = 2000
/** MiB that the whole program may have needed. */
const MOST_MEMORY = 600
const MOST_SHOWN = 10

const peakMiB = (): number =>
  Math.round(Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) / 1024)

const end = Date.now() + minutes * 60_000
const findings: { readonly input: FuzzInput; readonly what: string }[] = []
let next = seed
let [inputs, opened] = [0, 0]
let slowest: FuzzOutcome | null = null
let current: FuzzInput | null = null
let timer: ReturnType<typeof setTimeout> | undefined
let worker = startWorker()

function find(input: FuzzInput, what: string): void {
  findings.push({ input, what })
  if (findings.length <= MOST_SHOWN) console.error(`${input.name}, number ${input.number}: ${what}`)
}

function take(outcome: FuzzOutcome): void {
  inputs++
  if (outcome.isOpened) opened++
  if (outcome.milliseconds > (slowest?.milliseconds ?? 0)) slowest = outcome
  if (outcome.foreign !== null) find(outcome, outcome.foreign)
  if (outcome.milliseconds > MOST_TIME) find(outcome, `it took ${Math.round(outcome.milliseconds)} ms`)
}

function startWorker(): Worker {
  const started = new Worker(new URL('./worker.ts', import.meta.url))
  started.on('message', (reported: Reported) => {
    clearTimeout(timer)
    if (reported.kind === 'begin') {
      current = reported.input
      timer = setTimeout(() => void giveUp(), 10 * MOST_TIME)
      return
    }
    current = null
    reported.outcomes.forEach(take)
    ask()
  })
  started.on('error', (error) => {
    clearTimeout(timer)
    if (current !== null) find(current, `the thread broke down: ${error.message}`)
    worker = startWorker()
    ask()
  })
  return started
}

/** An input that never ends must not end the whole run. */
async function giveUp(): Promise<void> {
  if (current !== null) find(current, `it took longer than ${10 * MOST_TIME} ms and was stopped`)
  await worker.terminate()
  worker = startWorker()
  ask()
}

function ask(): void {
  if (Date.now() >= end) return void finish()
  worker.postMessage(next)
  next += AT_ONCE
}

async function finish(): Promise<void> {
  await worker.terminate()
  const peak = peakMiB()
  const foreign = findings.filter(({ what }) => !what.startsWith('it took')).length
  const slow = slowest === null ? 'none' : `${Math.round(slowest.milliseconds)} ms (${slowest.name}, ${slowest.number})`
  console.log(`seed                  ${seed}`)
  console.log(`inputs                ${inputs}, of which ${opened} opened and the others were refused in words`)
  console.log(`foreign exceptions    ${foreign}`)
  console.log(`slowest input         ${slow}`)
  console.log(`peak of memory        ${peak} MiB`)
  process.exit(findings.length > 0 || peak > MOST_MEMORY ? 1 : 0)
}

ask()
