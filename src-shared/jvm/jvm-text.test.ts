import { describe, expect, it } from 'vitest'
import { heapParts, readHeapInfo, type HeapPart } from './heap-info.ts'
import { replyText, type JvmAnswer, type JvmReply } from './jvm-answer.ts'
import { jvmKnowledge } from './jvm-knowledge.ts'
import { readNativeMemory, readNativeMemoryRanges } from './native-memory.ts'
import { readSystemMap, SystemMapReader, type SystemMapRow } from './system-map.ts'
import { readThreads } from './thread-print.ts'

const answer = (replies: readonly Partial<JvmReply>[], more: Partial<JvmAnswer> = {}): JvmAnswer => ({
  takenAt: 7,
  milliseconds: 1,
  threads: [],
  replies: replies.map((reply) => ({ command: 'GC.heap_info', text: '', isCut: false, isError: false, ...reply })),
  ...more
})
const repeated = (count: number, line: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => line(at)).join('\n')

describe('a line of GC.heap_info', () => {
  const part = (line: string): HeapPart | undefined => readHeapInfo(line)[0]
  const amounts = (line: string): readonly (number | null)[] => {
    const found = part(line)
    return [found?.usedKb ?? null, found?.committedKb ?? null, found?.reservedKb ?? null]
  }

  it('has amounts in every unit', () => {
    expect(amounts(' heap   used 2048B, committed 3K, reserved 4M')).toEqual([2, 3, 4096])
    expect(amounts(' heap   used 2G, capacity 3T, max capacity 5M')).toEqual([2 * 1024 ** 2, 3 * 1024 ** 3, 5120])
    expect(amounts(' ZHeap           used 20M, capacity 64M, max capacity 512M')).toEqual([20_480, 65_536, 524_288])
    expect(amounts(' 512M max, 256M soft max, 175M committed, 139M used')).toEqual([139 * 1024, 175 * 1024, 512 * 1024])
    expect(part('512M max, 512M soft max, 175M committed, 139M used')?.name).toBe('Shenandoah heap')
  })

  it('is a part with any one of its numbers, and none without', () => {
    expect(part(' heap   used 1K')).toMatchObject({ name: 'heap', usedKb: 1, committedKb: null, range: null })
    expect(part(' heap   total 1K')).toMatchObject({ usedKb: null, committedKb: 1 })
    expect(part(' heap   reserved 1K')).toBeUndefined()
    expect(part(' heap   total of things [0x1000, 0x2000)')).toMatchObject({
      usedKb: null,
      committedKb: null,
      range: { start: 0x1000, end: 0x2000 }
    })
    expect(part(' region size 1024K, 2 young (2048K), 0 survivors (0K)')).toBeUndefined()
  })

  it('has the size of a space, and how much of it is used by its addresses', () => {
    expect(part('  eden space 4K,  50% used [0x1000, 0x1800, 0x2000)')).toEqual({
      name: 'eden space',
      level: 1,
      usedKb: 2,
      committedKb: 4,
      reservedKb: null,
      range: { start: 0x1000, end: 0x2000 }
    })
    // Two addresses do not show where the used part ends.
    expect(amounts('  eden space 4K,  50% used [0x1000, 0x2000)')).toEqual([null, 4, null])
    expect(amounts(' heap   total 4K [0x1000, 0x1800, 0x2000)')).toEqual([null, 4, null])
    expect(part('  to   space 4K,   0% used [0x1000, 0x1000, 0x1000)')?.range).toBeNull()
    expect(part(' heap   used 1K [0x1000)')?.range).toBeNull()
    expect(part(' heap   used 1K [0x2000, 0x1000)')?.range).toBeNull()
  })

  it('is one of a hundred at most', () => {
    expect(readHeapInfo(repeated(101, () => ' heap   used 1K'))).toHaveLength(100)
    expect(
      readHeapInfo(repeated(60, () => ' heap   used 1K\n 1M max, 1M soft max, 1M committed, 1M used'))
    ).toHaveLength(100)
  })

  it('of metaspace is taken from another command only where this one has none', () => {
    const metaspace = { command: 'VM.metaspace basic', text: 'Metaspace   used 2K' } as const
    const names = (heap: string): number[] =>
      heapParts(answer([{ text: heap }, metaspace])).map(({ usedKb }) => usedKb ?? 0)
    expect(names(' heap   used 1K')).toEqual([1, 2])
    expect(names(' heap   used 1K\n Metaspace   used 3K')).toEqual([1, 3])
  })
})

describe('what a JVM answers', () => {
  it('is nothing where it was not asked, or could not carry it out', () => {
    const said = answer([
      { command: 'Thread.print', text: 'x' },
      { command: 'System.map', text: 'no', isError: true }
    ])
    expect([replyText(said, 'Thread.print'), replyText(said, 'System.map'), replyText(said, 'VM.version')]).toEqual([
      'x',
      '',
      ''
    ])
  })

  it('is joined to addresses and threads: ranges that it tracks go before those of its map', () => {
    const thread = { tid: 12, name: 'main', isJava: true }
    const map = '0x0000000000001000 - 0x0000000000002000  4096 rw-p  0  0 4K  com  '
    const knowledge = jvmKnowledge(
      answer(
        [
          { command: 'System.map', text: `${map}GC  -\n${map.replaceAll('000 ', '800 ')}META,CODE  -` },
          {
            command: 'VM.native_memory detail scale=B',
            text: '[0x0000000000005000 - 0x0000000000006000] reserved 4096B for Code from'
          }
        ],
        { threads: [thread] }
      )
    )
    expect(knowledge).toEqual({
      takenAt: 7,
      ranges: [
        { start: 0x5000, end: 0x6000, area: 'Code', command: 'VM.native_memory detail scale=B' },
        { start: 0x1000, end: 0x2000, area: 'GC', command: 'System.map' }
      ],
      threads: new Map([[12, thread]])
    })
  })
})

describe('native memory', () => {
  const total = 'Total: reserved=9KB, committed=8KB\n'
  const area = (name: string): string => `-  ${name} (reserved=2KB, committed=1KB)`

  it('has two hundred areas at most, with names as they are', () => {
    expect(readNativeMemory(total + repeated(201, () => area('Code')))!.areas).toHaveLength(200)
    expect(readNativeMemory(total + area('Java Heap  '))!.areas).toEqual([
      { name: 'Java Heap', reservedKb: 2, committedKb: 1 }
    ])
    expect(readNativeMemory(area('Code'))).toBeNull()
  })

  it('has ranges that end after their start, at addresses that are exact', () => {
    const range = (from: string, to: string): number =>
      readNativeMemoryRanges(`[0x${from} - 0x${to}] reserved 1 for GC from`).length
    expect([range('1000', '1001'), range('1000', '1000'), range('1000', 'fff')]).toEqual([1, 0, 0])
    expect([range('0', '1fffffffffffff'), range('0', '20000000000000')]).toEqual([1, 0])
    const line = '[0x1000 - 0x2000] reserved 1 for GC from'
    expect(readNativeMemoryRanges(repeated(100_001, () => line))).toHaveLength(100_000)
  })
})

describe('a row of System.map', () => {
  const HEAD =
    'from               to                        vsize prot          rss      hugetlb pgsz notes            info                   file'
  const row = (info: string, file: string): string =>
    `${'0x0000000000401000-0x0000000000402000         4096 r-xp         8192         4096 4K   com'.padEnd(HEAD.indexOf('info'))}${info.padEnd(23)}${file}`
  const read = (...lines: readonly string[]): (SystemMapRow | null)[] => {
    const reader = new SystemMapReader()
    return lines.map((line) => reader.row(line))
  }

  it('has its numbers, what the JVM uses it for, and its file in its column', () => {
    const [, found] = read(HEAD, row('JDK', '/usr/lib/a b.so'))
    expect(found).toEqual({
      from: '0000000000401000',
      to: '0000000000402000',
      perms: 'r-xp',
      rss: 8192,
      hugetlb: 4096,
      info: 'JDK',
      file: '/usr/lib/a b.so'
    })
    const parts = (line: string, head = HEAD): (string | undefined)[] => {
      const [, each] = read(head, line)
      return [each?.info, each?.file]
    }
    expect(parts(row('-', '-'))).toEqual(['', ''])
    expect(parts(row('a b', '-'))).toEqual(['a b', ''])
    expect(parts(row('a b', '/x y'), `${HEAD}   `)).toEqual(['a b', '/x y'])
    // A name longer than its column: the file is what is last.
    expect(parts(row('STACK-12-a-very-long-name-of-a-thread', ' /x'))).toEqual([
      'STACK-12-a-very-long-name-of-a-thread',
      '/x'
    ])
  })

  it('without the line above has the last word for its file', () => {
    const [found, other] = read(row('a b', '/x y  '), 'a row of nothing')
    expect([found?.info, found?.file, other]).toEqual(['a b                    /x', 'y', null])
    expect(read(`x ${HEAD}`, row('a b', '/x y'))[1]?.file).toBe('y')
  })

  const uses = (info: string): readonly string[] | undefined => readSystemMap(`${HEAD}\n${row(info, '-')}`)[0]?.uses

  it('has each of the words of the legend once', () => {
    expect([uses('GC'), uses('GC,CODE;GC'), uses('STACK-7-main STACK-8-x'), uses('xSTACK-7 thing')]).toEqual([
      ['GC'],
      ['GC', 'CODE'],
      ['STACK'],
      []
    ])
    expect(uses('-')).toBeUndefined()
  })

  it('has addresses that are exact', () => {
    const found = (from: string, to: string): number =>
      readSystemMap(row('GC', '-').replace('0000000000401000', from).replace('0000000000402000', to)).length
    expect([found('1000', '1001'), found('1000', '1000'), found('2000', '1000')]).toEqual([1, 0, 0])
    expect([found('0', '1fffffffffffff'), found('0', '20000000000000')]).toEqual([1, 0])
  })
})

it('threads are Java’s where a number is first, a hundred thousand at most', () => {
  const line = (facts: string): string => `"t" ${facts} nid=7 runnable`
  expect([line('#1 prio=5'), line('prio=5 #1'), line('os_prio=0')].map((text) => readThreads(text)[0]?.isJava)).toEqual(
    [true, false, false]
  )
  expect(readThreads(repeated(100_001, () => line('#1')))).toHaveLength(100_000)
})
