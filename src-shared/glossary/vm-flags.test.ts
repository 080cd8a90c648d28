import { expect, test } from 'vitest'
import { decodeVmFlags, VM_FLAGS } from './vm-flags.ts'

test('letters are decoded in their order; those of a newer kernel are kept as they are', () => {
  // A glibc thread stack on Linux 6.18, and two letters no kernel has yet.
  const decoded = decodeVmFlags('rd wr mr mw me ac nh zz ')
  expect(decoded.map((flag) => flag.letters)).toEqual(['rd', 'wr', 'mr', 'mw', 'me', 'ac', 'nh', 'zz'])
  expect(decodeVmFlags(' rd  wr\tnh')).toEqual(decodeVmFlags('rd wr nh'))
  expect(decoded.filter((flag) => flag.entry === null).map((flag) => flag.letters)).toEqual(['zz'])
})

test('an empty line has no flags', () => {
  expect(decodeVmFlags('')).toEqual([])
})

test('no letters are listed twice', () => {
  const letters = VM_FLAGS.map((flag) => flag.letters)
  expect(new Set(letters).size).toBe(letters.length)
})
