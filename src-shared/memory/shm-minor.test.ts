import { expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { shmMinorOf } from './shm-minor.ts'

/** By the device and name of each mapping. */
const minorOf = (...behind: readonly string[]): number | null =>
  shmMinorOf(
    captureOfText(behind.map((each, at) => `${at + 1}000-${at + 1}800 rw-s 00000000 ${each}\n`).join('')).table
  )

it('the device of shared memory is that of a segment, named by its key and deleted from the beginning', () => {
  expect(minorOf('08:01 7 /srv/x', '00:01 196642 /SYSV00001234 (deleted)')).toBe(1)
  expect(minorOf('00:05 32769 /SYSV00000000 (deleted)')).toBe(5)
})

it.each([
  ['a file that is not deleted', '00:01 7 /SYSV00001234'],
  ['a file that is called much like one', '00:01 7 /SYSVfoo (deleted)'],
  ['a longer name', '00:01 7 /SYSV00001234.bak (deleted)'],
  ['a file in a folder', '00:01 7 /tmp/SYSV00001234 (deleted)'],
  ['what may have been replaced since', '00:01 7 /SYSV00001234 (deleted) (deleted)'],
  ['a file on a disk', '08:01 7 /SYSV00001234 (deleted)']
])('%s does not show it', (_, behind) => expect(minorOf(behind)).toBeNull())
