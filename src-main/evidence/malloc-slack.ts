import { backingsWhere, mappingEnd, mappingStart, PERM_WRITE, type MappingTable } from '#shared/memory/mapping-table.ts'
import type { Range } from './glibc-memory.ts'
import type { ProcessMemory } from './process-memory.ts'

/**
 * struct malloc_state of 64-bit glibc 2.27 to 2.41 (malloc/malloc.c): offsets in bytes. Every free chunk that is not in a
 * thread's own cache hangs in one of the bins, or is the top.
 */
const TOP = 96
const BINS = 112
const BIN_COUNT = 127
const NEXT = 2160
const SYSTEM_MEMORY = 2184
const STATE_BYTES = 2200
/** struct malloc_chunk: {prev_size, size and three flags, fd, bk}. */
const SIZE = 8
const FORWARD = 16
const FLAGS = 8
/** Free chunks that are looked at in all arenas of a process together. */
const MOST_CHUNKS = 1_000_000
const MOST_ARENAS = 1024
/** libc's initialised data are smaller; so much of them is searched. */
const LARGEST_DATA = 256 * 1024
const PAGE = 4096

/** What an arena of malloc holds. */
export interface ArenaSlack {
  /** Bytes that it took from the system. */
  readonly held: number
  /** Bytes of them that are free, at least: chunks in the caches of threads are not looked at, nor what takes too long. */
  readonly free: number
}

/** Adds up the free chunks of arenas, all of them within one bound and the time that there is for it. */
export class SlackReader {
  readonly #memory: ProcessMemory
  #left = MOST_CHUNKS

  constructor(memory: ProcessMemory) {
    this.#memory = memory
  }

  /** Null where its state can't be read or makes no sense. @param arena address of its malloc_state */
  slackOf(arena: number): ArenaSlack | null {
    const state = this.#memory.words(arena, STATE_BYTES / 8)
    if (state === null) return null
    const held = state[SYSTEM_MEMORY / 8]!
    const top = this.#sizeAt(state[TOP / 8]!)
    if (held === 0 || held % PAGE !== 0 || top === null || top > held) return null
    let free = top
    // The last bins hold the largest chunks.
    for (let bin = BIN_COUNT - 1; bin >= 0; bin--) {
      const end = arena + BINS + bin * 16 - FORWARD
      let chunk = state[BINS / 8 + bin * 2]!
      while (chunk !== end && this.#mayGoOn()) {
        const words = this.#memory.words(chunk + SIZE, 2)
        const [size, forward] = [words?.[0] ?? 0, words?.[1] ?? 0]
        // A page that is not in memory now ends the list here: what was counted is there, so it is "at least".
        if (size < 32 || forward === 0) break
        free += size - (size % FLAGS)
        chunk = forward
      }
    }
    return free <= held ? { held, free } : null
  }

  #mayGoOn(): boolean {
    return this.#left-- > 0 && !this.#memory.isOver
  }

  #sizeAt(chunk: number): number | null {
    const size = this.#memory.word(chunk + SIZE)
    return size === null ? null : size - (size % FLAGS)
  }
}

/**
 * The main arena, whose memory is the heap of brk: no symbol of libc that other files may use names it. The arenas are linked
 * in a circle; where there is no other, the main one is its own next, and is in libc's data.
 * @param arenas addresses of the others
 */
export function mainArena(memory: ProcessMemory, table: MappingTable, arenas: readonly number[]): number | null {
  const others = new Set(arenas)
  const [first] = arenas
  if (first !== undefined) {
    let at = memory.word(first + NEXT)
    for (let count = 0; at !== null && at !== 0 && others.has(at) && count < MOST_ARENAS; count++)
      at = memory.word(at + NEXT)
    return at === null || at === 0 || others.has(at) ? null : at
  }
  for (const [start, end] of libcData(table)) {
    const found = ownNextIn(memory, start, end)
    if (found !== null) return found
  }
  return null
}

/** Where libc's initialised data are, as far as they are searched. */
export function libcData(table: MappingTable): Range[] {
  const ranges: Range[] = []
  const libc = backingsWhere(table, (name) => /\/libc(?:\.so\.6|-2\.\d+\.so)$/.test(name))
  for (let row = 0; row < table.rowCount && libc.size > 0; row++) {
    if ((table.perms[row]! & PERM_WRITE) === 0 || !libc.has(table.backing[row]!)) continue
    const start = mappingStart(table, row)
    ranges.push([start, Math.min(mappingEnd(table, row), start + LARGEST_DATA)])
  }
  return ranges
}

function ownNextIn(memory: ProcessMemory, start: number, end: number): number | null {
  for (let page = start; page < end; page += PAGE) {
    const words = memory.words(page, PAGE / 8)
    if (words === null) continue
    for (let at = 0; at < words.length; at++) {
      const state = page + at * 8 - NEXT
      if (words[at] === state && state >= start) return state
    }
  }
  return null
}
