import { availableParallelism } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { failureOf } from '#shared/contract/failure.ts'
import type { JvmAnswer } from '#shared/jvm/jvm-answer.ts'
import { jvmKnowledge, type JvmKnowledge } from '#shared/jvm/jvm-knowledge.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { processKeyText, type ProcessKey } from '#shared/memory/process-key.ts'
import { transferables } from '#shared/memory/transferables.ts'
import { ExactReader } from '#main/machine/exact-reader.ts'
import { readMachine } from '#main/machine/read-machine.ts'
import { readSharing } from '#main/machine/read-sharing.ts'
import { readSurroundings } from '#main/machine/read-surroundings.ts'
import { hasSeveralNodes } from '#main/source/numa-nodes.ts'
import { ProcessLister } from '#main/source/process-lister.ts'
import { ReadAhead } from '#main/source/read-ahead.ts'
import { FIRST_LOOK_MS, LOOK_MS, MANY_MAPPINGS } from '#main/evidence/observe-process.ts'
import { FindingsMemory } from '#main/evidence/run-findings.ts'
import { GENTLE_PACE } from '#main/source/read-mappings.ts'
import { askJvm } from './ask-jvm.ts'
import { captureProcess } from './capture-process.ts'
import { collectSnapshot } from './collect-snapshot.ts'
import { PageReader } from './look-at-pages.ts'
import type { CaptureWorkerData, WorkerProgress, WorkerRequest, WorkerResponse } from './worker-messages.ts'

const { root, pageSize, readAheadPath } = workerData as CaptureWorkerData
const pages = new PageReader(root, pageSize)
const lister = new ProcessLister(pageSize, root)

const readsNuma = hasSeveralNodes()

let readAhead: ReadAhead | null = null
let exact: ExactReader | null = null

/** The thread that reads ahead, started when it is first wanted; none where there is no second core for it. */
function ahead(): ReadAhead | null {
  if (availableParallelism() < 2) return null
  return (readAhead ??= new ReadAhead(readAheadPath))
}

/** Facts of each process's last capture: its rows for the first allocation, whether it moved. */
const last = new Map<string, { readonly rows: number; readonly moved: boolean; readonly found: FindingsMemory }>()
const MOST_REMEMBERED = 100
/** What JVMs reported when they were asked, for all captures since. */
const jvms = new Map<string, JvmKnowledge>()

function capture(request: Extract<WorkerRequest, { kind: 'capture' }>): Capture {
  const key = processKeyText(request.process)
  const before = last.get(key)
  const report = progressOf(request.id)
  const found = before?.found ?? new FindingsMemory()
  const taken = captureProcess({
    process: request.process,
    detail: request.detail,
    root,
    pageSize,
    pace: {
      ...GENTLE_PACE,
      ahead,
      isCancelled: () => Atomics.load(request.cancel, 0) === 1,
      // As many as last time is the best guess there is.
      progress: (rows) => report(rows, before === undefined || rows > before.rows ? 0 : before.rows)
    },
    rowsHint: before === undefined ? 1024 : before.rows + (before.rows >> 3),
    expectsMotion: before?.moved ?? false,
    evidence: request.evidence,
    mostReadingMs: request.mostReadingMs,
    readsNuma,
    found,
    lookMs: (mappings) => (before === undefined && mappings > MANY_MAPPINGS ? FIRST_LOOK_MS : LOOK_MS),
    jvm: jvms.get(key)
  })
  if (last.size >= MOST_REMEMBERED) last.clear()
  last.set(key, {
    rows: taken.table.rowCount,
    found,
    moved: taken.verdict.kind === 'changed' || taken.verdict.kind === 'stable'
  })
  return taken
}

async function ask(process: ProcessKey): Promise<JvmAnswer> {
  const answer = await askJvm(process, root)
  if (jvms.size >= MOST_REMEMBERED) jvms.clear()
  jvms.set(processKeyText(process), jvmKnowledge(answer))
  return answer
}

/** Milliseconds between two progress messages, so that they do not cost more than the work. */
const PROGRESS_MS = 100

/** Sends how far some work has come, not too often, and not for short work. */
function progressOf(id: number): (done: number, total: number) => void {
  let reportedAt = performance.now()
  return (done, total) => {
    if (performance.now() - reportedAt < PROGRESS_MS) return
    reportedAt = performance.now()
    parentPort?.postMessage({ id, done, total } satisfies WorkerProgress)
  }
}

function snapshot(request: Extract<WorkerRequest, { kind: 'snapshot' }>): Promise<Uint8Array> {
  return collectSnapshot({
    ...request,
    root,
    pageSize,
    isCancelled: () => Atomics.load(request.cancel, 0) === 1,
    progress: progressOf(request.id)
  })
}

/** Captures and lists block; a snapshot lets others in where it waits for packing. */
function execute(request: WorkerRequest): unknown {
  switch (request.kind) {
    case 'capture':
      return capture(request)
    case 'list':
      return lister.listWithNumbers()
    case 'exact':
      return (exact ??= new ExactReader(root)).read(request.question)
    case 'machine':
      return readMachine(root)
    case 'surroundings':
      return readSurroundings(request.process, root)
    case 'sharing':
      return readSharing({
        root,
        progress: progressOf(request.id),
        isCancelled: () => Atomics.load(request.cancel, 0) === 1
      })
    case 'snapshot':
      return snapshot(request)
    case 'pages':
      return pages.pages(request.process, request.request)
    case 'trackWrites':
      return pages.trackWrites(request.process)
    case 'askJvm':
      return ask(request.process)
    case 'locate':
      return pages.locate(request.question)
  }
}

async function answer(request: WorkerRequest): Promise<void> {
  let response: WorkerResponse
  try {
    response = { id: request.id, ok: true, value: await execute(request) }
  } catch (error) {
    const target = 'process' in request ? `process ${request.process.pid}` : request.kind
    response = { id: request.id, ok: false, failure: failureOf(error, target) }
  }
  parentPort?.postMessage(response, transferables(response))
}

parentPort?.on('message', (request: WorkerRequest) => void answer(request))
