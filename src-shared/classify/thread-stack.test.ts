import { describe, expect, it } from 'vitest'
import { purposeOf } from '../memory/purpose.ts'
import { classify } from './classify.ts'
import {
  KIB,
  MIB,
  anon,
  hole,
  file,
  tableOf,
  labels,
  last,
  STACK,
  BY_SIZE,
  NOTHING
} from '#test/support/made-mappings.ts'

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
    const marked = (guard: number): string[] =>
      labels([hole(guard, { flags: 'mr' }), anon(8 * MIB, { flags: 'rd wr nh' })])
    expect(marked(MIB)).toEqual(['reserved guard', STACK])
    expect(marked(MIB + 4 * KIB)).toEqual(['reserved no-access', STACK])
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

  it('is not guessed in a process of one thread, nor where threads reported their stacks', () => {
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
    const before = anon(4 * KIB, { perms: 'r--p', flags: 'rd' })
    expect(labels([before, rows[1]!, hole(4 * KIB, { flags: 'mr' })], told)[1]).toBe(NOTHING)
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
