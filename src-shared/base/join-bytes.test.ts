import fc from 'fast-check'
import { expect, it } from 'vitest'
import { joinBytes } from './join-bytes.ts'

it('puts the parts one after the other', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array()), (parts) => {
      expect([...joinBytes(parts)]).toEqual(parts.flatMap((part) => [...part]))
    })
  )
})
