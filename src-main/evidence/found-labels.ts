import { label, type Label } from '#shared/classify/label.ts'
import type { ArenaSlack } from './malloc-slack.ts'
import type { LivingThread } from './threads.ts'

const KB = 1024

/** What may be found inside a process, as labels; each is made once, so that its mappings are one thing. */
export class FoundLabels {
  /** A block of malloc that is a mapping of its own. */
  block: Label
  readonly python: Label
  readonly ruby: Label
  readonly musl: Label

  /** @param owner the name of a runtime that lives in the process, with its version; empty where it is not known */
  constructor(owner: (id: 'glibc' | 'musl' | 'python' | 'ruby') => string) {
    const glibc = owner('glibc')
    this.block = label('heap', 'inferred', 'malloc-chunk', { purpose: 'malloc-block', owner: glibc, depth: 'inside' })
    this.musl = label('arena', 'inferred', 'musl-group', {
      purpose: 'musl-heap',
      owner: owner('musl') || 'musl',
      depth: 'inside'
    })
    this.python = label('runtime', 'inferred', 'python-pool', {
      purpose: 'python-objects',
      owner: owner('python'),
      depth: 'inside'
    })
    this.ruby = label('runtime', 'inferred', 'ruby-page', {
      purpose: 'ruby-objects',
      owner: owner('ruby'),
      depth: 'inside'
    })
  }

  /** More looks like blocks than malloc counts: some are copies. */
  doubtBlocks(): void {
    const { owner } = this.block.purpose
    this.block = label('heap', 'probable', 'malloc-chunk-doubtful', { purpose: 'malloc-block', owner, depth: 'inside' })
  }
}

/** An arena of glibc, by its number and how many there are. */
export function arenaLabel(number: number, count: number, owner: string, slack: ArenaSlack | null): Label {
  const made = label('arena', 'inferred', slack === null ? 'heap-info' : 'heap-info-free', {
    purpose: 'arena',
    values: { number, count },
    owner,
    depth: 'inside'
  })
  return slack === null ? made : withSlack(made, slack)
}

/** The heap of brk, whose main arena was found. */
export function mainHeapLabel(owner: string, slack: ArenaSlack): Label {
  const parts = { purpose: 'heap', group: '[heap]', owner, depth: 'inside' } as const
  return withSlack(label('heap', 'kernel', 'heap-free', parts), slack)
}

/** The amounts are in the evidence: findings are made of them. */
function withSlack(made: Label, { held, free }: ArenaSlack): Label {
  const values = { held: Math.round(held / KB), free: Math.floor(free / KB) }
  return { ...made, evidence: { ...made.evidence, values } }
}

/**
 * @param deep bytes from the stack pointer to the stack's beginning; null where its beginning is not known
 * @param own bytes of these that are the thread's descriptor and its thread-local variables; null where that is not known
 */
export function stackLabel({ tid, name, isJava }: LivingThread, deep: number | null, own: number | null = null): Label {
  const evidence = deep === null ? 'thread-pointer' : own === null ? 'thread-pointer-deep' : 'thread-pointer-own'
  const made = label('stack', deep === null ? 'probable' : 'inferred', evidence, {
    purpose: isJava ? 'stack-of-java' : 'stack-of',
    values: { tid: String(tid), thread: name },
    kind: 'thread-stack',
    depth: 'inside'
  })
  if (deep === null) return made
  const values = { tid: String(tid), deep: Math.ceil(deep / KB), ...(own === null ? {} : { own: Math.ceil(own / KB) }) }
  return { ...made, evidence: { ...made.evidence, values } }
}

/** A stack by what musl keeps of its thread, also of one that runs. The same amounts, and its own bytes are always known. */
export function muslStackLabel({ tid, name }: LivingThread, deep: number | null, own: number): Label {
  const made = label('stack', 'inferred', deep === null ? 'musl-thread' : 'musl-thread-deep', {
    purpose: 'stack-of',
    values: { tid: String(tid), thread: name },
    kind: 'thread-stack',
    depth: 'inside'
  })
  const known = { tid: String(tid), own: Math.ceil(own / KB) }
  const values = deep === null ? known : { ...known, deep: Math.ceil(deep / KB) }
  return { ...made, evidence: { ...made.evidence, values } }
}

/** The stack of a Java thread that runs, by the JVM's own structures: where its stack pointer is can't be asked. */
export function javaStackLabel({ tid, name }: LivingThread): Label {
  const values = { tid: String(tid), thread: name }
  return label('stack', 'inferred', 'vm-structs-stack', {
    purpose: 'stack-of-java',
    values,
    kind: 'thread-stack',
    depth: 'inside'
  })
}
