import { expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { heapParts, readHeapInfo } from './heap-info.ts'
import { JVM_COMMANDS, replyText, type JvmAnswer, type JvmCommand } from './jvm-answer.ts'
import { jvmAreas } from './jvm-areas.ts'
import { jvmKnowledge } from './jvm-knowledge.ts'
import { readNativeMemory, readNativeMemoryRanges, tracksNativeMemory } from './native-memory.ts'
import { replyLines } from './reply-lines.ts'
import { readSystemMap } from './system-map.ts'
import { readThreads } from './thread-print.ts'

/** Cut from what OpenJDK 17.0.21 and 25.0.3 wrote. */
const SUMMARY = `
Native Memory Tracking:

(Omitting categories weighting less than 1KB)

Total: reserved=1716469KB, committed=336953KB
       malloc: 11037KB #7213

-                 Java Heap (reserved=262144KB, committed=262144KB)
                            (mmap: reserved=262144KB, committed=262144KB) 
 
-                    Thread (reserved=22587KB, committed=1247KB)
                            (thread #22)
-        Shared class space (reserved=16384KB, committed=13908KB, readonly=0KB)
`
const DETAIL = `Virtual memory map:
 
[0x00000000f0000000 - 0x0000000100000000] reserved and committed 268435456 for Java Heap from
    [0x00007f5fb3f2076c] ReservedSpace::reserve(unsigned long)+0xac

\t[0x00000000f0000000 - 0x00000000ffe00000] committed 266338304 from
            [0x00007f5fb37356c6] G1PageBasedVirtualSpace::commit(unsigned long, unsigned long)+0x66

[0x00007f0000000000 - 0x00007f0000100000] reserved 1048576B for Thread Stack from
`
const OFF = 'Native memory tracking is not enabled\n'
const G1_17 = ` garbage-first heap   total 264192K, used 83892K [0x00000000f0000000, 0x0000000100000000)
  region size 1024K, 1 young (1024K), 0 survivors (0K)
 Metaspace       used 200K, committed 384K, reserved 1114112K
  class space    used 8K, committed 128K, reserved 1048576K
`
const G1_25 = `garbage-first heap   total reserved 262144K, committed 253952K, used 84970K [0x00000000f0000000, 0x0000000100000000)
 region size 1024K, 2 young (2048K), 0 survivors (0K)
`
const METASPACE_25 = `Metaspace        used 180K, committed 384K, reserved 1114112K
 class space     used 8K, committed 128K, reserved 1048576K

Usage:
  Non-class:    171.77 KB used.
`
const SERIAL_17 = ` def new generation   total 39296K, used 14277K [0x00000000f8000000, 0x00000000faaa0000, 0x00000000faaa0000)
  eden space 34944K,  28% used [0x00000000f8000000, 0x00000000f89b14b0, 0x00000000fa220000)
  to   space 4352K,   0% used [0x00000000fa220000, 0x00000000fa220000, 0x00000000fa660000)
 tenured generation   total 87424K, used 28866K [0x00000000faaa0000, 0x0000000100000000, 0x0000000100000000)
   the space 87424K,  33% used [0x00000000faaa0000, 0x00000000fc6d0968, 0x00000000fc6d0a00, 0x0000000100000000)
`
const THREADS_17 = `"main" #1 prio=5 os_prio=0 cpu=67.89ms elapsed=40.44s tid=0x00007f5fac021e70 nid=0x2c59 runnable  [0x00007f5fb2f1e000]
   java.lang.Thread.State: RUNNABLE
"it's "quoted" here" #22 daemon prio=5 os_prio=0 cpu=0.05ms elapsed=39.9s tid=0x00007f5fac195940 nid=0x2c98 waiting on condition  [0x00007f5f73efd000]
"G1 Service" os_prio=0 cpu=2.02ms elapsed=40.42s tid=0x00007f5fac0d0a90 nid=0x2c6d runnable  
`
const THREADS_25 =
  '"main" #3 [11363] prio=5 os_prio=0 cpu=63.05ms elapsed=37.80s tid=0x00007ff7cc03dc40 nid=11363 runnable  [0x00007ff7d2b1e000]\n'
const MAP_25 = `from               to                        vsize prot          rss      hugetlb pgsz notes            info                                  file
==============================================================
0x00000000f0000000-0x00000000ffe00000    266338304 rw-p     42381312            0 4K   com              JAVAHEAP                              -
0x00000000ffe00000-0x00000000fff24000      1196032 rw-p      1196032            0 4K   com              JAVAHEAP                              /usr/lib/jvm/x/lib/server/classes.jsa
0x00007f0000001000-0x00007f0000100000      1048576 rw-p        90112            0 4K   com,nothp        STACK-12406-Attach-META-Listener      -
0x00007f0000200000-0x00007f0000300000      1048576 rw-p        90112            0 4K   com              META,CODE                             -
0x00007f0000300000-0x00007f0000400000      1048576 rw-p        90112            0 4K   com              -                                     -
`

function answer(texts: Partial<Record<JvmCommand, string>>): JvmAnswer {
  const replies = JVM_COMMANDS.flatMap((command) => {
    const text = texts[command]
    return text === undefined ? [] : [{ command, text, isCut: false, isError: false }]
  })
  return { takenAt: 0, milliseconds: 1, replies, threads: [] }
}

it('reads what a JVM counts of its native memory', () => {
  expect(readNativeMemory(SUMMARY)).toEqual({
    total: { reservedKb: 1716469, committedKb: 336953 },
    areas: [
      { name: 'Java Heap', reservedKb: 262144, committedKb: 262144 },
      { name: 'Thread', reservedKb: 22587, committedKb: 1247 },
      { name: 'Shared class space', reservedKb: 16384, committedKb: 13908 }
    ]
  })
  expect([tracksNativeMemory(SUMMARY), tracksNativeMemory(OFF), readNativeMemory(OFF)]).toEqual([true, false, null])
  expect(readNativeMemoryRanges(DETAIL)).toEqual([
    { start: 0xf0000000, end: 0x100000000, name: 'Java Heap' },
    { start: 0x7f0000000000, end: 0x7f0000100000, name: 'Thread Stack' }
  ])
})

it('reads heaps of several collectors and versions', () => {
  const range = { start: 0xf0000000, end: 0x100000000 }
  expect(readHeapInfo(G1_17)).toEqual([
    { name: 'garbage-first heap', level: 0, usedKb: 83892, committedKb: 264192, reservedKb: null, range },
    { name: 'Metaspace', level: 0, usedKb: 200, committedKb: 384, reservedKb: 1114112, range: null },
    { name: 'class space', level: 1, usedKb: 8, committedKb: 128, reservedKb: 1048576, range: null }
  ])
  const later = heapParts(answer({ 'GC.heap_info': G1_25, 'VM.metaspace basic': METASPACE_25 }))
  expect(
    later.map(({ name, level, usedKb, committedKb, reservedKb }) => [name, level, usedKb, committedKb, reservedKb])
  ).toEqual([
    ['garbage-first heap', 0, 84970, 253952, 262144],
    ['Metaspace', 0, 180, 384, 1114112],
    ['class space', 1, 8, 128, 1048576]
  ])
  expect(
    readHeapInfo(SERIAL_17).map(({ name, level, usedKb, committedKb }) => [name, level, usedKb, committedKb])
  ).toEqual([
    ['def new generation', 0, 14277, 39296],
    ['eden space', 1, 9925, 34944],
    ['to space', 1, 0, 4352],
    ['tenured generation', 0, 28866, 87424],
    ['the space', 1, 28866, 87424]
  ])
})

it('reads names of threads, also such that hold quotes', () => {
  expect(readThreads(THREADS_17)).toEqual([
    { tid: 0x2c59, name: 'main', isJava: true },
    { tid: 0x2c98, name: 'it\'s "quoted" here', isJava: true },
    { tid: 0x2c6d, name: 'G1 Service', isJava: false }
  ])
  expect(readThreads(THREADS_25)).toEqual([{ tid: 11363, name: 'main', isJava: true }])
})

it('joins areas with what is resident of them', () => {
  expect(readSystemMap(MAP_25).map(({ uses }) => uses)).toEqual([
    ['JAVAHEAP'],
    ['JAVAHEAP'],
    ['STACK'],
    ['META', 'CODE']
  ])
  const { table } = captureOfText(
    'f0000000-f8000000 rw-p 00000000 00:00 0 \nRss: 1000 kB\n' +
      'f8000000-108000000 rw-p 00000000 00:00 0 \nRss: 500 kB\n' +
      '7f0000000000-7f0000100000 rw-p 00000000 00:00 0 \nRss: 88 kB\n'
  )
  const said = answer({
    'VM.native_memory summary scale=KB': SUMMARY,
    'VM.native_memory detail scale=B': DETAIL,
    'System.map': MAP_25
  })
  const areas = jvmAreas(
    readNativeMemory(replyText(said, 'VM.native_memory summary scale=KB')),
    jvmKnowledge(said),
    table
  )
  expect(areas.map(({ name, residentKb, isEstimate }) => [name, residentKb, isEstimate])).toEqual([
    ['Java Heap', 1250, true],
    ['Thread', 88, false],
    ['Shared class space', null, false]
  ])
  const without = jvmAreas(null, jvmKnowledge(answer({ 'System.map': MAP_25 })), table)
  expect(without.map(({ name, reservedKb }) => [name, reservedKb])).toEqual([
    ['Java Heap', null],
    ['Thread', null]
  ])
})

it('takes any text for what can be read of it, in linear time', () => {
  const began = performance.now()
  for (const text of [
    '',
    '"'.repeat(300_000),
    `"${' '.repeat(300_000)}`,
    '- a'.repeat(100_000),
    '[0x0 - 0x'.repeat(50_000)
  ]) {
    expect(readThreads(text)).toEqual([])
    expect(readHeapInfo(text)).toEqual([])
    expect(readNativeMemory(text)).toBeNull()
    expect(readNativeMemoryRanges(text)).toEqual([])
    expect(readSystemMap(text)).toEqual([])
  }
  expect(performance.now() - began).toBeLessThan(10_000)
})

it('shows control characters of a text, and keeps its lines', () => {
  expect(replyLines('a\tb \r\n\x1b[31mred\n\n')).toBe(`a    b\n${'␛'}[31mred`)
})
