import type { Range } from './glibc-memory.ts'
import type { ProcessMemory } from './process-memory.ts'
import type { LivingThread } from './threads.ts'

/** What musl mapped for a thread. */
export interface MuslStack {
  /** With its guard, its thread-local variables and its descriptor. */
  readonly range: Range
  /** Bytes at the end that are no stack: variables and descriptor. */
  readonly own: number
}

const PAGE = 4096
const WORD = 8
/** Pages above a stack pointer in which the thread's descriptor is looked for. */
const PAGES_LOOKED_AT = 256
const MOST_THREADS = 4096
/**
 * struct pthread of musl 1.2.0 to 1.2.5 for x86-64 (src/internal/pthread_impl.h), in words: its own address, the threads
 * before and after it, its number in the lower half, and what was mapped for it. Verified with 1.2.3.
 */
const PREVIOUS = 2
const NEXT = 3
const NUMBER = 6
const MAP_BASE = 9
const MAP_SIZE = 10
const STACK = 11
const WORDS = 12
const LOW_HALF = 2 ** 32

/** What musl mapped for the threads of a process. */
export interface MuslThreads {
  readonly stacks: ReadonlyMap<number, MuslStack>
  /** The descriptor of the thread that the process began with, where its own turn in the ring was seen; null where not. */
  readonly main: number | null
}

/** More than struct pthread of any version has; it ends within the last page of what was mapped for it. */
const DESCRIPTOR_BYTES = 0x100

/**
 * The pages of the main thread's variables and descriptor. They are mapped by itself where the program has many variables
 * (__init_tls, src/env/__init_tls.c), before any of malloc's groups, with which the kernel may join them.
 * @param variables bytes of thread-local variables in all modules, which lie right before the descriptor
 */
export function muslMainRange(descriptor: number, variables: number): Range {
  const pageOf = (address: number): number => address - (address % PAGE)
  return [pageOf(descriptor - variables), pageOf(descriptor + DESCRIPTOR_BYTES - 1) + PAGE]
}

/**
 * What musl mapped for each thread, by the descriptors of all threads, which are a ring: the descriptor of one is looked for
 * above its stack pointer. Empty where no thread can be asked, and in programs without musl.
 */
export function muslStacks(memory: ProcessMemory, threads: readonly LivingThread[], pid: number): MuslThreads {
  const stacks = new Map<number, MuslStack>()
  let main: number | null = null
  const first = firstDescriptor(memory, threads)
  if (first === null) return { stacks, main }
  let descriptor = first
  for (let turns = 0; turns < MOST_THREADS; turns++) {
    const words = descriptorAt(memory, descriptor)
    if (words === null) break
    const stack = stackOf(words)
    const number = words[NUMBER]! % LOW_HALF
    if (stack !== null) stacks.set(number, stack)
    else if (number === pid) main = descriptor
    descriptor = words[NEXT]!
    if (descriptor === first) break
  }
  return { stacks, main }
}

function firstDescriptor(memory: ProcessMemory, threads: readonly LivingThread[]): number | null {
  for (const thread of threads) {
    const found = descriptorAbove(memory, thread)
    if (found !== null) return found
  }
  return null
}

function descriptorAbove(memory: ProcessMemory, { tid, stackPointer }: LivingThread): number | null {
  if (stackPointer === null) return null
  const first = stackPointer - (stackPointer % PAGE)
  for (let page = first; page < first + PAGES_LOOKED_AT * PAGE; page += PAGE) {
    const words = memory.words(page, PAGE / WORD)
    if (words === null) continue
    for (let at = 0; at < words.length; at++) {
      const own = page + at * WORD
      if (words[at] !== own) continue
      const descriptor = descriptorAt(memory, own)
      if (descriptor !== null && descriptor[NUMBER]! % LOW_HALF === tid) return own
    }
  }
  return null
}

/** The words of a descriptor: it points to itself, and its neighbours point to it. */
function descriptorAt(memory: ProcessMemory, address: number): readonly number[] | null {
  const words = wordsAt(memory, address, WORDS)
  if (words?.[0] !== address) return null
  const [previous, next] = [words[PREVIOUS]!, words[NEXT]!]
  const isRing = memory.word(previous + NEXT * WORD) === address && memory.word(next + PREVIOUS * WORD) === address
  return isRing ? words : null
}

/** Words that may lie over the end of a page. */
function wordsAt(memory: ProcessMemory, address: number, count: number): readonly number[] | null {
  if (address % WORD !== 0) return null
  const words = Array.from({ length: count }, (_, at) => memory.word(address + at * WORD))
  return words.includes(null) ? null : (words as number[])
}

/** Null for the main thread, and for a thread whose program gave it a stack. */
function stackOf(words: readonly number[]): MuslStack | null {
  const [own, start, stack] = [words[0]!, words[MAP_BASE]!, words[STACK]!]
  const end = start + words[MAP_SIZE]!
  if (start === 0 || start % PAGE !== 0 || !(start < stack && stack <= own && own < end)) return null
  return { range: [start, end], own: end - stack }
}
