import { expect, it } from 'vitest'
import { open } from '#test/support/opened-files.ts'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { CONFIDENCES, categoryOf } from '../memory/category.ts'
import type { Capture } from '../memory/capture.ts'
import { classify } from './classify.ts'
import { label } from './label.ts'
import { NOTHING_OBSERVED } from './observed.ts'

/** Category, confidence and key of the evidence of every row. */
function labelsOf({ table, classification }: Pick<Capture, 'table' | 'classification'>): string[] {
  return Array.from({ length: table.rowCount }, (_, row) => {
    const evidence = classification.evidences[classification.evidence[row]!]!.key
    return `${categoryOf(classification, row)} ${CONFIDENCES[classification.confidence[row]!]} ${evidence}`
  })
}
const labels = (...lines: readonly string[]): string[] => labelsOf(captureOfText(lines.join('\n')))
const opened = (text: string): string[] => labelsOf(open(text).moments[0]!.processes[0]!.capture())

it('memory behind a library that is too large for its .bss is not called that', () => {
  const listing = (kb: number): string =>
    [
      '812:   /usr/bin/servd',
      'Address           Kbytes     RSS   Dirty Mode   Mapping',
      '00002aab1e699000      40      24       0 r-x--  libserv-1.2.so',
      '00002aab1e8a3000       4       4       4 rw---  libserv-1.2.so',
      `00002aab1e8a4000  ${kb}   44416   44416 rw---    [ anon ]`
    ].join('\n')
  expect(opened(listing(104_756)).at(-1)).toBe('anonymous unknown anonymous')
  expect(opened(listing(48)).at(-1)).toBe('image probable bss-tail')
})

it('what follows a named .bss or a shared file is not the .bss of that', () => {
  expect(
    labels(
      '7f0000000000-7f0000001000 rw-p 00000000 00:00 0 [anon:.bss]',
      '7f0000001000-7f0000002000 rw-p 00000000 00:00 0 '
    )[1]
  ).toBe('anonymous unknown anonymous')
  expect(
    labels(
      '7f0000000000-7f0000001000 rw-s 00000000 fe:00 7 /tmp/ring.so',
      '7f0000001000-7f0000002000 rw-p 00000000 00:00 0 '
    )[1]
  ).toBe('anonymous unknown anonymous')
})

it('a file of huge pages is none in tmpfs, and a private mapping of it is no anonymous memory', () => {
  const lines = [
    '7f0000000000-7f0000200000 rw-s 00000000 00:2c 7 /dev/hugepages/pool',
    '7f0000200000-7f0000400000 rw-p 00000000 00:2c 7 /dev/hugepages/pool',
    '7f0000400000-7f0000600000 rw-p 00000000 00:0f 8 /anon_hugepage (deleted)'
  ]
  expect(labels(...lines)).toEqual([
    'shared kernel huge-page',
    'anonymous inferred private-copy',
    'anonymous unknown private-special'
  ])
})

it('where the source reports no permissions, nothing is called mapped shared or private', () => {
  const gdb = `process 4711
Mapped address spaces:

          Start Addr           End Addr       Size     Offset objfile
            0x400000           0x401000     0x1000        0x0 /usr/bin/demo
      0x7ffff7a0d000     0x7ffff7bcd000   0x1c0000        0x0 /dev/shm/ring
      0x7ffffffde000     0x7ffffffff000    0x21000        0x0 [stack]
`
  expect(opened(gdb)).toEqual(['file kernel file', 'shared inferred shared-object', 'stack kernel stack'])
})

it('what a program calls its memory is the kernel’s word; what that means is not', () => {
  const row = (at: number, name: string): string =>
    `7f00000${at}0000-7f00000${at}1000 rw-p 00000000 00:00 0 [anon:${name}]`
  expect(
    labels(row(0, 'glibc: malloc'), row(1, 'stackdriver buffers'), row(2, 'JSON cache'), row(3, 'v8'), row(4, 'pool'))
  ).toEqual([
    'arena inferred named',
    'anonymous kernel named',
    'anonymous kernel named',
    'runtime inferred named',
    'anonymous kernel named'
  ])
})

it('an interpreter that seldom writes machine code is only probably the writer of what may be executed', () => {
  const anonymous = '7f0000400000-7f0000401000 rwxp 00000000 00:00 0 '
  const program = (name: string): string => `00400000-00401000 r-xp 00000000 fe:00 7 /usr/bin/${name}`
  expect(labels(program('node'), anonymous)[1]).toBe('runtime inferred generated-code')
  expect(labels(program('python3.11'), anonymous)[1]).toBe('runtime probable generated-code-maybe')
})

it('addresses of one sanitizer’s allocator prove nothing about another’s', () => {
  const asan = '7f0000000000-7f0000001000 r-xp 00000000 fe:00 7 /usr/lib/libasan.so.8'
  const memory = (start: number): string =>
    `${start.toString(16)}-${(start + 0x1000).toString(16)} rw-p 00000000 00:00 0 `
  expect(labels(memory(0x602000000000), asan)[0]).toBe('runtime inferred sanitizer-range')
  expect(labels(memory(0x7b0000000000), asan)[0]).not.toContain('sanitizer-range')
})

it('a hole that lies only partly in a thing is not called a part of it', () => {
  const { table } = captureOfText('10000000-10010000 ---p 00000000 00:00 0 \n20000000-20010000 ---p 00000000 00:00 0 ')
  const heap = label('runtime', 'inferred', 'vm-structs', { purpose: 'java-heap', depth: 'inside' })
  const spans = [
    { start: 0x10008000, end: 0x10010000, label: heap },
    { start: 0x20000000, end: 0x20010000, label: heap }
  ]
  const classification = classify(table, { ...NOTHING_OBSERVED, spans })
  expect(labelsOf({ table, classification })).toEqual(['reserved kernel no-access', 'reserved inferred room'])
})

it('a large hole before memory is no guard, so that memory is no stack by it', () => {
  const rows = (hole: number): string[] => [
    `${(0x7f0010000000 - hole).toString(16)}-7f0010000000 ---p 00000000 00:00 0 `,
    'Rss: 0 kB\nVmFlags: mr mw me nr ',
    '7f0010000000-7f0010100000 rw-p 00000000 00:00 0 ',
    'Rss: 4 kB\nVmFlags: rd wr mr mw me ac nh '
  ]
  expect(labels(...rows(4096))[1]).toBe('stack probable thread-stack')
  expect(labels(...rows(16 * 1024 * 1024))[1]).toBe('anonymous unknown anonymous')
})

it('the heap without a label lies behind the program only, not behind other modules, as far as new kernels move it', () => {
  const listing = (gap: number): string => {
    const heap = 0x55d01c004000 + gap
    return [
      '4242:   demod',
      'Address           Kbytes Mode  Offset           Device    Mapping',
      '000055d01c000000      12 r-x-- 0000000000000000 0fe:00001 demod',
      '000055d01c003000       4 rw--- 0000000000003000 0fe:00001 demod',
      `${heap.toString(16).padStart(16, '0')}     132 rw--- 0000000000000000 000:00000   [ anon ]`,
      '00007f3fd7b85000       4 r-x-- 0000000000028000 0fe:00001 plugin.node',
      '00007f3fd7b86000       4 rw--- 0000000000029000 0fe:00001 plugin.node',
      '00007f3fd7b8a000      64 rw--- 0000000000000000 000:00000   [ anon ]'
    ].join('\n')
  }
  expect(opened(listing(0x30000000))[2]).toBe('heap inferred heap-place')
  expect(opened(listing(0x50000000))[2]).toBe('anonymous unknown anonymous')
  expect(opened(listing(0x50000000))[5]).toBe('anonymous unknown anonymous')
})

it('a file whose name was lost is not taken for one that the kernel named', () => {
  expect(labels('7f0000500000-7f0000510000 r--p 00000000 fd:00 9 ')).toEqual(['file kernel file-inode'])
})

it('of a file that may be deleted, both possibilities are named', () => {
  const row = '7f0000500000-7f0000510000 r--p 00000000 fd:00 9 /var/log/x (deleted)'
  expect(labels(row)).toEqual(['file kernel file-deleted'])
  const { table } = captureOfText(row)
  const soNamed = new Set(['/var/log/x (deleted)'])
  expect(labelsOf({ table, classification: classify(table, { ...NOTHING_OBSERVED, soNamed }) })).toEqual([
    'file kernel file'
  ])
})

it('the buffers of PostgreSQL are its own, of huge pages, too; other servers’ shared memory is not', () => {
  const of = (program: string, name: string) =>
    labels(
      `555500000000-555500001000 r-xp 00000000 08:01 7 ${program}`,
      `7f0000000000-7f0010000000 rw-s 00000000 00:0f 9 ${name}`
    )[1]
  const postgres = '/usr/lib/postgresql/15/bin/postgres'
  expect(of(postgres, '/dev/zero (deleted)')).toBe('shared probable postgres-buffers')
  expect(of(postgres, '/anon_hugepage (deleted)')).toBe('shared probable postgres-buffers')
  expect(of('/usr/sbin/mariadbd', '/anon_hugepage (deleted)')).toBe('shared kernel huge-page')
})

it('a heap of Go that ends where an arena would is none of glibc’s: these are reserved without swap (nr)', () => {
  const at = (base: string, flags: string): string | undefined => {
    const [middle, end] = [`${base}2c00000`, `${base}4000000`]
    return labels(
      `${base}0000000-${middle} rw-p 00000000 00:00 0 `,
      'Rss: 4 kB',
      `VmFlags: rd wr mr mw me ${flags}`,
      `${middle}-${end} ---p 00000000 00:00 0 `,
      'Rss: 0 kB',
      'VmFlags: mr mw me nr',
      '7fff00000000-7fff00001000 r-xp 00000000 08:01 7 /usr/lib/x86_64-linux-gnu/libc.so.6'
    )[0]
  }
  expect(at('7f010', 'nr')).toBe('arena inferred arena')
  expect(at('7f010', 'ac')).toBe('anonymous unknown anonymous')
  expect(at('c00', 'nr')).not.toContain('arena')
})
