import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { categoryOf } from '../memory/category.ts'
import type { MappingTable } from '../memory/mapping-table.ts'
import { purposeOf } from '../memory/purpose.ts'
import { classify } from './classify.ts'
import { NOTHING_OBSERVED, type Observed } from './observed.ts'

const KIB = 1024
const MIB = 1024 * KIB
const GIB = 1024 * MIB

interface Row {
  /** From where the row before ends, if not said otherwise. */
  readonly at?: number
  readonly bytes: number
  readonly perms?: string
  readonly name?: string
  readonly flags?: string
  readonly rss?: number
}
const anon = (bytes: number, more: Partial<Row> = {}): Row => ({ bytes, perms: 'rw-p', ...more })
const hole = (bytes: number, more: Partial<Row> = {}): Row => ({ bytes, perms: '---p', ...more })
const file = (name: string, more: Partial<Row> = {}): Row => ({ bytes: 4 * KIB, perms: 'r-xp', name, ...more })

function tableOf(rows: readonly Row[], first = 0x10000000): MappingTable {
  let next = first
  const text = rows.map(({ at = next, bytes, perms = 'rw-p', name = '', flags, rss }) => {
    next = at + bytes
    const inode = name.startsWith('/') ? '08:01 7' : '00:00 0'
    const lines = [
      ...(rss === undefined ? [] : [`Rss: ${rss} kB`, 'Swap: 0 kB']),
      ...(flags === undefined ? [] : [`VmFlags: ${flags}`])
    ]
    return [`${at.toString(16)}-${next.toString(16)} ${perms} 00000000 ${inode} ${name}`, ...lines, ''].join('\n')
  })
  return captureOfText(text.join('')).table
}

/** What each row is taken for: `category evidence`. */
function labels(rows: readonly Row[], observed: Partial<Observed> = {}): string[] {
  const table = tableOf(rows)
  const classification = classify(table, { ...NOTHING_OBSERVED, ...observed })
  return rows.map(
    (_, row) => `${categoryOf(classification, row)} ${classification.evidences[classification.evidence[row]!]!.key}`
  )
}
const last = (rows: readonly Row[], observed: Partial<Observed> = {}): string => labels(rows, observed).at(-1)!

const LIBC = file('/usr/lib/libc.so.6', { at: 0x70000000 })
const STACK = 'stack thread-stack'
const BY_SIZE = 'stack thread-stack-size'
const NOTHING = 'anonymous anonymous'
/** What may be executed and is of no file. */
const CODE = 'runtime executable'

describe('the stack of a thread', () => {
  const guarded = (bytes: number, flags?: string, guard = 4 * KIB): string =>
    last([hole(guard, flags === undefined ? {} : { flags: 'mr' }), anon(bytes, flags === undefined ? {} : { flags })])

  it('without flags has the usual size, behind a guard', () => {
    expect([guarded(8 * MIB), guarded(8 * MIB - 4 * KIB), guarded(8 * MIB + 4 * KIB)]).toEqual([
      BY_SIZE,
      NOTHING,
      NOTHING
    ])
    expect(last([anon(8 * MIB)])).toBe(NOTHING)
    expect(last([hole(4 * KIB), anon(8 * MIB, { at: 0x20000000 })])).toBe(NOTHING)
    expect(last([hole(4 * KIB), anon(8 * MIB, { perms: 'rwxp' })])).toBe('anonymous writable-executable')
    expect(last([hole(4 * KIB), anon(8 * MIB, { perms: 'r--p' })])).toBe(NOTHING)
    expect(last([hole(4 * KIB), anon(8 * MIB, { perms: 'rw-s' })])).toBe('shared shared-mapping')
  })

  it('has a guard of up to 1 MiB', () => {
    expect([guarded(8 * MIB, undefined, MIB), guarded(8 * MIB, undefined, MIB + 4 * KIB)]).toEqual([BY_SIZE, NOTHING])
    expect(labels([hole(4 * KIB), anon(8 * MIB)])).toEqual(['reserved guard', BY_SIZE])
    expect(labels([hole(2 * MIB), anon(8 * MIB)])[0]).toBe('reserved no-access')
  })

  it('with the flag of stacks is of 16 KiB to 64 MiB behind a guard, or of the usual size', () => {
    const sizes = [12 * KIB, 16 * KIB, 64 * MIB, 64 * MIB + 4 * KIB]
    expect(sizes.map((bytes) => guarded(bytes, 'rd wr nh'))).toEqual([NOTHING, STACK, STACK, NOTHING])
    expect(last([anon(8 * MIB, { flags: 'rd wr nh' })])).toBe(STACK)
    expect(last([anon(4 * MIB, { flags: 'rd wr nh' })])).toBe(NOTHING)
  })

  it('has none of the flags of other memory', () => {
    expect(['nh nr', 'nh hg', 'nh dc'].map((flags) => guarded(8 * MIB, `rd wr ${flags}`))).toEqual([
      NOTHING,
      NOTHING,
      NOTHING
    ])
    // A kernel that marks stacks would have marked this one.
    expect(
      last([anon(4 * KIB, { flags: 'rd nh' }), hole(4 * KIB, { flags: 'mr' }), anon(8 * MIB, { flags: 'rd wr' })])
    ).toBe(NOTHING)
    expect(guarded(8 * MIB, 'rd wr')).toBe(BY_SIZE)
  })

  it('is surer with flag and size', () => {
    const confidence = (bytes: number): number => {
      const table = tableOf([hole(4 * KIB, { flags: 'mr' }), anon(bytes, { flags: 'nh' })])
      return classify(table).confidence[1]!
    }
    expect(confidence(8 * MIB)).toBeLessThan(confidence(4 * MIB))
  })

  it('is not guessed in a process of one thread, nor where threads told their stacks', () => {
    const rows = [hole(4 * KIB), anon(8 * MIB)]
    expect([last(rows, { threads: 1 }), last(rows, { threads: 2 }), last(rows, { isInside: true })]).toEqual([
      NOTHING,
      BY_SIZE,
      NOTHING
    ])
  })

  it('that nobody is on is idle, or nobody was asked', () => {
    const rows = [hole(4 * KIB, { flags: 'mr' }), anon(8 * MIB, { flags: 'rd wr nh' })]
    const told = { isInside: true, isEveryStackKnown: true }
    expect(labels(rows, told)).toEqual(['reserved guard', 'stack thread-stack-idle'])
    expect(last(rows, { isInside: true })).toBe('stack thread-stack-unclaimed')
    expect(last([rows[0]!, anon(4 * MIB, { flags: 'rd wr nh' })], told)).toBe(NOTHING)
    expect(last([anon(8 * MIB, { flags: 'rd wr nh' })], told)).toBe(NOTHING)
    expect(last([hole(4 * KIB), anon(8 * MIB)], told)).toBe(NOTHING)
    expect(last([file('/usr/lib/libjvm.so'), ...rows], told)).not.toContain('idle')
  })

  it('is counted', () => {
    const table = tableOf([hole(4 * KIB), anon(8 * MIB), hole(4 * KIB), anon(8 * MIB)])
    const classification = classify(table)
    expect([1, 3].map((row) => purposeOf(classification, row).values)).toEqual([{ number: 1 }, { number: 2 }])
    expect(purposeOf(classification, 0)).toBe(purposeOf(classification, 1))
    expect(purposeOf(classification, 2)).toBe(purposeOf(classification, 3))
  })
})

describe('an arena of glibc', () => {
  const ARENA = 64 * MIB
  const at = 0x40000000
  const arena = (used: number, more: Partial<Row> = {}, rest: Partial<Row> = {}): string[] =>
    labels([anon(used, { at, ...more }), hole(ARENA - used, rest), LIBC]).slice(0, 2)
  const BOTH = ['arena arena', 'reserved arena-rest']

  it('is used from a multiple of 64 MiB on, and reserved up to the next', () => {
    expect(arena(132 * KIB)).toEqual(BOTH)
    expect(arena(ARENA - 4 * KIB)).toEqual(BOTH)
    expect(labels([anon(132 * KIB, { at }), hole(ARENA - 136 * KIB), LIBC])[0]).toBe(NOTHING)
    expect(labels([anon(132 * KIB, { at: at + 4 * KIB }), hole(ARENA - 136 * KIB), LIBC])[0]).toBe(NOTHING)
    expect(labels([anon(132 * KIB, { at }), hole(ARENA - 132 * KIB, { at: at + 136 * KIB }), LIBC])[0]).toBe(NOTHING)
    expect(labels([anon(ARENA, { at }), LIBC])[0]).toBe(NOTHING)
    expect(labels([LIBC, anon(132 * KIB, { at: 0x80000000 })])[1]).toBe(NOTHING)
  })

  it('is readable and writable, and nothing is of its rest', () => {
    expect(arena(132 * KIB, { perms: 'r--p' })[0]).toBe(NOTHING)
    expect(arena(132 * KIB, { perms: 'rwxp' })[0]).toBe('anonymous writable-executable')
    expect(arena(132 * KIB, { perms: 'rw-s' })[0]).toBe('shared shared-mapping')
    expect(arena(132 * KIB, {}, { perms: 'r--p' })[0]).toBe(NOTHING)
    expect(arena(132 * KIB, {}, { name: '[anon:x]' })[0]).toBe(NOTHING)
  })

  it('is reserved without swap, and none of a sanitizer’s or of Go’s', () => {
    const flags = (own: string): string => arena(132 * KIB, { flags: own }, { flags: 'nr' })[0]!
    expect([flags('rd wr nr'), flags('rd wr'), flags('nr dc'), flags('nr dd')]).toEqual([
      BOTH[0],
      NOTHING,
      'runtime v8-flags',
      NOTHING
    ])
    const places = [0xbffc000000, 0xc000000000, 0xc7fc000000, 0xc800000000]
    expect(places.map((place) => labels([LIBC, anon(132 * KIB, { at: place }), hole(ARENA - 132 * KIB)])[1])).toEqual([
      BOTH[0],
      'runtime go-heap-place',
      'runtime go-heap-place',
      BOTH[0]
    ])
  })

  it('is one of glibc alone, and not guessed where the memory was looked into', () => {
    expect(labels([anon(132 * KIB, { at }), hole(ARENA - 132 * KIB)])[0]).toBe(NOTHING)
    expect(labels([anon(132 * KIB, { at }), hole(ARENA - 132 * KIB), LIBC], { isInside: true })[0]).toBe(NOTHING)
  })

  it('is counted, of all', () => {
    const one = [anon(132 * KIB), hole(ARENA - 132 * KIB)]
    const table = tableOf([{ ...one[0]!, at }, one[1]!, ...one, LIBC])
    const classification = classify(table)
    expect([0, 2].map((row) => purposeOf(classification, row).values)).toEqual([
      { number: 1, count: 2 },
      { number: 2, count: 2 }
    ])
    expect(purposeOf(classification, 1)).toBe(purposeOf(classification, 0))
    expect(purposeOf(classification, 0).owner).toBe('glibc')
  })
})

describe('memory directly behind a module', () => {
  const module = (name: string, bytes: number, more: Partial<Row> = {}): string =>
    last([file(name), file(name, { perms: 'rw-p' }), anon(bytes, more)])
  const BSS = 'image bss-tail'

  it('is its .bss: of a library up to 128 KiB, of a program up to 64 MiB', () => {
    expect([module('/x.so', 128 * KIB), module('/x.so', 132 * KIB)]).toEqual([BSS, NOTHING])
    expect([module('/srv/x', 64 * MIB), module('/srv/x', 64 * MIB + 4 * KIB)]).toEqual([BSS, NOTHING])
  })

  it('is writable data behind private writable data of a file whose end is not known', () => {
    expect(last([file('/x.so'), anon(4 * KIB)])).toBe(NOTHING)
    expect(last([file('/x.so'), file('/x.so', { perms: 'rw-s' }), anon(4 * KIB)])).toBe(NOTHING)
    expect(module('/x.so', 4 * KIB, { perms: 'r--p' })).toBe(NOTHING)
    expect(module('/x.so', 4 * KIB, { at: 0x20000000 })).toBe(NOTHING)
    expect(
      last([file('/x.so'), file('/x.so', { perms: 'rw-p' }), anon(4 * KIB)], { readFiles: new Set(['/x.so']) })
    ).toBe(NOTHING)
    expect(last([file('/x', { perms: 'rw-p' }), anon(4 * KIB)])).toBe(NOTHING)
    expect(
      last([
        file('/x.so'),
        file('/x.so', { perms: 'rw-p' }),
        anon(4 * KIB),
        anon(4 * KIB, { perms: 'rwxp' }),
        anon(4 * KIB)
      ])
    ).toBe(NOTHING)
  })
})

describe('what the kernel names, in a list without its names', () => {
  const PROGRAM = [file('/srv/x'), file('/srv/x', { perms: 'rw-p' })]
  const heap = (gap: number, more: Partial<Row> = {}): string => {
    const end = 0x10000000 + 8 * KIB
    return last([...PROGRAM, anon(4 * KIB, { at: end + gap, ...more })])
  }
  const HEAP = 'heap heap-place'

  it('is the heap where it begins within 1 GiB behind the program', () => {
    expect([heap(4 * KIB), heap(32 * MIB), heap(32 * MIB + 4 * KIB), heap(GIB), heap(GIB + 4 * KIB)]).toEqual([
      HEAP,
      HEAP,
      HEAP,
      HEAP,
      NOTHING
    ])
    const room = (gap: number): unknown => {
      const table = tableOf([...PROGRAM, anon(4 * KIB, { at: 0x10000000 + 8 * KIB + gap })])
      return purposeOf(classify(table), 2).values['room']
    }
    expect([room(32 * MIB), room(32 * MIB + 4 * KIB)]).toEqual(['32 MiB', '1 GiB'])
    expect(heap(4 * KIB, { perms: 'r--p' })).toBe(NOTHING)
  })

  it('is one heap, behind the program and nothing else', () => {
    const place = 0x10000000 + 16 * KIB
    expect(labels([...PROGRAM, anon(4 * KIB, { at: place }), anon(4 * KIB, { at: place + 8 * KIB })]).slice(2)).toEqual(
      [HEAP, NOTHING]
    )
    expect(last([file('/x.so'), file('/x.so', { perms: 'rw-p' }), anon(4 * KIB, { at: place })])).toBe(NOTHING)
    expect(last([...PROGRAM, file('/x.so', { at: place }), anon(4 * KIB, { at: place + 8 * KIB })])).toBe(NOTHING)
    expect(
      last([
        ...PROGRAM,
        anon(4 * KIB, { at: place }),
        { bytes: 4 * KIB, name: '[vdso]', perms: 'r-xp', at: 0x70000000 }
      ])
    ).toBe('kernel kernel-page')
    expect(
      labels([
        ...PROGRAM,
        anon(4 * KIB, { at: place }),
        { bytes: 4 * KIB, name: '[vdso]', perms: 'r-xp', at: 0x70000000 }
      ])[2]
    ).toBe(NOTHING)
  })

  it('is vvar and vdso behind the stack, and vsyscall at its place', () => {
    const stack: Row = { bytes: 132 * KIB, name: '[stack]' }
    const PAGE = 'kernel kernel-page-place'
    const behind = (...rows: readonly Row[]): string[] => labels([stack, ...rows]).slice(1)
    expect(behind(anon(16 * KIB, { perms: 'r--p' }), anon(8 * KIB, { perms: 'r-xp' }))).toEqual([PAGE, PAGE])
    expect(behind(anon(64 * KIB, { perms: 'r--p' }), anon(16 * KIB, { perms: 'r-xp' }))).toEqual([PAGE, PAGE])
    expect(behind(anon(68 * KIB, { perms: 'r--p' }), anon(8 * KIB, { perms: 'r-xp' }))).toEqual([NOTHING, CODE])
    expect(behind(anon(16 * KIB, { perms: 'r--p' }), anon(20 * KIB, { perms: 'r-xp' }))).toEqual([NOTHING, CODE])
    expect(behind(anon(8 * KIB, { perms: 'r-xp' }))).toEqual([PAGE])
    expect(behind(anon(8 * KIB, { perms: 'rwxp' }))).toEqual(['anonymous writable-executable'])
    expect(behind(anon(16 * KIB), anon(8 * KIB, { perms: 'r-xp' }))).toEqual([NOTHING, CODE])
    expect(behind(anon(16 * KIB, { perms: 'r--p' }), anon(8 * KIB, { perms: 'r-xp', at: 0x20000000 }))).toEqual([
      NOTHING,
      CODE
    ])
    expect(labels([anon(16 * KIB, { perms: 'r--p' }), anon(8 * KIB, { perms: 'r-xp' })])).toEqual([NOTHING, CODE])
  })
})

describe('memory that nobody may touch', () => {
  it('is a guard by its flag, room of a GPU by its size, else nothing that is known', () => {
    expect(last([hole(4 * KIB, { flags: 'mr gu' })])).toBe('reserved guard-flag')
    expect(last([hole(4 * KIB, { flags: 'mr' })])).toBe('reserved no-access')
    const gpu = { bytes: 4 * KIB, name: '/dev/nvidia-uvm', perms: 'rw-s' }
    expect([64 * MIB, 64 * MIB - 4 * KIB].map((bytes) => last([gpu, hole(bytes)]))).toEqual([
      'reserved gpu-reserved',
      'reserved no-access'
    ])
    expect(last([hole(64 * MIB)])).toBe('reserved no-access')
    expect(last([gpu, hole(64 * MIB, { name: '[anon:x]' })])).toBe('reserved no-access')
  })

  it('is untouched where it is without swap and holds nothing', () => {
    const flags = 'rd wr nr'
    expect(last([anon(4 * KIB, { flags, rss: 0 })])).toBe('reserved untouched')
    expect(last([anon(4 * KIB, { flags, rss: 4 })])).toBe(NOTHING)
    expect(last([anon(4 * KIB, { flags: 'rd wr', rss: 0 })])).toBe(NOTHING)
    expect(last([anon(4 * KIB, { flags })])).toBe(NOTHING)
  })

  it('is of a device by the flags of its pages', () => {
    expect(last([anon(4 * KIB, { flags: 'rd pf' })])).toBe('device device-pages')
    expect(last([anon(4 * KIB, { flags: 'rd io' })])).toBe('device device-pages')
    expect(last([{ bytes: 4 * KIB, perms: 'r-xp', name: '[vdso]', flags: 'rd pf' }])).toBe('kernel kernel-page')
  })

  it('is all that can be said without names', () => {
    const unnamed = { areNamesKnown: false }
    expect([last([hole(4 * KIB)], unnamed), last([anon(4 * KIB)], unnamed)]).toEqual([
      'reserved no-access',
      'anonymous name-unknown'
    ])
  })
})

describe('a file', () => {
  it('is a module where it may be executed or is named like one, else a file', () => {
    expect(last([file('/srv/x')])).toBe('image module')
    expect(last([file('/srv/x.so.1', { perms: 'r--p' })])).toBe('image module-name')
    expect(last([file('/srv/x', { perms: 'r--p' })])).toBe('file file')
    expect(last([file('/srv/x (deleted)', { perms: 'r--p' })])).toBe('file file-deleted')
    expect(labels([file('/srv/x'), file('/srv/x', { perms: 'r--p' })])).toEqual(['image module', 'image module'])
    expect(last([file('/srv/x')], { dataFiles: new Set(['/srv/x']) })).toBe('file file')
    expect(last([file('/srv/x')], { program: '/srv/x' })).toBe('image program')
    expect(last([file('/srv/x')], { loader: '/srv/x' })).toBe('image loader')
  })

  it('of memory alone is a copy, an image or shared', () => {
    const memfd = '/memfd:x (deleted)'
    expect(last([file(memfd, { perms: 'rw-s' })])).toBe('shared memfd')
    expect(last([file(memfd, { perms: 'rw-p' })])).toBe('anonymous private-copy')
    expect(last([file(memfd, { perms: 'r-xp' })])).toBe('image module-in-memory')
    expect(last([file('/dev/shm/x.so', { perms: 'r--p' })])).toBe('image module-in-memory')
    expect(last([file('/dev/zero (deleted)', { perms: 'rw-p' })])).toBe('anonymous private-special')
    expect(last([file('/dev/zero (deleted)', { perms: 'r-xp' })])).toBe('anonymous private-special')
    expect(last([file('/anon_hugepage (deleted)', { perms: 'rw-p' })])).toBe('anonymous private-special')
    expect(last([file('/dev/hugepages/x', { perms: 'rw-p' })])).toBe('anonymous private-copy')
    expect(last([file(memfd, { perms: 'rw-p' })], { arePermsKnown: false })).toBe('shared shared-object')
    expect(last([file('/usr/lib/libjvm.so'), file('/memfd:java_heap (deleted)', { perms: 'rw-s' })])).toBe(
      'runtime java-heap-memfd'
    )
    expect(last([file('/memfd:java_heap (deleted)', { perms: 'rw-s' })])).toBe('shared memfd')
  })

  it('of NVIDIA’s driver is a window to a card, by its number', () => {
    const purpose = (name: string): readonly unknown[] => {
      const { key, values, owner } = purposeOf(classify(tableOf([file(name, { perms: 'rw-s' })])), 0)
      return [key, values['number'], owner]
    }
    expect(purpose('/dev/nvidia12')).toEqual(['nvidia-gpu', 12, 'NVIDIA driver'])
    expect(purpose('/dev/nvidiactl')).toEqual(['nvidia-control', undefined, 'NVIDIA driver'])
    expect(purpose('/dev/nvidia-uvm-tools')).toEqual(['nvidia-unified', undefined, 'NVIDIA driver'])
    expect(purpose('/dev/nvidia-modeset')[0]).toBe('device')
    expect(purpose('/dev/xnvidia1')[0]).toBe('device')
  })

  it('of a server with that name is its buffers where it is large', () => {
    const postgres = file('/usr/lib/postgresql/15/bin/postgres')
    const shared = (bytes: number, name = '/dev/zero (deleted)'): string =>
      last([postgres, { bytes, name, perms: 'rw-s' }])
    expect([shared(16 * MIB), shared(16 * MIB - 4 * KIB)]).toEqual([
      'shared postgres-buffers',
      'shared shared-anonymous'
    ])
    expect(shared(16 * MIB, '/anon_hugepage (deleted)')).toBe('shared postgres-buffers')
    expect(shared(16 * MIB, '/dev/shm/x')).toBe('shared dev-shm')
    expect(last([{ bytes: 16 * MIB, name: '/dev/zero (deleted)', perms: 'rw-s' }])).toBe('shared shared-anonymous')
  })
})

describe('a name that a program gave', () => {
  const named = (name: string, perms = 'rw-p'): string[] => {
    const table = tableOf([{ bytes: 4 * KIB, name, perms }])
    const classification = classify(table)
    return [categoryOf(classification, 0), purposeOf(classification, 0).key]
  }

  it('tells what it is for where programs use it so', () => {
    expect(named('[anon:stack_and_tls:7]')).toEqual(['stack', 'named-memory'])
    expect(named('[anon:stacking]')).toEqual(['anonymous', 'named-memory'])
    expect(named('[anon:glibc: malloc]')).toEqual(['arena', 'arena-named'])
    expect(named('[anon:.bss]')).toEqual(['image', 'named-memory'])
    expect(named('[anon:.bss2]')).toEqual(['anonymous', 'named-memory'])
    expect(named('[anon:Go: heap]')).toEqual(['runtime', 'go-heap'])
    expect(named('[anon:dalvik-main space]')).toEqual(['runtime', 'named-memory'])
    expect(named('[anon:own]')).toEqual(['anonymous', 'named-memory'])
    expect(named('[anon:own]', '---p')).toEqual(['reserved', 'reserved'])
  })

  it('of a stack tells the thread', () => {
    expect(named('[stack]')).toEqual(['stack', 'main-stack'])
    expect(named('[stack:12]')).toEqual(['stack', 'stack-of'])
    const values = purposeOf(classify(tableOf([{ bytes: 4 * KIB, name: '[stack:12]' }])), 0).values
    expect(values).toEqual({ name: '[stack:12]', tid: '12', thread: '' })
    expect(named('[stack:x]')).toEqual(['stack', 'main-stack'])
  })
})
