import { describe, expect, it } from 'vitest'
import { purposeOf } from '../memory/purpose.ts'
import { classify } from './classify.ts'
import { KIB, MIB, file, tableOf, labels, last } from '#test/support/made-mappings.ts'

describe('a file', () => {
  it('is a module where it may be executed or is named like one, else a file', () => {
    expect(last([file('/srv/x')])).toBe('image module')
    expect(last([file('/srv/x.so.1', { perms: 'r--p' })])).toBe('image module-name')
    expect(last([file('/srv/x', { perms: 'r--p' })])).toBe('file file')
    expect(last([file('/srv/x (deleted)', { perms: 'r--p' })])).toBe('file file-deleted')
    expect(labels([file('/srv/x'), file('/srv/x', { perms: 'r--p' })])).toEqual(['image module', 'image module'])
    expect(last([file('/srv/x')], { dataFiles: new Set(['/srv/x']) })).toBe('file file')
    expect(last([file('/srv/x')], { program: '/srv/x' })).toBe('image program')
    expect(last([file('/srv/x')], { loader: '/srv/x' })).toBe('image loader')
  })

  it('of memory alone is a copy, an image or shared', () => {
    const memfd = '/memfd:x (deleted)'
    expect(last([file(memfd, { perms: 'rw-s' })])).toBe('shared memfd')
    expect(last([file(memfd, { perms: 'rw-p' })])).toBe('anonymous private-copy')
    expect(last([file(memfd, { perms: 'r-xp' })])).toBe('image module-in-memory')
    expect(last([file('/dev/shm/x.so', { perms: 'r--p' })])).toBe('image module-in-memory')
    expect(last([file('/dev/zero (deleted)', { perms: 'rw-p' })])).toBe('anonymous private-special')
    expect(last([file('/dev/zero (deleted)', { perms: 'r-xp' })])).toBe('anonymous private-special')
    expect(last([file('/anon_hugepage (deleted)', { perms: 'rw-p' })])).toBe('anonymous private-special')
    expect(last([file('/dev/hugepages/x', { perms: 'rw-p' })])).toBe('anonymous private-copy')
    expect(last([file(memfd, { perms: 'rw-p' })], { arePermsKnown: false })).toBe('shared shared-object')
    expect(last([file('/usr/lib/libjvm.so'), file('/memfd:java_heap (deleted)', { perms: 'rw-s' })])).toBe(
      'runtime java-heap-memfd'
    )
    expect(last([file('/memfd:java_heap (deleted)', { perms: 'rw-s' })])).toBe('shared memfd')
  })

  it('of NVIDIA’s driver is a window to a card, by its number', () => {
    const purpose = (name: string): readonly unknown[] => {
      const { key, values, owner } = purposeOf(classify(tableOf([file(name, { perms: 'rw-s' })])), 0)
      return [key, values['number'], owner]
    }
    expect(purpose('/dev/nvidia12')).toEqual(['nvidia-gpu', 12, 'NVIDIA driver'])
    expect(purpose('/dev/nvidiactl')).toEqual(['nvidia-control', undefined, 'NVIDIA driver'])
    expect(purpose('/dev/nvidia-uvm-tools')).toEqual(['nvidia-unified', undefined, 'NVIDIA driver'])
    expect(purpose('/dev/nvidia-modeset')[0]).toBe('device')
    expect(purpose('/dev/xnvidia1')[0]).toBe('device')
  })

  it('of a server with that name is its buffers where it is large', () => {
    const postgres = file('/usr/lib/postgresql/15/bin/postgres')
    const shared = (bytes: number, name = '/dev/zero (deleted)'): string =>
      last([postgres, { bytes, name, perms: 'rw-s' }])
    expect([shared(16 * MIB), shared(16 * MIB - 4 * KIB)]).toEqual([
      'shared postgres-buffers',
      'shared shared-anonymous'
    ])
    expect(shared(16 * MIB, '/anon_hugepage (deleted)')).toBe('shared postgres-buffers')
    expect(shared(16 * MIB, '/dev/shm/x')).toBe('shared dev-shm')
    expect(last([{ bytes: 16 * MIB, name: '/dev/zero (deleted)', perms: 'rw-s' }])).toBe('shared shared-anonymous')
  })
})
