import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { titleBytes, titleText } from './command-line.ts'
import { parseProcessStat } from './process-stat.ts'
import { parseProcessStatus } from './process-status.ts'
import { parseSmapsRollup } from './smaps-rollup.ts'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const own = (file: string): Uint8Array => readFileSync(`/proc/self/${file}`)

describe('stat', () => {
  const line = (comm: string, flags: number): string =>
    `77 (${comm}) S 2 0 0 0 -1 ${flags} 1 2 3 4 5 6 7 8 20 0 9 0 4711 1048576 25 18446744073709551615 ` +
    `18446744073709547520 2 140737488347136 0 0 0 0 0 0 0 0 0 17 0 0 0 0 0 0 1 2 3 140737488347999 5 6 0\n`

  it('reads a name that holds parentheses, blanks and line ends', () => {
    const stat = parseProcessStat(bytesOf(line('a) R 1 (b\n', 0x400000)))!
    expect(new TextDecoder().decode(stat.comm)).toBe('a) R 1 (b\n')
    expect(stat).toMatchObject({
      pid: 77,
      state: 'S',
      ppid: 2,
      isKernelThread: false,
      threads: 9,
      startTime: 4711,
      sizeKb: 1024,
      rssPages: 25,
      startCode: 18446744073709547520n,
      startStack: 140737488347136n,
      argStart: 140737488347999n
    })
  })

  it('recognises kernel threads', () => {
    expect(parseProcessStat(bytesOf(line('kthreadd', 0x208040)))!.isKernelThread).toBe(true)
  })

  it('reads the running process as system calls report it', () => {
    const stat = parseProcessStat(own('stat'))!
    expect([stat.pid, stat.ppid]).toEqual([process.pid, process.ppid])
    expect(stat.threads).toBeGreaterThan(1)
  })

  it.each(['', '77', '77 (a', '77 (a) S 1', 'x (a) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23'])(
    'is null for "%s"',
    (text) => expect(parseProcessStat(bytesOf(text))).toBeNull()
  )
})

describe('status', () => {
  it('reads amounts of memory, and leaves what it does not know', () => {
    const status = parseProcessStatus(
      bytesOf(
        'Name:\ta: b\nState:\tZ (zombie)\nTgid:\t7\nUid:\t1000\t1001\t0\t0\nVmRSS:\t    1234 kB\nThreads:\t3\nNew:\t1,2-4\nSigQ:\t0/1\n'
      )
    )
    expect(status).toEqual({ name: 'a: b', state: 'Z', tgid: 7, uid: 1000, numbers: { VmRSS: 1234, Threads: 3 } })
  })

  it('reports for a process without such lines that they are unknown', () => {
    expect(parseProcessStatus(bytesOf(''))).toEqual({ name: '', state: '', tgid: null, uid: null, numbers: {} })
  })

  it('reads the running process', () => {
    const status = parseProcessStatus(own('status'))
    expect([status.tgid, status.uid]).toEqual([process.pid, process.getuid!()])
    expect(status.numbers['VmRSS']).toBeGreaterThan(1000)
  })
})

describe('smaps_rollup', () => {
  it('reads the running process', () => {
    const rollup = parseSmapsRollup(own('smaps_rollup'))!
    expect(rollup['Rss']).toBeGreaterThanOrEqual(rollup['Pss']!)
    expect(rollup['Pss']).toBeGreaterThan(0)
  })

  it('is unknown where there are no numbers', () => {
    expect(parseSmapsRollup(bytesOf(''))).toBeNull()
    expect(parseSmapsRollup(bytesOf('1000-2000 ---p 00000000 00:00 0    [rollup]\n'))).toBeNull()
  })
})

/** Each as pmap 4.0.2 prints it, the last as 4.0.6 does. */
describe('pmap’s title', () => {
  it.each([
    ['p\0a\0\0\0', 'p a'],
    ['p\0\0x\0', 'p  x'],
    ['small\0a  \0', 'small a  '],
    ['blank at the end ', 'blank at the end'],
    ['two\nlines\0', 'two lines'],
    ['\0\0\0', '-']
  ])('of %j', (commandLine, title) => {
    expect(titleText(bytesOf(commandLine), bytesOf('comm'), false)).toBe(title)
  })

  it('without a command line is the name', () => {
    expect(titleText(new Uint8Array(0), bytesOf('kthreadd'), false)).toBe('[kthreadd]')
    expect(titleText(new Uint8Array(0), bytesOf('python3'), true)).toBe('[python3] <defunct>')
  })

  it('keeps any byte, and at most 131071 of them', () => {
    expect([...titleBytes(Uint8Array.of(0xff, 0x80, 0), new Uint8Array(0), false)]).toEqual([0xff, 0x80])
    expect(titleBytes(new Uint8Array(200_000).fill(0x61), new Uint8Array(0), false)).toHaveLength(131_071)
  })
})
