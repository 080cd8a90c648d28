import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { MappingLabels } from '../pmap/mapping-label.ts'
import { shortMappingName, wideMappingName } from './mapping-name-text.ts'
import { backingName } from './pmap-name.ts'

const BYTES = new TextDecoder('latin1')

/** One mapping of that device, inode and name; as the table shows it and as pmap prints it. */
function namesOf(behind: string, { startStack = null as bigint | null, isFullPath = false } = {}): readonly string[] {
  const capture = captureOfText(`7000-8000 rw-p 00000000 ${behind}`, { startStack, shmMinor: 1 })
  const rules = { isUtf8: true, isTerminal: false }
  const printed = new MappingLabels(capture.table, capture, { isFullPath, usesKernelNames: false, rules }).labelOf(0)
  return [shortMappingName(capture, 0, isFullPath), BYTES.decode(printed), wideMappingName(capture, 0, isFullPath)]
}

describe('the table and the pmap command name a mapping alike', () => {
  it.each([
    ['08:01 7 /usr/lib/libc.so.6', 'libc.so.6', 'libc.so.6', 'libc.so.6'],
    ['00:05 9 /dev/zero (deleted)', 'zero (deleted)', 'zero (deleted)', 'zero (deleted)'],
    ['00:01 9 /memfd:a/b/ (deleted)', ' (deleted)', ' (deleted)', ' (deleted)'],
    ['08:01 7 /', '/', '/', ''],
    // The table keeps what is no path; pmap cuts it as one.
    ['00:00 0 [anon:a/b]', '[anon:a/b]', 'b]', '[anon:a/b]'],
    ['00:01 18446744073709551615 /SYSV00001234 (deleted)', `[ shmid=0x${'f'.repeat(16)} ]`, null, null],
    ['00:02 196642 /SYSV00001234 (deleted)', 'SYSV00001234 (deleted)', 'SYSV00001234 (deleted)', null],
    ['00:00 0 [heap]', '[ anon ]', '  [ anon ]', '[heap]'],
    ['00:00 0 [stack]', '[ anon ]', '  [ anon ]', '[stack]'],
    ['00:00 0', '[ anon ]', '  [ anon ]', '']
  ])('%s', (behind, short, printed, wide) => {
    const names = namesOf(behind)
    expect(names[0]).toBe(short)
    expect(names[1]).toBe(printed ?? (short.startsWith('[') ? `  ${short}` : short))
    if (wide !== null) expect(names[2]).toBe(wide)
  })

  it.each([
    ['[heap]', '[heap]'],
    ['x[heap]', '[heap]'],
    ['[heap] (deleted)', null],
    ['heap]', null],
    ['[heap', null],
    ['', null]
  ])('the kernel’s own name %j with -k', (name, wanted) => {
    const { table } = captureOfText(`7000-8000 rw-p 00000000 00:00 0 ${name}`)
    const found = backingName(table, table.backing[0]!, null, { isFullPath: false, usesKernelNames: true })
    expect(found instanceof Uint8Array ? BYTES.decode(found) : found).toBe(wanted)
  })

  it('the whole path with -p', () => {
    expect(namesOf('00:00 0 [anon:a/b]', { isFullPath: true })).toEqual(['[anon:a/b]', '/b]', '[anon:a/b]'])
  })

  it.each([
    [0x6fffn, '[ anon ]'],
    [0x7000n, '[ stack ]'],
    [0x8000n, '[ stack ]'],
    [0x8001n, '[ anon ]']
  ])('a nameless mapping where the stack began at %i', (startStack, word) => {
    expect(namesOf('00:00 0', { startStack }).slice(0, 2)).toEqual([word, `  ${word}`])
  })

  it('bytes that are no UTF-8 do not move the cut', () => {
    const table = captureOfText('7000-8000 r--p 0 08:01 7 /x/é/ü').table
    table.backings.name.bytes.fill(0xff, 3, 4)
    const capture = captureOfText('', { table })
    expect(shortMappingName(capture, 0, false)).toBe('ü')
  })
})
