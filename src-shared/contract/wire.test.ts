import { describe, expect, it } from 'vitest'
import { decodeFrame, encodeFrame } from './wire.ts'

/** A frame with any head, well-formed or not. */
function frameOf(head: string, bodies = 0): Uint8Array {
  const padded = head.padEnd(Math.ceil((4 + head.length) / 8) * 8 - 4)
  const frame = new Uint8Array(4 + padded.length + bodies)
  new DataView(frame.buffer).setUint32(0, padded.length, true)
  frame.set(new TextEncoder().encode(padded), 4)
  return frame
}

describe('a frame', () => {
  it('carries what the contract carries', () => {
    const value = {
      texts: ['a', '汉', ''],
      numbers: [0, -1, 1.5],
      nothing: null,
      big: 2n ** 64n - 1n,
      map: new Map([[1, 'one']]),
      columns: [Float64Array.of(1, 2), Uint8Array.of(7), Uint32Array.of()]
    }
    expect(decodeFrame(encodeFrame(value))).toEqual(value)
  })

  it.each([
    ['', 0],
    ['{', 0],
    ['{"$array":[1,0,9]}', 8],
    ['{"$array":[1,-4,4]}', 8],
    ['{"$array":[1,0,-1]}', 8],
    ['{"$array":[1,"x",1]}', 8],
    ['{"$array":[99,0,1]}', 8],
    ['{"$array":[7,0,1e15]}', 8],
    ['{"$array":5}', 8],
    // Arrays that share their bytes: a small frame could stand for any amount of them.
    ['[{"$array":[1,0,8]},{"$array":[1,0,8]}]', 8],
    ['[{"$array":[1,0,8]},{"$array":[1,4,8]}]', 16],
    ['{"$big":"x"}', 0],
    ['{"$big":5}', 0],
    ['{"$map":5}', 0],
    ['{"$map":[5]}', 0],
    ['['.repeat(100_000), 0]
  ])('is refused when it is damaged: %.30s', (head, bodies) => {
    expect(() => decodeFrame(frameOf(head, bodies))).toThrow()
  })

  it('is refused when it is shorter than it says', () => {
    expect(() => decodeFrame(Uint8Array.of(1, 2))).toThrow()
    expect(() => decodeFrame(Uint8Array.of(255, 255, 255, 255, 0))).toThrow('shorter')
  })

  it('reads nothing of the memory behind it', () => {
    const frame = frameOf('{"$array":[1,0,64]}', 8)
    // As it lies in a buffer of received bytes, with others after it.
    const shared = new Uint8Array(frame.length + 4096).fill(7)
    shared.set(frame)
    expect(() => decodeFrame(shared.subarray(0, frame.length))).toThrow('shorter than its arrays')
  })

  it('is refused at once when a number has millions of digits', () => {
    const began = performance.now()
    expect(() => decodeFrame(frameOf(`{"$big":"${'9'.repeat(4_000_000)}"}`))).toThrow('digits')
    expect(performance.now() - began).toBeLessThan(2000)
  })

  it('changes no object but its own, whatever its keys are', () => {
    const value = decodeFrame(frameOf('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'))
    expect(Object.hasOwn(value as object, '__proto__')).toBe(true)
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })
})
