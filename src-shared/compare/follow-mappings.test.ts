import { expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { followMappings } from './follow-mappings.ts'

const follow = (before: string, after: string, ...starts: number[]): [number, number][] => [
  ...followMappings(captureOfText(before), captureOfText(after), new Set(starts))
]

it('finds a mapping that has grown downwards, and one that was cut', () => {
  expect(follow('3000-5000 rw-p 00000000 00:00 0 ', '1000-5000 rw-p 00000000 00:00 0 ', 0x3000)).toEqual([
    [0x3000, 0x1000]
  ])
  const cut = '1000-2000 rw-p 00000000 00:00 0 \n3000-8000 rw-p 00000000 00:00 0 '
  expect(follow('1000-8000 rw-p 00000000 00:00 0 ', cut, 0x1000)).toEqual([[0x1000, 0x3000]])
})

it('follows neither to other memory nor to other permissions', () => {
  const zero = (inode: number): string => `3000-5000 rw-s 00000000 00:01 ${inode} /dev/zero (deleted)`
  expect(follow(zero(7), zero(8), 0x3000)).toEqual([])
  expect(follow('3000-5000 rw-p 00000000 00:00 0 ', '3000-5000 r--p 00000000 00:00 0 ', 0x3000)).toEqual([])
  expect(follow('3000-5000 rw-p 00000000 00:00 0 ', '5000-6000 rw-p 00000000 00:00 0 ', 0x3000)).toEqual([])
})

it('follows only what is asked for', () => {
  const two = '1000-2000 rw-p 00000000 00:00 0 \n3000-8000 r--p 00000000 00:00 0 '
  expect(follow(two, two, 0x3000, 0x9000)).toEqual([[0x3000, 0x3000]])
})

it.each(['inode', 'device'] as const)(
  'where a source lacks the %s, other numbers of it are no other memory',
  (absent) => {
    const text = (inode: number): string => `3000-5000 rw-s 00000000 00:01 ${inode} /dev/zero (deleted)`
    const [before, after] = [captureOfText(text(7), { absent: [absent] }), captureOfText(text(8))]
    expect([...followMappings(before, after, new Set([0x3000]))]).toEqual([[0x3000, 0x3000]])
    expect([...followMappings(after, before, new Set([0x3000]))]).toEqual([[0x3000, 0x3000]])
  }
)

it('a source that lacks something else may report inodes all the same', () => {
  const text = (inode: number): string => `3000-5000 rw-s 00000000 00:01 ${inode} /dev/zero (deleted)`
  const [before, after] = [captureOfText(text(7), { absent: ['sharing'] }), captureOfText(text(8))]
  expect([...followMappings(before, after, new Set([0x3000]))]).toEqual([])
})
