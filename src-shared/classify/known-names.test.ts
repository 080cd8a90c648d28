import { describe, expect, it } from 'vitest'
import { baseName, isLibraryName } from './module-name.ts'
import { nameFacts } from './name-kind.ts'
import { runtimesOfFiles } from './runtimes.ts'

describe('the name of a mapping', () => {
  it.each([
    ['', 'none'],
    ['[heap]', 'heap'],
    ['[stack]', 'stack'],
    ['[stack:7]', 'stack'],
    ['[vdso]', 'kernel-page'],
    ['[page size compat]', 'padding'],
    ['[anon:x]', 'named-anonymous'],
    ['[anon_shmem:x]', 'named-shared'],
    ['[other]', 'other-bracket'],
    ['/memfd:x (deleted)', 'memfd'],
    ['/SYSV0000abcd (deleted)', 'sysv'],
    ['/dev/shm/x', 'dev-shm'],
    ['/dev/ashmem/x (deleted)', 'dev-shm'],
    ['/dev/zero (deleted)', 'shared-anonymous'],
    ['/anon_hugepage (deleted)', 'huge-page'],
    ['/dev/hugepages/x', 'huge-page'],
    ['/dmabuf:x', 'dma-buffer'],
    ['anon_inode:dmabuf', 'dma-buffer'],
    ['anon_inode:[dmabuf]', 'dma-buffer'],
    ['/dev/__properties__/x', 'file'],
    ['/dev/dri/card0', 'device'],
    ['anon_inode:kvm-vcpu:0', 'device'],
    ['anon_inode:[vfio-device]', 'device'],
    ['anon_inode:xenon', 'kernel-object'],
    ['anon_inode:[io_uring]', 'kernel-object'],
    ['socket:[7]', 'kernel-object'],
    ['/[aio] (deleted)', 'kernel-object'],
    ['/[aio]', 'file'],
    ['…/nvidia0', 'device'],
    ['…/renderD128', 'device'],
    ['…/nvidia', 'file'],
    ['/srv/x', 'file'],
    ['srv/x', 'file'],
    ['/anon_hugepage.1 (deleted)', 'huge-page'],
    ['anon_inode:dmabuf:7', 'dma-buffer']
  ])('%j is of the kind %s', (name, kind) => expect(nameFacts(name).kind).toBe(kind))

  it('is known without what the kernel reports of it', () => {
    expect(nameFacts('/srv/x (deleted)')).toEqual({ kind: 'file', label: '/srv/x', isDeleted: true })
    expect(nameFacts('/srv/x (deleted)', '7', true)).toEqual({
      kind: 'file',
      label: '/srv/x (deleted)',
      isDeleted: false
    })
    expect(nameFacts('[anon: x y ]')).toEqual({ kind: 'named-anonymous', label: 'x y', isDeleted: false })
    expect(nameFacts('[anon_shmem:a\nb]').label).toBe('a\nb')
    expect(nameFacts('[anon:x').label).toBe('[anon:x')
    expect(nameFacts('[anon:x]y').label).toBe('[anon:x]y')
    expect(nameFacts('srv/x (deleted)')).toEqual({ kind: 'file', label: 'srv/x', isDeleted: true })
    expect(nameFacts('', '42')).toEqual({ kind: 'file', label: 'inode 42', isDeleted: false, isLost: true })
    expect(nameFacts('', '0')).toEqual({ kind: 'none', label: '', isDeleted: false })
  })

  it('is that of a library by its end', () => {
    expect(['/x.so', '/x.so.1.2', '/x.so-1', 'libx-2.so.6'].every(isLibraryName)).toBe(true)
    expect(['/x.sofa', '/x.so.1/y', '/x.so ', `/x.so.${'1'.repeat(41)}`, '/so'].some(isLibraryName)).toBe(false)
    expect(['/a/b', 'b', '/a/'].map(baseName)).toEqual(['b', 'b', ''])
  })
})

describe('runtimes by their files', () => {
  const names = (...files: readonly string[]): string[] => runtimesOfFiles(files).map(({ name }) => name)

  it.each([
    ['libc.so.6', 'glibc'],
    ['libc-2.31.so', 'glibc 2.31'],
    ['ld-2.31.so', 'glibc 2.31'],
    ['libjvm.so', 'JVM'],
    ['pypy3.9', 'PyPy 3.9'],
    ['libperl.so.5.36.0', 'Perl 5.36'],
    ['python3.11', 'CPython 3.11'],
    ['libpython3.11.so.1.0', 'CPython 3.11'],
    ['libruby-3.1.so.3.1', 'Ruby 3.1'],
    ['libmimalloc.so.2.1', 'mimalloc 2.1'],
    ['postgres', 'PostgreSQL']
  ])('%s is of %s', (file, name) => expect(names(file)).toEqual([name]))

  it('are reported once each, in one order, with the longest version that a file reports', () => {
    expect(names('python3', 'libpython3.11.so.1.0', 'libjvm.so', 'python3')).toEqual(['JVM', 'CPython 3.11'])
    expect(names('libpython3.11.so.1.0', 'python3')).toEqual(['CPython 3.11'])
    expect(names('libc.so.6', 'libc-2.31.so')).toEqual(['glibc 2.31'])
    expect(names('xpython3', 'python3x', 'unknown')).toEqual([])
    expect(names()).toEqual([])
  })
})
