import { expect, it } from 'vitest'
import { SAMPLES } from '#test/fuzz/samples.ts'
import { first, open, rows } from '#test/support/opened-files.ts'

const TEXT = SAMPLES['qemu-user.txt'] ?? ''

it('the page layout of qemu-user: addresses, sizes and permissions of the program that it runs', () => {
  expect(open(TEXT).source.format).toBe('qemu-user')
  expect(rows(first(TEXT))).toEqual(['400000 496 r-xp '])
  expect(first(TEXT).absent).toEqual(['sharing', 'offset', 'device', 'inode'])
  expect(open(TEXT).notes.map(({ kind }) => kind)).toEqual(['limit'])
})

it('each page layout in a log is a moment, and a damaged row is listed as left out', () => {
  const heading = 'start    end      size     prot\n'
  const text =
    `${heading}00400000-0047c000 0007c000 r-x\n${heading}00400000-0047d000 0007d000 rw-\n` +
    '00500000-00480000 00001000 r--\n'
  const { moments, notes } = open(text)
  expect(moments.map(({ processes }) => rows(processes[0]!.capture()))).toEqual([
    ['400000 496 r-xp '],
    ['400000 500 rw-p ']
  ])
  expect(notes.map(({ line }) => line)).toEqual([null, 5])
})
