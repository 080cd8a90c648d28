import { describe, expect, it } from 'vitest'
import { purposeOf } from '../memory/purpose.ts'
import { classify } from './classify.ts'
import {
  KIB,
  MIB,
  GIB,
  type Row,
  anon,
  file,
  tableOf,
  labels,
  last,
  NOTHING,
  CODE
} from '#test/support/made-mappings.ts'

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
    const start = 0x10000000 + 16 * KIB
    expect(labels([...PROGRAM, anon(4 * KIB, { at: start }), anon(4 * KIB, { at: start + 8 * KIB })]).slice(2)).toEqual(
      [HEAP, NOTHING]
    )
    const again = file('/srv/x', { perms: 'r--p', at: start + 64 * KIB })
    expect(last([...PROGRAM, anon(4 * KIB, { at: start }), again, anon(4 * KIB, { at: start + 96 * KIB })])).toBe(
      NOTHING
    )
    expect(last([file('/x.so'), file('/x.so', { perms: 'rw-p' }), anon(4 * KIB, { at: start })])).toBe(NOTHING)
    expect(last([...PROGRAM, file('/x.so', { at: start }), anon(4 * KIB, { at: start + 8 * KIB })])).toBe(NOTHING)
    expect(
      last([
        ...PROGRAM,
        anon(4 * KIB, { at: start }),
        { bytes: 4 * KIB, name: '[vdso]', perms: 'r-xp', at: 0x70000000 }
      ])
    ).toBe('kernel kernel-page')
    expect(
      labels([
        ...PROGRAM,
        anon(4 * KIB, { at: start }),
        { bytes: 4 * KIB, name: '[vdso]', perms: 'r-xp', at: 0x70000000 }
      ])[2]
    ).toBe(NOTHING)
  })

  it('is vvar and vdso behind the stack, and vsyscall at its address', () => {
    const stack: Row = { bytes: 132 * KIB, name: '[stack]' }
    const PAGE = 'kernel kernel-page-place'
    const behind = (...rows: readonly Row[]): string[] => labels([stack, ...rows]).slice(1)
    expect(behind(anon(16 * KIB, { perms: 'r--p' }), anon(8 * KIB, { perms: 'r-xp' }))).toEqual([PAGE, PAGE])
    expect(behind(anon(64 * KIB, { perms: 'r--p' }), anon(16 * KIB, { perms: 'r-xp' }))).toEqual([PAGE, PAGE])
    expect(behind(anon(68 * KIB, { perms: 'r--p' }), anon(8 * KIB, { perms: 'r-xp' }))).toEqual([NOTHING, CODE])
    expect(behind(anon(16 * KIB, { perms: 'r--p' }), anon(20 * KIB, { perms: 'r-xp' }))).toEqual([NOTHING, CODE])
    expect(behind(anon(8 * KIB, { perms: 'r-xp' }))).toEqual([PAGE])
    // Core files name the vdso, and not the page of old system calls.
    const vdso: Row = { bytes: 8 * KIB, name: '[vdso]', perms: 'r-xp' }
    expect(last([vdso, anon(4 * KIB, { perms: '--xp', at: 0xffffffffff600000 })])).toBe(PAGE)
    expect(last([vdso, anon(4 * KIB, { perms: '--xp', at: 0xffffffffff700000 })])).not.toBe(PAGE)
    expect(behind(anon(8 * KIB, { perms: 'rwxp' }))).toEqual(['anonymous writable-executable'])
    expect(behind(anon(16 * KIB), anon(8 * KIB, { perms: 'r-xp' }))).toEqual([NOTHING, CODE])
    expect(behind(anon(16 * KIB, { perms: 'r--p' }), anon(8 * KIB, { perms: 'r-xp', at: 0x20000000 }))).toEqual([
      NOTHING,
      CODE
    ])
    expect(labels([anon(16 * KIB, { perms: 'r--p' }), anon(8 * KIB, { perms: 'r-xp' })])).toEqual([NOTHING, CODE])
  })
})
