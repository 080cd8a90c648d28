import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { closeSync, mkdtempSync, openSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { afterAll, expect, it } from 'vitest'
import { USUAL_LIMITS } from '#shared/formats/budget.ts'
import { openBytes } from '#shared/formats/index.ts'
import { madeCore } from '#test/support/made-core.ts'
import { nodeFormatContext } from './node-inflate.ts'
import { readNeeded } from './read-needed.ts'

const GIB = 1024 ** 3
const folder = mkdtempSync(join(tmpdir(), 'vmatlas-read-needed-'))
afterAll(() => rmSync(folder, { recursive: true }))

function read(file: string): Uint8Array | null {
  const descriptor = openSync(file, 'r')
  try {
    return readNeeded(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** A file of `size` bytes, of which only `head` and `tail` take room on the disk. */
function sparse(
  name: string,
  head: Uint8Array,
  size: number,
  tail: Uint8Array = new Uint8Array(0),
  tailAt = 0
): string {
  const file = join(folder, name)
  writeFileSync(file, head)
  truncateSync(file, size)
  const descriptor = openSync(file, 'r+')
  if (tail.length > 0) writeSync(descriptor, tail, 0, tail.length, tailAt)
  closeSync(descriptor)
  return file
}

/** Rows, process and what was skipped, without what a core never holds. */
function shown(bytes: Uint8Array | null): [rows: number, pid: number, skipped: string[]] {
  const { moments, notes } = openBytes(bytes ?? new Uint8Array(0), 'core', nodeFormatContext)
  const process = moments[0]?.processes[0]
  const skipped = notes.filter(({ kind }) => kind !== 'limit').map(({ detail }) => detail)
  return [process?.capture().table.rowCount ?? 0, process?.process.pid ?? 0, skipped]
}

it.each([
  ['a few', 30, 'first'],
  ['more than the first bytes show', 5000, 'first'],
  ['a few, and the notes behind its memory', 30, 'last'],
  ['more than the first bytes show, and the notes behind its memory', 5000, 'last'],
  ['more than a header can count', 70_000, 'first']
] as const)('of a core file of many gigabytes with %s, all but the memory', (_, mappings, notes) => {
  const { head, tail, tailAt } = madeCore(mappings, { size: 8 * GIB, notes })
  const bytes = read(sparse('large.core', head, 8 * GIB, tail, tailAt))
  expect(bytes?.length).toBeLessThan(head.length + tail.length + 200)
  expect(shown(bytes)).toEqual([mappings, 77, []])
})

it('of a core file that was cut off, what is there, and that it was cut off', () => {
  const { head } = madeCore(5000, { size: 8 * GIB, notes: 'last' })
  const [rows, , skipped] = shown(read(sparse('cut.core', head, 4 * GIB)))
  expect([rows, skipped]).toEqual([5000, ['the notes are cut off: names of files may be missing']])
  expect(shown(read(sparse('table.core', head, 100_000)))[2]).toEqual([
    'the notes are cut off: names of files may be missing',
    'the file ends after 1784 of 5001 program headers'
  ])
})

it('of a large packed core file, enough', () => {
  const { head } = madeCore(3000, { size: GIB, notes: 'first' })
  // Memory that gets no shorter: the first block of zstd is longer than the head that other files are known by.
  const noisy = zstdCompressSync(Buffer.concat([head, randomBytes(400_000)]))
  for (const packed of [gzipSync(head), zstdCompressSync(head), noisy]) {
    const bytes = read(sparse('packed', packed, USUAL_LIMITS.bytes + 1))
    expect(bytes?.length).toBeLessThan(USUAL_LIMITS.bytes)
    expect(shown(bytes)[0]).toBe(3000)
  }
})

it('of any other file all, or nothing when it is too large', () => {
  const text = Buffer.from('1000-2000 r--p 00000000 00:00 0 \n'.repeat(10_000))
  expect(read(sparse('text', text, text.length))?.length).toBe(text.length)
  expect(read(sparse('large', text, 8 * GIB))).toBeNull()
  expect(read('/proc/self/maps')?.length).toBeGreaterThan(1000)
  expect(read(sparse('empty', Buffer.alloc(0), 0))?.length).toBe(0)
})

it('of what has no end no more than may be opened', () => {
  expect(read('/dev/zero')).toBeNull()
})

it('of a core file that comes through a pipe, all but the memory', () => {
  const { head } = madeCore(5000, { size: 8 * GIB, notes: 'first' })
  const file = sparse('piped.core', head, 8 * GIB)
  const reader = new URL('read-needed.ts', import.meta.url).href
  const script = `import { readNeeded } from '${reader}'; process.stdout.write(readNeeded(0))`
  const command = `cat '${file}' | "$0" --input-type=module -e "$1"`
  const bytes = execFileSync('sh', ['-c', command, process.execPath, script], { stdio: ['ignore', 'pipe', 'ignore'] })
  expect(shown(bytes)).toEqual([5000, 77, []])
})
