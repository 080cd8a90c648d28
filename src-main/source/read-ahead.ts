import { Worker } from 'node:worker_threads'

/** Words of the control block. */
const READY = 0
/** Slots filled and emptied so far; one side writes each. */
const FILLED = 1
const EMPTIED = 2
const ENDED = 3
const STOPPED = 4
const FIRST_LENGTH = 8

const SLOT_BYTES = 256 * 1024
/** 4 MiB: what the kernel writes while the other thread reads the rollup of the same process. */
const SLOTS = 16
/** Filled slots for which the other side is woken: each time costs a turn on a busy machine. */
const BATCH = 4

/** What the reading thread gets when it starts. */
export interface ReadAheadMemory {
  readonly control: Int32Array
  readonly slots: readonly Uint8Array[]
}

/** How it is to read one file. */
export interface ReadAheadOrder {
  readonly descriptor: number
  /** As in ReadPace; `pauseAfter` counts from now. */
  readonly pauseMs: number
  readonly pauseEvery: number
  readonly pauseAfter: number
}

function newMemory(): ReadAheadMemory {
  const bytes = new SharedArrayBuffer(SLOT_BYTES * SLOTS)
  return {
    control: new Int32Array(new SharedArrayBuffer(4 * (FIRST_LENGTH + SLOTS))),
    slots: Array.from({ length: SLOTS }, (_, index) => new Uint8Array(bytes, index * SLOT_BYTES, SLOT_BYTES))
  }
}

/**
 * A second thread that reads a file while this one parses what is there already: the kernel needs several times longer to
 * write smaps than it takes to parse them, so together they take little longer than the kernel alone.
 */
export class ReadAhead {
  readonly #memory = newMemory()
  readonly #worker: Worker

  /** @param script of the reading thread */
  constructor(script: string) {
    this.#worker = new Worker(script, { workerData: this.#memory, name: 'read-ahead' })
    this.#worker.unref()
  }

  /** The thread has started; until then it must not be waited for. */
  get isReady(): boolean {
    return Atomics.load(this.#memory.control, READY) === 1
  }

  /**
   * The rest of an open file in chunks, each valid until the next one is asked for. Ends early, without an error, where a
   * read fails: who reads on from the descriptor sees why.
   */
  *chunks(order: ReadAheadOrder): Generator<Uint8Array> {
    const { control, slots } = this.#memory
    for (const word of [FILLED, EMPTIED, ENDED, STOPPED]) Atomics.store(control, word, 0)
    this.#worker.postMessage(order)
    let taken = 0
    try {
      for (;;) {
        if (!waitForSlots(control, taken)) return
        // As many as there are by now, before waiting again.
        for (const filled = Atomics.load(control, FILLED); taken < filled;) {
          const slot = taken % SLOTS
          yield slots[slot]!.subarray(0, control[FIRST_LENGTH + slot])
          taken++
          Atomics.store(control, EMPTIED, taken)
          Atomics.notify(control, EMPTIED)
        }
      }
    } finally {
      Atomics.store(control, STOPPED, 1)
      Atomics.notify(control, EMPTIED)
      while (Atomics.load(control, ENDED) === 0) Atomics.wait(control, ENDED, 0, 100)
    }
  }

  async stop(): Promise<void> {
    await this.#worker.terminate()
  }
}

/** Waits until some slots are filled, or the last ones are; false when there will be no more. */
function waitForSlots(control: Int32Array, taken: number): boolean {
  for (;;) {
    // Ended is set after the last slot was filled, so the order of the two questions matters.
    const isEnded = Atomics.load(control, ENDED) === 1
    const filled = Atomics.load(control, FILLED)
    if (isEnded) return filled > taken
    if (filled - taken >= BATCH) return true
    Atomics.wait(control, FILLED, filled)
  }
}

/** The reading thread's side. @param fill reads into a slot and gives how many bytes; fewer than it holds is the end */
export function serveReadAhead(
  { control, slots }: ReadAheadMemory,
  fill: (order: ReadAheadOrder, slot: Uint8Array) => number
): (order: ReadAheadOrder) => void {
  Atomics.store(control, READY, 1)
  return (order) => {
    let filled = 0
    let isOver = false
    while (!isOver && Atomics.load(control, STOPPED) === 0) {
      const emptied = Atomics.load(control, EMPTIED)
      if (filled - emptied >= SLOTS) {
        Atomics.wait(control, EMPTIED, emptied, 1000)
        continue
      }
      const slot = slots[filled % SLOTS]!
      const length = fill(order, slot)
      isOver = length < slot.length
      if (length === 0) break
      control[FIRST_LENGTH + (filled % SLOTS)] = length
      Atomics.store(control, FILLED, ++filled)
      if (filled - Atomics.load(control, EMPTIED) >= BATCH) Atomics.notify(control, FILLED)
    }
    Atomics.store(control, ENDED, 1)
    // Whoever waits for another slot has to look again.
    Atomics.notify(control, FILLED)
    Atomics.notify(control, ENDED)
  }
}
