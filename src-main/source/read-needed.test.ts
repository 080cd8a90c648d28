import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { afterAll, expect, it } from 'vitest'
import { USUAL_LIMITS } from '#shared/formats/budget.ts'
import { openBytes } from '#shared/formats/index.ts'
import { madeCoreHead } from '#test/support/made-core.ts'
import { nodeFormatContext } from './node-inflate.ts'
import { readNeeded, type ReadFile } from './read-needed.ts'

const GIB = 1024 ** 3
const folder = mkdtempSync(join(tmpdir(), 'vmatlas-read-needed-'))
afterAll(() => rmSync(folder, { recursive: true }))

function read(file: string): ReadFile {
  const descriptor = openSync(file, 'r')
  try {
    return readNeeded(descriptor, USUAL_LIMITS.bytes)
  } finally {
    closeSync(descriptor)
  }
}

/** A file of `size` bytes, of which only `head` takes room on the disk. */
function sparse(name: string, head: Uint8Array, size: number): string {
  const file = join(folder, name)
  writeFileSync(file, head)
  truncateSync(file, size)
  return file
}

function rowsOf(bytes: Uint8Array): [number, number] {
  const { moments, notes } = openBytes(bytes, 'core', nodeFormatContext)
  // What a core never tells is always noted.
  return [moments[0]?.processes[0]?.capture().table.rowCount ?? 0, notes.length - 1]
}

it.each([
  ['a few', 30],
  ['more than the first bytes show', 5000],
  ['more than a header can count', 70_000]
])('of a core file of many gigabytes with %s mappings, what stands before the memory', (_, mappings) => {
  const head = madeCoreHead(mappings, 8 * GIB - 64)
  const { bytes, size } = read(sparse('large.core', head, 8 * GIB))
  expect([bytes.length, size]).toEqual([head.length, head.length])
  expect(rowsOf(bytes)).toEqual([mappings, 0])
})

it('of a large packed core file, enough', () => {
  const head = madeCoreHead(3000)
  for (const packed of [gzipSync(head), zstdCompressSync(head)]) {
    const { bytes, size } = read(sparse('packed', packed, USUAL_LIMITS.bytes + 1))
    expect(size).toBeLessThan(USUAL_LIMITS.bytes)
    expect(rowsOf(bytes)[0]).toBe(3000)
  }
})

it('of any other file all, or none when it is too large', () => {
  const text = Buffer.from('1000-2000 r--p 00000000 00:00 0 \n'.repeat(10_000))
  expect(read(sparse('text', text, text.length)).bytes.length).toBe(text.length)
  const large = read(sparse('large', text, 8 * GIB))
  expect([large.bytes.length, large.size]).toEqual([0, 8 * GIB])
  expect(read('/proc/self/maps').bytes.length).toBeGreaterThan(1000)
  expect(read(sparse('empty', Buffer.alloc(0), 0)).bytes.length).toBe(0)
})

it('of what has no end no more than may be opened', () => {
  const { bytes, size } = read('/dev/zero')
  expect([bytes.length, size]).toEqual([0, USUAL_LIMITS.bytes + 1])
})

it('of a core file that comes through a pipe, what stands before the memory', () => {
  const head = madeCoreHead(5000)
  const file = sparse('piped.core', head, 8 * GIB)
  const reader = new URL('read-needed.ts', import.meta.url).href
  const script = `import { readNeeded } from '${reader}'; console.log(readNeeded(0, ${USUAL_LIMITS.bytes}).bytes.length)`
  const command = `cat '${file}' | "$0" --input-type=module -e "$1"`
  const told = execFileSync('sh', ['-c', command, process.execPath, script], { encoding: 'utf8', stdio: 'pipe' })
  expect(Number(told)).toBe(head.length)
})
