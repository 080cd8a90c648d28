import { afterEach, describe, expect, it } from 'vitest'
import { heapParts } from '#shared/jvm/heap-info.ts'
import { jvmKnowledge } from '#shared/jvm/jvm-knowledge.ts'
import { askJvm } from '#main/capture/ask-jvm.ts'
import { captureLive } from '#main/commands/support/capture-live.ts'
import type { ProcFolder } from '#main/source/proc-folder.ts'
import { mappingEnd, mappingStart } from '#shared/memory/mapping-table.ts'
import { purposeOf } from '#shared/memory/purpose.ts'
import { insideJvm } from '#test/support/inside-jvm.ts'
import { javas, startJava } from '#test/support/java.ts'
import { readJvmHeap } from './jvm-heap.ts'
import type { JvmProcess } from './jvm-process.ts'
import { javaThreads, type JavaThread } from './jvm-threads.ts'
import { isCommOf } from './native-thread-name.ts'
import { namedThreads } from './threads.ts'

let kill = (): void => undefined
afterEach(() => kill())

async function start(java: string, ...flags: string[]): Promise<number> {
  const child = await startJava(java, '-XX:NativeMemoryTracking=detail', ...flags)
  kill = () => child.kill('SIGKILL')
  return child.pid
}

/** The JVM's threads; the tests run in no other PID namespace. */
function threadsIn(jvm: JvmProcess, folder: ProcFolder): JavaThread[] {
  return javaThreads(jvm, new Map(namedThreads(folder).map(({ own, name }) => [own, name])))
}

/** What is found in the JVM itself is what the JVM reports when it is asked. */
describe.each(javas())('%s', (java) => {
  it.each([
    [['-XX:+UseG1GC'], /^G1 \d+(?:\.\d)? MiB \/ \d+ MiB, \d+ × 1\.0 MiB: .*\d+ humongous/],
    [['-XX:+UseSerialGC'], /^Serial: eden .* \/ .*, from .*, to .*, old /],
    [['-XX:+UseParallelGC', '-XX:-UseCompressedOops'], /^Parallel: eden .*, old /],
    // It tells no one range: its heap is known by the memory file that it names.
    [['-XX:+UseZGC'], null],
    [['-XX:+UseSerialGC', '-XX:-UseCompressedOops', '-XX:-UseCompressedClassPointers'], /^Serial: /]
  ])(
    'with %s',
    async (flags, spaces) => {
      const pid = await start(java, ...flags)
      const found = insideJvm(pid, (jvm, folder) => ({ heap: readJvmHeap(jvm), threads: threadsIn(jvm, folder) }))
      const before = captureLive(pid)
      const answer = await askJvm({ pid, startTime: 0 }, '/proc')
      const isMoving = flags.includes('-XX:+UseZGC')
      const isCompressed = !flags.includes('-XX:-UseCompressedOops')
      if (spaces === null) expect(found.heap).toBeNull()
      else expect(found.heap?.spaces).toMatch(spaces)
      if (spaces !== null) expect(found.heap?.references).toMatch(isCompressed ? /^32 bit, base 0x/ : /^64 bit$/)
      const told = new Map(answer.threads.filter(({ isJava }) => isJava).map(({ tid, name }) => [tid, name]))
      const names = found.threads.map(({ tid, name }): [number, string] => [tid, name])
      expect(names.length).toBeGreaterThan(8)
      // ZGC moves objects while all runs, and brings references up to date later: a name that can't be found is the kernel's.
      const isRight = ([tid, name]: (typeof names)[number]): boolean =>
        name === told.get(tid) || (isMoving && (name === 'java' || isCommOf(name, told.get(tid) ?? '')))
      expect(names.filter((each) => !isRight(each))).toEqual([])

      const { ranges } = jvmKnowledge(answer)
      const within = (area: string, start: number, end: number): boolean =>
        ranges.some((range) => range.area === area && start >= range.start && end <= range.end)
      if (found.heap !== null) expect(within('Java Heap', found.heap.start, found.heap.end)).toBe(true)
      const starts = heapParts(answer).map(({ range }) => range?.start)
      if (found.heap !== null) expect(starts).toContain(found.heap.start)
      for (const { stack } of found.threads) expect(within('Thread Stack', stack!.start, stack!.end)).toBe(true)

      const { table, classification } = before
      const purposes = new Set<string>()
      for (let row = 0; row < table.rowCount; row++) {
        const { key } = purposeOf(classification, row)
        const area = { 'jvm-metaspace': 'Metaspace', 'jvm-card-table': 'GC', 'jvm-code-cache': 'Code' }[key]
        if (area === undefined) continue
        purposes.add(key)
        // The kernel may have joined a card table with something else of which hardly a page is resident.
        const least = key === 'jvm-card-table' ? 0.01 : 0.75
        const [first, after] = [mappingStart(table, row), mappingEnd(table, row)]
        const bytes = ranges
          .filter((range) => range.area === area)
          .map((range) => Math.max(0, Math.min(range.end, after) - Math.max(range.start, first)))
        expect([key, Math.max(...bytes) / (after - first) >= least]).toEqual([key, true])
      }
      expect(purposes).toContain('jvm-metaspace')
    },
    30_000
  )
})
