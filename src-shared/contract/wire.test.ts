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

  it('carries every kind of array that it knows, and refuses others', () => {
    const bytes = Uint8Array.from({ length: 24 }, (_, at) => at * 11)
    const kinds = [Int8Array, Uint8Array, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array]
    const arrays = kinds.map((Kind) => new Kind(bytes.buffer, 8, 8 / Kind.BYTES_PER_ELEMENT))
    expect(decodeFrame(encodeFrame(arrays))).toEqual(arrays)
    expect(() => encodeFrame(new BigInt64Array(1))).toThrow(TypeError)
    expect(() => encodeFrame(new DataView(new ArrayBuffer(8)))).toThrow('an array kind that frames do not carry')
  })

  it('puts arrays behind the text, each at a multiple of eight, without bytes of their own', () => {
    const frame = encodeFrame([Uint8Array.of(1, 2, 3), Float64Array.of(1.5), 'x'])
    const head = '[{"$array":[1,0,3]},{"$array":[7,8,1]},"x"]'
    expect(new DataView(frame.buffer).getUint32(0, true)).toBe(44)
    expect(new TextDecoder().decode(frame.subarray(4, 48))).toBe(head.padEnd(44))
    expect([...frame.subarray(48, 56)]).toEqual([1, 2, 3, 0, 0, 0, 0, 0])
    expect(new DataView(frame.buffer).getFloat64(56, true)).toBe(1.5)
    expect(frame).toHaveLength(64)
    expect(encodeFrame(1234)).toHaveLength(8)
    const decoded = decodeFrame(frame) as [Uint8Array, Float64Array]
    expect(decoded[0].buffer).toBe(frame.buffer)
  })

  it('is read wherever it lies in a buffer', () => {
    const value = [Float64Array.of(1.5, -2), Uint16Array.of(7, 8, 9), Uint8Array.of(1)]
    const frame = encodeFrame(value)
    for (let at = 0; at < 8; at++) {
      const shared = new Uint8Array(frame.length + 16)
      shared.set(frame, at)
      expect(decodeFrame(shared.subarray(at, at + frame.length))).toEqual(value)
    }
  })

  it('has numbers of up to 40 digits', () => {
    const largest = 10n ** 40n - 1n
    expect(decodeFrame(encodeFrame(largest))).toBe(largest)
    expect(decodeFrame(encodeFrame(-(10n ** 38n)))).toBe(-(10n ** 38n))
    expect(() => decodeFrame(encodeFrame(10n ** 40n))).toThrow('a number with too many digits')
  })

  it('may be as long as its text and its arrays, to the byte', () => {
    const text = Uint8Array.of(4, 0, 0, 0, 0x6e, 0x75, 0x6c, 0x6c)
    expect(decodeFrame(text)).toBeNull()
    expect(() => decodeFrame(text.subarray(0, 7))).toThrow('the frame is shorter than its head')
    const arrays = frameOf('{"$array":[1,0,8]}', 8)
    expect(decodeFrame(arrays)).toEqual(new Uint8Array(8))
    expect(() => decodeFrame(arrays.subarray(0, -1))).toThrow('the frame is shorter than its arrays')
    expect(() => decodeFrame(frameOf('{"$array":[8,0,1]}', 8))).toThrow('an array kind that frames do not carry')
    expect(() => decodeFrame(frameOf('{"$array":[1,8,0]}', 8))).toThrow('an array at an offset that is not its own')
    expect(decodeFrame(frameOf('{"$array":[1,0,0]}'))).toEqual(new Uint8Array(0))
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
    // Arrays that share their bytes: a small frame could claim any amount of them.
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

  it('is refused when it is shorter than it states', () => {
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
