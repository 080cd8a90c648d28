import { describe, expect, it } from 'vitest'
import { transferables } from './transferables.ts'

describe('buffers to be moved', () => {
  it('are all that lie below a value, each once, but for those that others share', () => {
    const [whole, other] = [new Uint8Array(8), new Float64Array(2)]
    const part = new Uint8Array(8).subarray(0, 4)
    const found = transferables({
      a: whole,
      b: [other, { c: whole, d: part }],
      e: null,
      f: 'x',
      g: new Map([[1, whole]])
    })
    expect(found).toEqual([whole.buffer, other.buffer])
    expect(transferables(new Map([[1, whole]]))).toEqual([])
    expect(transferables(new Uint8Array(new SharedArrayBuffer(4)))).toEqual([])
    expect(transferables(5)).toEqual([])
  })
})
