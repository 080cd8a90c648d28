import { describe, expect, it } from 'vitest'
import { isKernelName, isPathName, nameOf } from './record-name.ts'
import { newNode, type RecordValue } from './record-value.ts'

const node = (name: string, ...items: RecordValue[]): RecordValue => ({ ...newNode(name), items })
const named = (name: string, key: string, value: string): RecordValue => ({ ...newNode(name), pairs: [[key, value]] })

describe('what a text calls a mapping', () => {
  it.each<[text: RecordValue, name: string]>([
    ['/usr/bin/demo', '/usr/bin/demo'],
    ['"/usr/bin/demo"', '/usr/bin/demo'],
    ["'[heap]'", '[heap]'],
    ['heap', '[heap]'],
    ['<stack>', '[stack]'],
    ['(vdso)', '[vdso]'],
    ['[ heap ]', '[heap]'],
    [' heap ', '[heap]'],
    ['" heap "', '[heap]'],
    ['<(heap)>', '[heap]'],
    ['<[heap]>', '[heap]'],
    ['heap (main)', '…/heap (main)'],
    ['a[heap]', '…/a[heap]'],
    [`${Buffer.from('a/b[c').toString('hex')}`, `…/${Buffer.from('a/b[c').toString('hex')}`],
    [node('Otherwise', 'uprobes'), ''],
    [node('Brother', 'uprobes'), ''],
    [node('Stacked', '7'), ''],
    [node('Haystack', '7'), ''],
    [node('Anonymously', 'a'), ''],
    [node('Canon', 'a'), ''],
    [named('File', 'pathless', '/usr/bin/demo'), '…/File'],
    [named('File', 'no_path', '/usr/bin/demo'), '…/File'],
    ['HEAP', '[heap]'],
    ['', ''],
    ['-', ''],
    ['anonymous', ''],
    ['[anon]', ''],
    ['None', ''],
    ['null', ''],
    ['0x0', ''],
    ['0x7f00 <fixed_percpu_data>', ''],
    ['.text', ''],
    ['.textual', '…/.textual'],
    ['libc.so.6', '…/libc.so.6'],
    ['[anon:libc_malloc]', '[anon:libc_malloc]'],
    // gdb's protocol writes names as bytes in hexadecimal.
    [Buffer.from('/usr/bin/demo').toString('hex'), '/usr/bin/demo'],
    ['deadbeef', '…/deadbeef'],
    [node('Path', '/usr/bin/demo'), '/usr/bin/demo'],
    [node('Some', node('Path', '/usr/bin/demo')), '/usr/bin/demo'],
    [node('', '/usr/bin/demo'), '/usr/bin/demo'],
    [named('File', 'path', '/usr/bin/demo'), '/usr/bin/demo'],
    [named('File', 'inode', '7'), '…/File'],
    [node('Heap'), '[heap]'],
    [node('TStack', '7'), '[stack:7]'],
    [node('Stack', '7'), '[stack:7]'],
    [node('Anon', 'libc_malloc'), '[anon:libc_malloc]'],
    [node('Anonymous', ''), ''],
    [node('Other', 'uprobes'), '[uprobes]'],
    [node('Other', '[uprobes]'), '[uprobes]'],
    [node('Colour', 'red'), '']
  ])('%j is %s', (text, name) => {
    expect(nameOf(text, 0x400000n)).toBe(name)
  })

  it('at the address of vsyscall is its name', () => {
    expect(nameOf('[ anon ]', 0xffffffffff600000n)).toBe('')
    expect(nameOf('vsyscall', 0xffffffffff600000n)).toBe('[vsyscall]')
  })
})

it('names of the kernel and paths are distinguished from other words', () => {
  for (const name of ['[heap]', '[stack]', '[stack:7]', '[vvar_vclock]', '[anon:x]', '[anon_shmem:x]', '[uprobes]'])
    expect(isKernelName(name)).toBe(true)
  for (const name of ['heap', '[heap', '[stack:x]', '[anon:]', '[direct map]', ''])
    expect(isKernelName(name)).toBe(false)
  for (const name of ['/a', 'anon_inode:[perf_event]', 'memfd:x', 'socket:[7]', 'pipe:[7]'])
    expect(isPathName(name)).toBe(true)
  for (const name of ['a/b', '[heap]', 'memfd', '']) expect(isPathName(name)).toBe(false)
})
