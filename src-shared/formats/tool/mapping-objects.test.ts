import { describe, expect, it } from 'vitest'
import { asMapping, isMembers } from './mapping-objects.ts'

describe('a mapping of a checkpoint (crit show)', () => {
  const VMA = {
    start: '0x400000',
    end: '0x401000',
    pgoff: 8192,
    shmid: 5,
    prot: 'PROT_READ | PROT_EXEC',
    flags: 'MAP_PRIVATE',
    status: 'VMA_AREA_REGULAR | VMA_FILE_PRIVATE'
  }

  it('in words', () => {
    expect(asMapping(VMA)).toEqual({
      start: '0x400000',
      end: '0x401000',
      perms: 'r-xp',
      offset: 8192,
      name: '…/file 5 of CRIU'
    })
  })

  it.each([
    [3, 1, 128, 'rw-s', '…/file 5 of CRIU'],
    ['0x3', '0x22', '0x20', 'rw-p', '[heap]'],
    ['5', '2', '8', 'r-xp', '[vdso]'],
    ['PROT_EXEC', 'MAP_SHARED', 'VMA_AREA_VSYSCALL', '--xs', '[vsyscall]'],
    ['PROT_NONE', 'MAP_PRIVATE | MAP_ANON', 'VMA_AREA_REGULAR', '---p', ''],
    ['PROT_WRITE', 2, 4096, '-w-p', '[vvar]']
  ])('prot %j, flags %j, status %j', (prot, flags, status, perms, name) => {
    expect(asMapping({ ...VMA, prot, flags, status })).toMatchObject({ perms, name })
  })

  it.each(['start', 'end', 'shmid', 'prot', 'flags', 'status'])('is none without its %s', (member) => {
    const without = { ...VMA, [member]: null }
    expect(asMapping(without)).toBe(without)
  })
})

describe('a region in a trace of Chrome', () => {
  const REGION = {
    sa: '400000',
    sz: '2000',
    pf: 5,
    mf: '/usr/bin/demo',
    bs: { pss: '1800', pd: '0', sw: 'x', l: 4096 }
  }

  it('its numbers are hexadecimal bytes', () => {
    expect(asMapping(REGION)).toEqual({
      start: '0x400000',
      end: '0x402000',
      perms: 'r-x',
      name: '/usr/bin/demo',
      kb: { Pss: 6, Private_Dirty: 0 }
    })
  })

  it.each([
    [4, 'r--'],
    [6, 'rw-'],
    [2, '-w-'],
    [1, '--x'],
    [0, '---'],
    [134, 'rw-s']
  ])('permissions %d', (pf, perms) => {
    expect(asMapping({ ...REGION, pf })).toMatchObject({ perms })
  })

  it('each of its numbers by the name of the kernel', () => {
    const bs = { pss: '400', pd: '800', pc: 'c00', sd: '1000', sc: '1400', sw: '1800', l: '1c00' }
    expect(asMapping({ ...REGION, bs, mf: undefined })).toMatchObject({
      name: '',
      kb: {
        Pss: 1,
        Private_Dirty: 2,
        Private_Clean: 3,
        Shared_Dirty: 4,
        Shared_Clean: 5,
        Swap: 6,
        Locked: 7
      }
    })
  })

  it.each([
    ['sa', 'x'],
    ['sz', 4096],
    ['pf', '5'],
    ['bs', null]
  ])('is none with its %s as %j', (member, value) => {
    const other = { ...REGION, [member]: value }
    expect(asMapping(other)).toBe(other)
  })
})

it('lists, texts and nothing are no objects', () => {
  expect([{}, [], 'x', null, 1].map(isMembers)).toEqual([true, false, false, false, false])
})
