import type { JvmThread } from '#shared/jvm/thread-print.ts'
import {
  headerShape,
  referenceShape,
  stringBytes,
  stringShapes,
  stringTexts,
  type HeaderShape,
  type ReferenceShape,
  type StringShape
} from './java-strings.ts'
import type { JvmProcess } from './jvm-process.ts'
import { isCommOf } from './native-thread-name.ts'

/** A Java thread as the JVM knows it. */
export interface JavaThread extends JvmThread {
  /** Its stack, by the JVM's own structures: addresses. */
  readonly stack: { readonly start: number; readonly end: number } | null
}

const MOST_THREADS = 10_000
/** Bytes of an object of the class Thread that are looked at. */
const THREAD_BYTES = 160
/** A name in the kernel has 15 bytes; shorter ones prove too little to learn from. */
const LEAST_NAME = 8
const LEAST_PROOFS = 2
/** The location of names is learned from this many threads at most. */
const MOST_LEARNED_FROM = 64
/** Threads whose names are known are asked for them again in turn, this many each time: a thread may be given another name. */
const ASKED_AGAIN = 32

interface RawThread {
  readonly address: number
  readonly tid: number
  /** The kernel's name of it. */
  readonly comm: string
  readonly stack: JavaThread['stack']
  /** The object of the class Thread; null where it can't be found. */
  readonly object: number | null
}

/** Where a Thread object keeps its name. */
interface NameLocation {
  readonly field: number
  readonly string: StringShape
}

/** What was found of the Java threads of a process, for the next look. */
export class KnownJavaThreads {
  /** Where names are kept; null until that is learned. */
  nameLocation: NameLocation | null = null
  /** By the address of the JVM's structure; the one that was asked for its name the longest ago comes first. */
  readonly named = new Map<number, JavaThread & { readonly comm: string }>()
}

/**
 * The Java threads of a JVM with their full names and their stacks, by its own list of threads. Where an object keeps the
 * name is not in its table: it is learned from threads whose name begins as the kernel's name of them does, and there
 * must be two of them. A name that can't be followed to stays the kernel's, and so does, with ZGC, one that the
 * kernel's does not confirm.
 * Threads for which there is no time are left out; those that were found before are not.
 * @param comms the kernel's names by thread number in the process's own PID namespace
 * @param known what the look before has found, kept up to date
 */
export function javaThreads(
  jvm: JvmProcess,
  comms: ReadonlyMap<number, string>,
  known = new KnownJavaThreads()
): JavaThread[] {
  const addresses = threadAddresses(jvm)
  const isThere = new Set(addresses)
  for (const [address, { tid, comm }] of known.named) {
    if (!isThere.has(address) || comms.get(tid) !== comm) known.named.delete(address)
  }
  const again = [...known.named.keys()].slice(0, ASKED_AGAIN)
  const references = referenceShape(jvm)
  const header = headerShape(jvm)
  const raw = rawThreads(
    jvm,
    [...addresses.filter((address) => !known.named.has(address)), ...again],
    comms,
    references
  )
  if (references !== null && header !== null) known.nameLocation ??= learnNameLocation(jvm, raw, references, header)
  const { nameLocation } = known
  const found = raw.map(({ address, tid, comm, stack, object }): JavaThread => {
    const name =
      object === null || nameLocation === null ? null : nameAt(jvm, object, nameLocation, references!, header!, comm)
    const before = known.named.get(address)
    const thread = { tid, name: name ?? before?.name ?? comm, isJava: true, stack }
    if (name !== null) {
      known.named.delete(address)
      known.named.set(address, { ...thread, comm })
    }
    return thread
  })
  const isFound = new Set(found.map(({ tid }) => tid))
  return [...found, ...[...known.named.values()].filter(({ tid }) => !isFound.has(tid))]
}

/** Addresses of the JVM's structures of its Java threads. */
function threadAddresses(jvm: JvmProcess): number[] {
  const list = jvm.variable('ThreadsSMRSupport._java_thread_list')
  const lengthAt = jvm.offset('ThreadsList._length')
  const threads = jvm.field(list, 'ThreadsList._threads')
  const count = list === null || lengthAt === null ? null : jvm.words.half(list + lengthAt)
  if (threads === null || count === null) return []
  const addresses = Array.from({ length: Math.min(count, MOST_THREADS) }, (_, at) => jvm.words.word(threads + at * 8))
  return addresses.filter((address) => address !== null)
}

function rawThreads(
  jvm: JvmProcess,
  addresses: readonly number[],
  comms: ReadonlyMap<number, string>,
  references: ReferenceShape | null
): RawThread[] {
  const tidAt = jvm.offset('OSThread._thread_id')
  const handleAt = jvm.offset('JavaThread._threadObj')
  if (tidAt === null) return []
  const raw: RawThread[] = []
  for (const thread of addresses) {
    if (jvm.words.isOver) break
    const osThread = jvm.field(thread, 'JavaThread._osthread', 'Thread._osthread')
    const tid = osThread === null ? null : jvm.words.half(osThread + tidAt)
    const comm = tid === null ? undefined : comms.get(tid)
    // A thread that the kernel does not know has ended, or these are not what they are taken for.
    if (tid === null || comm === undefined) continue
    const base = jvm.field(thread, 'JavaThread._stack_base', 'Thread._stack_base')
    const size = jvm.field(thread, 'JavaThread._stack_size', 'Thread._stack_size')
    const handle = handleAt === null ? null : jvm.words.word(thread + handleAt)
    raw.push({
      address: thread,
      tid,
      comm,
      stack: base !== null && size !== null && size > 0 && base > size ? { start: base - size, end: base } : null,
      object: handle === null || references === null ? null : references.followWord(handle)
    })
  }
  return raw
}

/** The location that holds, for most threads, a String that their name in the kernel is cut from. */
function learnNameLocation(
  jvm: JvmProcess,
  threads: readonly RawThread[],
  references: ReferenceShape,
  header: HeaderShape
): NameLocation | null {
  const proofs = new Map<string, { location: NameLocation; names: Set<string> }>()
  const distinct = threads.filter(({ object, comm }) => object !== null && comm.length >= LEAST_NAME)
  for (const { object, comm } of distinct.slice(0, MOST_LEARNED_FROM)) {
    for (let field = header.length; field < THREAD_BYTES; field += 4) {
      if (field % references.bytes !== 0) continue
      const string = references.follow(object! + field)
      if (string === null || !header.isString(string)) continue
      for (const shape of stringShapes(header.length, references.bytes)) {
        const bytes = stringBytes(jvm, references, shape, string)
        if (bytes === null || !isCommOf(comm, stringTexts(bytes)[0]!)) continue
        const key = `${field} ${shape.value} ${shape.data}`
        const proof = proofs.get(key) ?? { location: { field, string: shape }, names: new Set() }
        proof.names.add(comm)
        proofs.set(key, proof)
      }
    }
  }
  const best = [...proofs.values()].sort((a, b) => b.names.size - a.names.size)
  const [first, second] = best
  if (first === undefined || first.names.size < LEAST_PROOFS) return null
  return second !== undefined && second.names.size === first.names.size ? null : first.location
}

/** A thread's name; null where what is there is not surely one. */
function nameAt(
  jvm: JvmProcess,
  object: number,
  { field, string }: NameLocation,
  references: ReferenceShape,
  header: HeaderShape,
  comm: string
): string | null {
  const found = references.follow(object + field)
  const bytes = found === null || !header.isString(found) ? null : stringBytes(jvm, references, string, found)
  if (bytes === null) return null
  const texts = stringTexts(bytes)
  const confirmed = texts.find((text) => isCommOf(comm, text))
  // A reference that ZGC has not yet brought up to date may lead to whatever String lies there by now.
  if (confirmed !== undefined || jvm.flag('UseZGC') === true) return confirmed ?? null
  // The first thread has the kernel's name of the program; a plain text can't be of two bytes a character.
  return /^[\x20-\x7e]+$/.test(texts[0]!) ? texts[0]! : null
}
