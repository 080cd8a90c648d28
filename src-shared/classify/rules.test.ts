import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import type { AnonymousRule } from './anonymous-rule.ts'
import { NOTHING_OBSERVED, type Observed } from './observed.ts'
import { recogniseByRules } from './recognise-anonymous-rules.ts'
import { RowCursor } from './row-cursor.ts'

const KIB = 1024
const MIB = 1024 * KIB

interface Row {
  readonly at: number
  readonly bytes?: number
  readonly perms?: string
  readonly name?: string
  readonly flags?: string
}
function cursorOf(rows: readonly Row[], observed: Partial<Observed> = {}): RowCursor {
  const text = rows.map(({ at, bytes = 4 * KIB, perms = 'rw-p', name = '', flags }) => {
    const line = `${at.toString(16)}-${(at + bytes).toString(16)} ${perms} 00000000 00:00 0 ${name}\n`
    return flags === undefined ? line : `${line}Rss: 0 kB\nVmFlags: ${flags}\n`
  })
  return new RowCursor(captureOfText(text.join('')).table, { ...NOTHING_OBSERVED, ...observed })
}
const RULE: AnonymousRule = {
  evidence: 'leftover',
  purpose: 'runtime',
  category: 'runtime',
  confidence: 'probable',
  access: 'rw'
}

/** In which rows the rule speaks. */
function speaks(rule: Partial<AnonymousRule>, rows: readonly Row[], observed: Partial<Observed> = {}): number[] {
  const cursor = cursorOf(rows, observed)
  const recogniser = recogniseByRules([{ ...RULE, ...rule }])
  return rows.flatMap((_, row) => {
    cursor.row = row
    return recogniser.recognise(cursor) === null ? [] : [row]
  })
}
/** Of which of the values a row with it is spoken of. */
const of = <Value>(rule: Partial<AnonymousRule>, values: readonly Value[], row: (value: Value) => Row): Value[] =>
  values.filter((value) => speaks(rule, [row(value)]).length === 1)

describe('a rule speaks of memory without a name', () => {
  it('that is private and may be accessed', () => {
    const perms = ['rw-p', 'rw-s', '---p', 'r--p']
    expect(of({ access: 'r' }, perms, (each) => ({ at: 0x1000, perms: each }))).toEqual(['rw-p', 'r--p'])
    expect(of({}, ['', '[anon:x]', '[heap]'], (name) => ({ at: 0x1000, name }))).toEqual([''])
  })

  it('with the access that it asks for', () => {
    const perms = ['r--p', 'rw-p', 'r-xp', 'rwxp', '-w-p', '--xp', '-wxp']
    const allowed = (access: AnonymousRule['access']): string[] =>
      of({ access }, perms, (each) => ({ at: 0x1000, perms: each }))
    expect(allowed('r')).toEqual(['r--p', 'rw-p'])
    expect(allowed('rw')).toEqual(['rw-p'])
    expect(allowed('x')).toEqual(['r-xp', 'rwxp', '--xp', '-wxp'])
    expect(allowed('rx')).toEqual(['r-xp'])
    expect(allowed('rwx')).toEqual(['rwxp'])
  })

  it('with flags, and without others; what is not reported it does not have', () => {
    const flags = ['rd wr', 'rd wr nr', 'rd nr nh']
    const with_ = (rule: Partial<AnonymousRule>): string[] => of(rule, flags, (each) => ({ at: 0x1000, flags: each }))
    expect(with_({ has: ['nr'] })).toEqual(['rd wr nr', 'rd nr nh'])
    expect(with_({ has: ['nr', 'nh'] })).toEqual(['rd nr nh'])
    expect(with_({ hasNot: ['nh'] })).toEqual(['rd wr', 'rd wr nr'])
    expect(speaks({ has: ['nr'] }, [{ at: 0x1000 }])).toEqual([])
    expect(speaks({ hasNot: ['nr'] }, [{ at: 0x1000 }])).toEqual([0])
  })

  it('that begins in one of its ranges', () => {
    const between = [
      [0x2000, 0x4000],
      [0x8000, 0x9000]
    ] as const
    const starts = [0x1000, 0x2000, 0x3000, 0x4000, 0x8000, 0x9000]
    expect(of({ between }, starts, (at) => ({ at }))).toEqual([0x2000, 0x3000, 0x8000])
  })

  it('at a multiple, or at one of the offsets behind it', () => {
    const starts = [0x10000, 0x11000, 0x12000, 0x20000]
    expect(of({ multiple: 0x10000 }, starts, (at) => ({ at }))).toEqual([0x10000, 0x20000])
    expect(of({ multiple: 0x10000, offsets: [0x1000, 0x2000] }, starts, (at) => ({ at }))).toEqual([0x11000, 0x12000])
    expect(of({ offsets: [0x1000] }, starts, (at) => ({ at }))).toEqual(starts)
  })

  it('of a size from the least to the most', () => {
    const sizes = [4, 8, 16, 20].map((kib) => kib * KIB)
    expect(of({ leastBytes: 8 * KIB, mostBytes: 16 * KIB }, sizes, (bytes) => ({ at: 0x1000, bytes }))).toEqual([
      8 * KIB,
      16 * KIB
    ])
  })

  it('behind a guard', () => {
    expect(speaks({ isGuarded: true }, [{ at: 0x1000, perms: '---p' }, { at: 0x2000 }, { at: 0x3000 }])).toEqual([1])
    expect(speaks({ isGuarded: true }, [{ at: 0x1000, perms: '---p' }, { at: 0x3000 }])).toEqual([])
    expect(speaks({ isGuarded: true }, [{ at: 0x1000, perms: '---p', name: '[anon:x]' }, { at: 0x2000 }])).toEqual([])
    expect(speaks({ isGuarded: true }, [{ at: 0x100000, bytes: MIB, perms: '---p' }, { at: 0x200000 }])).toEqual([1])
    expect(
      speaks({ isGuarded: true }, [{ at: 0xff000, bytes: MIB + 4 * KIB, perms: '---p' }, { at: 0x200000 }])
    ).toEqual([])
  })

  it('and of what lies in the same unit as memory that fits', () => {
    const rule = { multiple: 0x10000, unit: 0x10000 }
    expect(speaks(rule, [{ at: 0x8000 }, { at: 0x10000 }, { at: 0x12000 }, { at: 0x22000 }, { at: 0x30000 }])).toEqual([
      1, 2, 4
    ])
    expect(speaks({ multiple: 0x10000 }, [{ at: 0x10000 }, { at: 0x12000 }])).toEqual([0])
    // Its other conditions hold for those, too.
    expect(speaks(rule, [{ at: 0x10000 }, { at: 0x12000, perms: 'r--p' }])).toEqual([0])
  })

  it('in processes with one of its runtimes, and without any of others', () => {
    const living = (...ids: readonly ('node' | 'python' | 'jvm')[]): Partial<Observed> => ({
      runtimes: ids.map((id) => ({ id, name: `${id} 1` }))
    })
    const rule = { runtimes: ['node', 'python'], notWith: ['jvm'] } as const
    const speaksWith = (observed: Partial<Observed>): boolean => speaks(rule, [{ at: 0x1000 }], observed).length === 1
    expect([
      speaksWith({}),
      speaksWith(living('python')),
      speaksWith(living('node')),
      speaksWith(living('node', 'jvm'))
    ]).toEqual([false, true, true, false])
    const cursor = cursorOf([{ at: 0x1000 }], living('python'))
    const recogniser = recogniseByRules([{ ...RULE, ...rule }])
    expect(recogniser.recognise(cursor)).toMatchObject({
      category: 'runtime',
      purpose: { owner: 'python 1', values: { owner: 'python 1', name: 'python 1' } }
    })
    expect(recogniser.recognise(cursor)).toBe(recogniser.recognise(cursor))
    expect(recogniseByRules([RULE]).recognise(cursor)?.purpose).toEqual({
      key: 'runtime',
      values: {},
      owner: ''
    })
  })

  it('looked into or not, as the rule states', () => {
    const inside = { isInside: true }
    const speaksOf = (rule: Partial<AnonymousRule>, observed: Partial<Observed>): boolean =>
      speaks(rule, [{ at: 0x1000 }], observed).length === 1
    expect([speaksOf({ isForOutside: true }, {}), speaksOf({ isForOutside: true }, inside)]).toEqual([true, false])
    expect([speaksOf({ isForInside: true }, {}), speaksOf({ isForInside: true }, inside)]).toEqual([false, true])
    expect([speaksOf({}, {}), speaksOf({}, inside)]).toEqual([true, true])
  })

  it('the first that fits', () => {
    const cursor = cursorOf([{ at: 0x1000 }])
    const rules = [{ ...RULE, access: 'x' as const }, { ...RULE, evidence: 'arena' as const }, RULE]
    expect(recogniseByRules(rules).recognise(cursor)?.evidence.key).toBe('arena')
    expect(recogniseByRules(rules.slice(0, 1)).recognise(cursor)).toBeNull()
  })
})

describe('the row that is looked at', () => {
  it('knows its neighbours, names and permissions', () => {
    const cursor = cursorOf([
      { at: 0x1000 },
      { at: 0x2000, perms: 'r-xs' },
      { at: 0x4000, perms: '---p', name: '[vdso]' }
    ])
    expect([cursor.followsDirectly(), cursor.isFollowedDirectly(), cursor.hasKernelNames, cursor.hasFlags]).toEqual([
      false,
      true,
      true,
      false
    ])
    cursor.row = 1
    expect([
      cursor.followsDirectly(),
      cursor.isFollowedDirectly(),
      cursor.isShared(),
      cursor.isExecutable(),
      cursor.isWritable()
    ]).toEqual([true, false, true, true, false])
    expect([cursor.start, cursor.end, cursor.bytes, cursor.isReadWrite(0), cursor.isReadWrite(1)]).toEqual([
      0x2000,
      0x3000,
      0x1000,
      true,
      false
    ])
    cursor.row = 2
    expect([cursor.followsDirectly(), cursor.isFollowedDirectly(), cursor.hasNoAccess(), cursor.name.kind]).toEqual([
      false,
      false,
      true,
      'kernel-page'
    ])
    const names = (name: string): boolean => cursorOf([{ at: 0x1000, name }]).hasKernelNames
    expect([names('[heap]'), names('[vvar]'), names('[vsyscall]'), names('[stack]')]).toEqual([
      true,
      true,
      false,
      false
    ])
  })

  it('knows what is resident where the source reports it', () => {
    const numbers = (lines: string): (number | undefined)[] => {
      const cursor = new RowCursor(captureOfText(`1000-2000 rw-p 00000000 00:00 0 \n${lines}`).table)
      return [cursor.usedKb(), cursor.residentKb()]
    }
    expect([numbers('Rss: 4 kB\nSwap: 3 kB\n'), numbers('Rss: 4 kB\n'), numbers('Swap: 3 kB\n')]).toEqual([
      [7, 4],
      [undefined, 4],
      [undefined, undefined]
    ])
  })

  it('knows runtimes, those that were observed before those of files', () => {
    const cursor = cursorOf(
      [
        { at: 0x1000, name: '/usr/lib/libjvm.so' },
        { at: 0x2000, name: '/usr/bin/python3.11' }
      ],
      {
        runtimes: [{ id: 'python', name: 'CPython 3.11.2' }]
      }
    )
    expect(cursor.runtimes.map(({ name }) => name)).toEqual(['CPython 3.11.2', 'JVM'])
    expect([cursor.has('jvm'), cursor.has('go'), cursor.hasAny(['go', 'jvm']), cursor.hasAny(['go'])]).toEqual([
      true,
      false,
      true,
      false
    ])
    expect([
      cursor.ownerName('python'),
      cursor.ownerName('go'),
      cursor.ownerOfFile('libruby-3.1.so.3.1'),
      cursor.ownerOfFile('x')
    ]).toEqual(['CPython 3.11.2', '', 'Ruby 3.1', ''])
  })
})
