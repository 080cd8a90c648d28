import { describe, expect, it } from 'vitest'
import { anon, file, GIB, hole, KIB, MIB, tableOf, wholeLabel, type Row } from '#test/support/made-mappings.ts'
import type { Classification } from '../memory/category.ts'
import { classify } from './classify.ts'
import { label, type Label } from './label.ts'
import { NOTHING_OBSERVED, type Observed } from './observed.ts'

const JVM = file('/usr/lib/jvm/lib/server/libjvm.so')
const NODE = file('/usr/bin/node')
const POSTGRES = file('/usr/lib/postgresql/15/bin/postgres')

const labelled = (rows: readonly Row[], observed: Partial<Observed> = {}): Classification =>
  classify(tableOf(rows), { ...NOTHING_OBSERVED, ...observed })
/** All that the last row is labelled with. */
const last = (rows: readonly Row[], observed: Partial<Observed> = {}) =>
  wholeLabel(labelled(rows, observed), rows.length - 1)

describe('a label has category, sureness, reason, purpose, owner and group', () => {
  it('of a Java heap that is a memory file', () => {
    expect(last([JVM, file('/memfd:java_heap (deleted)', { perms: 'rw-s' })])).toEqual({
      category: 'runtime',
      confidence: 'inferred',
      evidence: { key: 'java-heap-memfd', values: {}, depth: 'maps' },
      purpose: { key: 'java-heap', values: {}, owner: 'JVM' },
      part: 'own',
      group: { category: 'runtime', label: '\0java-heap' }
    })
  })

  it('of what the process wrote into its own mapping of a shared object', () => {
    const name = '/memfd:x'
    expect(last([file(`${name} (deleted)`, { perms: 'rw-p' })])).toEqual({
      category: 'anonymous',
      confidence: 'inferred',
      evidence: { key: 'private-copy', values: { name }, depth: 'maps' },
      purpose: { key: 'shared-copy', values: { name }, owner: '' },
      part: 'own',
      group: { category: 'anonymous', label: name }
    })
    expect(last([file('/dev/zero (deleted)', { perms: 'rw-p' })])).toEqual({
      category: 'anonymous',
      confidence: 'unknown',
      evidence: { key: 'private-special', values: { name: '/dev/zero' }, depth: 'maps' },
      purpose: { key: 'anonymous', values: { name: '/dev/zero' }, owner: '' },
      part: 'own',
      group: { category: 'anonymous', label: '' }
    })
  })

  it('of modules, the program and its loader by what files contain', () => {
    const name = '/srv/x'
    const module = {
      category: 'image',
      confidence: 'inferred',
      evidence: { key: 'module', values: { name }, depth: 'maps' },
      purpose: { key: 'module', values: { name }, owner: '' },
      part: 'own',
      group: { category: 'image', label: name }
    }
    expect(last([file(name)])).toEqual(module)
    const byFiles = (key: string) => ({ ...module, evidence: { key, values: { name }, depth: 'files' } })
    expect(last([file(name)], { program: name })).toEqual(byFiles('program'))
    expect(last([file(name)], { loader: name })).toEqual(byFiles('loader'))
    expect(last([POSTGRES]).purpose?.owner).toBe('PostgreSQL')
  })

  it('of an archive of classes', () => {
    const name = '/usr/lib/jvm/lib/server/classes.jsa'
    expect(last([JVM, file(name, { perms: 'r--p' })])).toEqual({
      category: 'file',
      confidence: 'inferred',
      evidence: { key: 'class-archive', values: { name }, depth: 'maps' },
      purpose: { key: 'jvm-cds', values: { name }, owner: 'JVM' },
      part: 'own',
      group: { category: 'file', label: name }
    })
  })

  it('of buffers of PostgreSQL', () => {
    expect(last([POSTGRES, { bytes: 16 * MIB, name: '/dev/zero (deleted)', perms: 'rw-s' }])).toEqual({
      category: 'shared',
      confidence: 'probable',
      evidence: { key: 'postgres-buffers', values: { owner: 'PostgreSQL' }, depth: 'maps' },
      purpose: { key: 'postgres-buffers', values: { owner: 'PostgreSQL' }, owner: 'PostgreSQL' },
      part: 'own',
      group: { category: 'shared', label: '\0postgres-buffers' }
    })
  })

  it('of memory that a program named, and of shared objects of which permissions are not known', () => {
    expect(last([anon(4 * KIB, { name: '[anon:pool]' })])).toEqual({
      category: 'anonymous',
      confidence: 'kernel',
      evidence: { key: 'named', values: { name: 'pool' }, depth: 'maps' },
      purpose: { key: 'named-memory', values: { name: 'pool' }, owner: '' },
      part: 'own',
      group: { category: 'anonymous', label: 'pool' }
    })
    const unknown = (name: string) => last([file(name, { perms: 'rw-p' })], { arePermsKnown: false })
    expect(unknown('/dev/shm/x')).toEqual({
      category: 'shared',
      confidence: 'inferred',
      evidence: { key: 'shared-object', values: { name: '/dev/shm/x' }, depth: 'maps' },
      purpose: { key: 'dev-shm', values: { name: '/dev/shm/x' }, owner: '' },
      part: 'own',
      group: { category: 'shared', label: '/dev/shm/x' }
    })
    expect(unknown('/dev/hugepages/x').evidence?.key).toBe('shared-object')
    expect(unknown('/SYSV0000abcd (deleted)').evidence?.key).toBe('sysv')
  })

  it('of NVIDIA’s windows', () => {
    expect(last([file('/dev/nvidiactl', { perms: 'rw-s' })]).purpose?.values).toEqual({ name: '/dev/nvidiactl' })
    expect(last([file('/dev/nvidia3', { perms: 'rw-s' })]).purpose?.values).toEqual({ name: '/dev/nvidia3', number: 3 })
  })

  it('of memory of WebAssembly and its guard region', () => {
    const rows = [NODE, anon(MIB, { flags: 'rd wr dc' }), hole(8 * GIB - MIB, { flags: 'nr' })]
    const classification = labelled(rows)
    const memory = {
      category: 'runtime',
      confidence: 'inferred',
      evidence: { key: 'wasm-memory', values: { owner: 'Node.js' }, depth: 'maps' },
      purpose: { key: 'wasm-memory', values: { owner: 'Node.js' }, owner: 'Node.js' },
      part: 'own',
      group: { category: 'runtime', label: '\0wasm-memory' }
    }
    expect(wholeLabel(classification, 1)).toEqual(memory)
    expect(wholeLabel(classification, 2)).toEqual({
      ...memory,
      category: 'reserved',
      evidence: { ...memory.evidence, key: 'wasm-guard' },
      part: 'rest',
      group: { ...memory.group, category: 'reserved' }
    })
    expect(classification.purpose[2]).toBe(classification.purpose[1])
  })

  it('of room in V8’s sandbox, one label for all of it', () => {
    const room = (bytes: number): Row => hole(bytes, { flags: 'nr dd' })
    const classification = labelled([NODE, room(512 * GIB), anon(4 * KIB, { flags: 'rd wr' }), room(512 * GIB)])
    expect(wholeLabel(classification, 3)).toEqual({
      category: 'reserved',
      confidence: 'inferred',
      evidence: { key: 'v8-sandbox', values: { owner: 'Node.js', name: 'Node.js' }, depth: 'maps' },
      purpose: { key: 'v8-sandbox', values: { owner: 'Node.js', name: 'Node.js' }, owner: 'Node.js' },
      part: 'rest',
      group: { category: 'reserved', label: '\0v8-sandbox' }
    })
    expect(classification.evidence[3]).toBe(classification.evidence[1])
  })

  it('of a stack that no thread is on, counted, and its guard', () => {
    const rows = [hole(4 * KIB, { flags: 'mr' }), anon(8 * MIB, { flags: 'rd wr nh' })]
    const classification = labelled([...rows, ...rows], { isInside: true, isEveryStackKnown: true })
    const stack = (number: number) => ({
      category: 'stack',
      confidence: 'probable',
      evidence: { key: 'thread-stack-idle', values: { number }, depth: 'maps' },
      purpose: { key: 'idle-stack', values: { number }, owner: '' },
      part: 'own',
      group: { category: 'stack', label: '\0idle-stack' }
    })
    expect([1, 3].map((row) => wholeLabel(classification, row))).toEqual([stack(1), stack(2)])
    expect(wholeLabel(classification, 0)).toEqual({
      ...stack(1),
      category: 'reserved',
      evidence: { key: 'guard', values: { number: 1 }, depth: 'maps' },
      part: 'guard',
      group: { category: 'reserved', label: '\0idle-stack' }
    })
    expect(wholeLabel(labelled(rows), 1).purpose?.key).toBe('thread-stack')
  })
})

describe('mappings of one thing', () => {
  it.each([
    [
      'copies of one object',
      [file('/memfd:x (deleted)', { perms: 'rw-p' }), file('/memfd:x (deleted)', { perms: 'rw-p' })]
    ],
    ['an object that was loaded', [file('/memfd:x (deleted)'), file('/memfd:x (deleted)', { perms: 'rw-p' })]],
    [
      'private huge pages',
      [file('/anon_hugepage (deleted)', { perms: 'rw-p' }), file('/anon_hugepage (deleted)', { perms: 'r--p' })]
    ],
    ['a file', [file('/srv/x'), file('/srv/x', { perms: 'r--p' })]]
  ])('have one purpose: %s', (_, rows) => {
    expect(labelled(rows).purposes).toHaveLength(1)
  })

  it.each([
    ['copies', [file('/memfd:x (deleted)', { perms: 'rw-p' }), file('/memfd:y (deleted)', { perms: 'rw-p' })]],
    [
      'private memory of special files',
      [file('/dev/zero (deleted)', { perms: 'rw-p' }), file('/anon_hugepage (deleted)', { perms: 'rw-p' })]
    ],
    ['loaded objects', [file('/memfd:x (deleted)'), file('/memfd:y (deleted)')]],
    [
      '.bss',
      [
        file('/a'),
        file('/a', { perms: 'rw-p' }),
        anon(4 * KIB),
        file('/b'),
        file('/b', { perms: 'rw-p' }),
        anon(4 * KIB)
      ]
    ]
  ])('and different things have different ones: %s', (_, rows) => {
    const classification = labelled(rows)
    expect(wholeLabel(classification, rows.length / 2 - 1).purpose?.values['name']).not.toBe(
      wholeLabel(classification, rows.length - 1).purpose?.values['name']
    )
  })
})

describe('all labels of a process', () => {
  it('have a group once: a module with its .bss, but not the same name in another category', () => {
    const rows = [file('/a'), file('/a', { perms: 'rw-p' }), anon(4 * KIB), anon(4 * KIB, { name: '[anon:/a]' })]
    expect(labelled(rows).groups).toEqual([
      { category: 'image', label: '/a' },
      { category: 'anonymous', label: '/a' }
    ])
  })

  it('name the runtimes that live in it', () => {
    expect(labelled([JVM, file('/usr/bin/python3.11')]).runtimes).toEqual(['JVM', 'CPython 3.11'])
    expect(labelled([file('/srv/x')]).runtimes).toEqual([])
  })
})

describe('what was found inside goes before a name or a shape', () => {
  const at = 0x10000000
  const POOL = label('runtime', 'inferred', 'python-pool', { purpose: 'python-objects', depth: 'inside' })
  const THREAD = label('stack', 'inferred', 'thread-pointer', { purpose: 'stack-of', depth: 'inside' })
  const key = (rows: readonly Row[], own: Label, from: number, to: number): readonly (string | undefined)[] => {
    const spans = [{ start: at + from, end: at + to, label: own }]
    const classification = labelled([{ ...rows[0]!, at }, ...rows.slice(1)], {
      spans,
      isInside: true,
      isEveryStackKnown: true
    })
    return rows.map((_, row) => wholeLabel(classification, row).evidence?.key)
  }

  it('in a heap of which it is half', () => {
    const heap = [anon(64 * KIB, { name: '[heap]' })]
    expect(key(heap, POOL, 0, 64 * KIB)).toEqual(['python-pool'])
    expect(key(heap, POOL, 0, 32 * KIB)).toEqual(['python-pool'])
    expect(key(heap, POOL, 0, 28 * KIB)).toEqual(['heap'])
  })

  it('in a Java heap that is a memory file, where it is all of it', () => {
    const heap = [file('/memfd:java_heap (deleted)', { perms: 'rw-s', bytes: 64 * KIB }), JVM]
    const young = label('runtime', 'inferred', 'vm-structs', { purpose: 'java-heap', depth: 'inside' })
    expect(key(heap, young, 0, 64 * KIB)[0]).toBe('vm-structs')
    expect(key(heap, young, 0, 60 * KIB)[0]).toBe('java-heap-memfd')
    expect(key(heap, POOL, 0, 64 * KIB)[0]).toBe('java-heap-memfd')
  })

  it('where memory has the shape of a stack: a thread’s, whose guard is its own, or something else, which has none', () => {
    const rows = [hole(4 * KIB, { flags: 'mr' }), anon(8 * MIB, { flags: 'rd wr nh' })]
    const [from, to] = [4 * KIB, 4 * KIB + 8 * MIB]
    expect(key(rows, THREAD, from, to)).toEqual(['guard', 'thread-pointer'])
    expect(key(rows, POOL, from, to)).toEqual(['no-access', 'python-pool'])
    expect(key(rows, THREAD, from, to - 2 * MIB)[0]).toBe('no-access')
    expect(key(rows, POOL, from, from + 4 * MIB)[0]).toBe('no-access')
    expect(key(rows, POOL, from, from + 3 * MIB)).toEqual(['guard', 'thread-stack-idle'])
  })
})

describe('memory of WebAssembly', () => {
  const wasm = (rows: readonly Row[]): string[] => {
    const classification = labelled([NODE, ...rows])
    return rows.map((_, row) => wholeLabel(classification, row + 1).evidence!.key)
  }
  const memory = anon(MIB, { flags: 'rd wr dc' })
  const guard = hole(8 * GIB - MIB, { flags: 'nr' })

  it('has the guard region directly behind it, without a name and without access', () => {
    expect(wasm([memory, guard])).toEqual(['wasm-memory', 'wasm-guard'])
    expect(wasm([memory, { ...guard, at: 0x20000000 }])).not.toContain('wasm-memory')
    expect(wasm([memory, { ...guard, name: '[anon:x]' }])).not.toContain('wasm-memory')
    expect(wasm([memory, { ...guard, perms: 'r--p' }])).not.toContain('wasm-memory')
    expect(wasm([memory])).not.toContain('wasm-memory')
  })

  it('has 2 GiB in front of it that nobody may touch, or nothing', () => {
    const before = (first: Row): string | undefined => wasm([first, memory, guard])[0]
    expect(before(hole(2 * GIB, { flags: 'nr' }))).toBe('wasm-guard')
    expect(before(hole(GIB, { flags: 'nr' }))).toBe('no-access')
    expect(before(anon(2 * GIB, { perms: 'r--p', flags: 'rd' }))).not.toBe('wasm-guard')
    expect(wasm([hole(2 * GIB, { flags: 'nr' }), { ...memory, name: '[anon:x]' }, guard])[0]).toBe('no-access')
    expect(wasm([hole(2 * GIB, { flags: 'nr' }), memory])[0]).toBe('no-access')
  })
})
