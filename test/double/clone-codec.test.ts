import { describe, expect, it } from 'vitest'
import { makeCodec } from './clone-codec.ts'

const codec = makeCodec()
const there = (value: unknown): unknown => codec.decode(codec.encode(value))

describe('clone codec', () => {
  it.each([
    ['plain data', { a: [1, 'x', true, null, undefined], b: { c: -0 } }],
    ['keys that could be mistaken for its own', { t: 'map', v: [[1, 2]] }],
    ['numbers JSON has not', [NaN, Infinity, -Infinity, -0]],
    ['bigints and dates', [2n ** 64n, -1n, new Date(5), new Date(NaN)]],
    ['collections', new Map<unknown, unknown>([[{ a: 1 }, new Set(['x'])]])],
    ['a view of a part', new Uint16Array([1, 2, 3, 4]).subarray(1, 3)],
    ['wide elements', [new Float64Array([NaN, 1e300]), new BigUint64Array([2n ** 64n - 1n])]],
    ['no bytes', [new Uint8Array(0), new ArrayBuffer(0)]],
    ['more bytes than fit in one call', new Uint8Array(100_001).fill(7)],
    ['a regular expression', /a\/b/giu]
  ])('brings %s across', (_name, value) => {
    expect(there(value)).toEqual(value)
  })

  it('gives errors their kind back, and Buffers as Uint8Array', () => {
    expect(there(new RangeError('far'))).toBeInstanceOf(RangeError)
    expect(there(new RangeError('far'))).toMatchObject({ message: 'far' })
    expect((there(Buffer.from('ab')) as object).constructor).toBe(Uint8Array)
  })

  it('drops the class of an object, as the structured clone does', () => {
    class Point {
      x = 1
    }
    expect((there(new Point()) as object).constructor).toBe(Object)
  })

  it.each([[() => 1], [Symbol('s')], [Promise.resolve()], [new SharedArrayBuffer(1)], [{ deep: [new WeakMap()] }]])(
    'refuses %s',
    (value) => {
      expect(() => codec.encode(value)).toThrow('An object could not be cloned.')
    }
  )

  it('keeps what is one thing one thing, also within itself', () => {
    const list: unknown[] = [1]
    const value: Record<string, unknown> = { list, again: list, map: new Map([['list', list]]) }
    value['self'] = value
    const got = there(value) as typeof value
    expect(got['self']).toBe(got)
    expect(got['again']).toBe(got['list'])
    expect((got['map'] as Map<string, unknown>).get('list')).toBe(got['list'])
  })

  it('brings all of the buffer that a view is a part of, once', () => {
    const { buffer } = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8])
    const got = there([new Uint16Array(buffer, 2, 2), new DataView(buffer, 4)]) as [Uint16Array, DataView]
    expect([got[0].byteOffset, got[0].length, got[0].buffer.byteLength]).toEqual([2, 2, 8])
    expect(got[1].byteOffset).toBe(4)
    expect(got[0].buffer).toBe(got[1].buffer)
  })
})
