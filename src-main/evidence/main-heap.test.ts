import { spawn, type ChildProcess } from 'node:child_process'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { FindingContext } from '#shared/findings/finding-context.ts'
import { findingsOf } from '#shared/findings/index.ts'
import { mappingName } from '#shared/memory/mapping-table.ts'
import { captureLive } from '#main/commands/support/capture-live.ts'

/**
 * Takes 100 MB of malloc in small pieces, gives nearly all of it back but the last piece, and has a part of the heap treated
 * otherwise (MADV_DONTFORK is 10), which makes several mappings of it, as huge pages do.
 */
const PROGRAM = `
import ctypes, sys
kept = [bytes(1000) for _ in range(100_000)]
last = bytes(1000)
kept = kept[::100]
start, end = (int(word, 16) for word in next(line for line in open('/proc/self/maps') if '[heap]' in line).split()[0].split('-'))
middle = (start + end) // 2 & ~4095
assert ctypes.CDLL(None).madvise(ctypes.c_void_p(middle), ctypes.c_size_t(1 << 20), 10) == 0
print('ready', flush=True)
sys.stdin.read()
`
let child: ChildProcess
beforeAll(async () => {
  child = spawn('/usr/bin/python3', ['-c', PROGRAM], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, PYTHONMALLOC: 'malloc' }
  })
  await new Promise((resolve) => child.stdout!.once('data', resolve))
})
afterAll(() => child.kill())

it('free memory in malloc is of all mappings of the heap, however many the kernel made of it', () => {
  const capture = captureLive(child.pid!)
  const { table, classification } = capture
  const rows = Array.from({ length: table.rowCount }, (_, row) => row)
  const heap = rows.filter((row) => mappingName(table, row) === '[heap]')
  expect(heap.length).toBeGreaterThanOrEqual(3)
  const evidences = new Set(heap.map((row) => classification.evidences[classification.evidence[row]!]))
  expect(evidences.size).toBe(1)
  expect([...evidences][0]).toMatchObject({ key: 'heap-free' })
  const slack = findingsOf(new FindingContext(capture)).find(({ id }) => id === 'arena-slack')
  expect(slack?.rows).toEqual(heap)
  expect(slack?.values['free']).toMatchObject({ kb: expect.any(Number) as number })
})
