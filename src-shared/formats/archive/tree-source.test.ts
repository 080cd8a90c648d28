import { describe, expect, it } from 'vitest'
import { crashedProcesses } from './problem-directory.ts'
import type { TreeFile } from './process-tree.ts'
import { treeSource } from './tree-source.ts'

const file = (path: string, text: string): TreeFile => ({ path, read: () => new TextEncoder().encode(text) })
const damaged = (path: string): TreeFile => ({
  path,
  read() {
    throw new Error('damaged')
  }
})

describe('what an archive reports about its machine', () => {
  const sourceOf = (...files: readonly TreeFile[]) => treeSource('tar', 'x.tar', files)
  const VERSION = 'Linux version 6.1.0-13-amd64 (debian-kernel@lists.debian.org) (gcc-12) #1 SMP\n'

  it('is what the capture script wrote', () => {
    const facts =
      'tool=vmatlas-capture.sh 1\ntime=1700000000\npagesize=16384\nhost=web=1\nkernel=6.1.0\nbootid=0f1e\nnote=a note\n'
    for (const path of ['vmatlas-capture', 'host/vmatlas-capture']) {
      expect(sourceOf(file(path, facts), file('proc/version', VERSION), file('etc/hostname', 'other\n'))).toMatchObject(
        {
          takenAt: 1_700_000_000_000,
          source: {
            format: 'tar',
            fileName: 'x.tar',
            host: 'web=1',
            kernel: '6.1.0',
            pageSize: 16384,
            bootId: '0f1e',
            tool: 'vmatlas-capture.sh 1',
            note: 'a note'
          }
        }
      )
    }
  })

  it('is else what its own files report', () => {
    for (const [hostname, version] of [
      ['hostname', 'version'],
      ['sos/etc/hostname', 'sos/proc/version'],
      ['sos/hostname', 'proc/version']
    ] as const) {
      expect(sourceOf(file(hostname, 'web-1\n'), file(version, VERSION)).source).toMatchObject({
        host: 'web-1',
        kernel: '6.1.0-13-amd64'
      })
    }
  })

  it('is not known where no file, or none that can be read, reports it', () => {
    const nothing = {
      takenAt: null,
      source: { host: null, kernel: null, pageSize: null, bootId: null, tool: null, note: '' }
    }
    expect(sourceOf()).toMatchObject(nothing)
    expect(sourceOf(...['vmatlas-capture', 'proc/version', 'etc/hostname'].map(damaged))).toMatchObject(nothing)
    expect(
      sourceOf(file('my-vmatlas-capture', 'time=5'), file('myhostname', 'a'), file('conversion', VERSION))
    ).toMatchObject(nothing)
    expect(sourceOf(file('vmatlas-capture', 'time=0\npagesize=511\n'), file('version', 'FreeBSD 14'))).toMatchObject(
      nothing
    )
    expect(sourceOf(file('vmatlas-capture', 'time=soon\npagesize=512\n'))).toMatchObject({
      takenAt: null,
      source: { pageSize: 512 }
    })
  })
})

describe('the directory of a crash', () => {
  const paths = (...files: readonly TreeFile[]): string[] =>
    crashedProcesses(files).map(({ path, read }) => `${path} ${new TextDecoder().decode(read())}`)

  it('of ABRT is the process that crashed', () => {
    expect(
      paths(
        file('ccpp-1/pid', '4711\n'),
        file('ccpp-1/maps', 'M'),
        file('ccpp-1/smaps', 'S'),
        file('ccpp-1/proc_pid_status', 'Name: a\nPid:\t42\n'),
        file('ccpp-1/cmdline', 'C'),
        file('ccpp-1/backtrace', 'B')
      )
    ).toEqual([
      'ccpp-1/4711/maps M',
      'ccpp-1/4711/smaps S',
      'ccpp-1/4711/status Name: a\nPid:\t42\n',
      'ccpp-1/4711/cmdline C'
    ])
  })

  it('of apport-unpack too, by the number in its status', () => {
    const status = 'Name: a\nPid:\t42\n'
    expect(paths(file('ProcMaps', 'M'), file('ProcStatus', status), file('ProcCmdline', 'C'))).toEqual([
      '42/maps M',
      `42/status ${status}`,
      '42/cmdline C'
    ])
  })

  it('has no number where none can be read', () => {
    expect(paths(file('a/maps', 'M'), file('a/executable', '/bin/a'))).toEqual(['a/0/maps M'])
    expect(paths(file('a/smaps', 'M'), file('a/ExecutablePath', '/bin/a'), damaged('a/pid'))).toEqual(['a/0/smaps M'])
    expect(paths(file('a/maps', 'M'), file('a/executable', ''), file('a/pid', 'x7'))).toEqual(['a/0/maps M'])
    expect(paths(file('a/maps', 'M'), file('a/proc_pid_status', 'PPid: 7\n'))).toContain('a/0/maps M')
  })

  it('is not what only has such a name', () => {
    expect(paths(file('a/maps', 'M'), file('a/cmdline', 'C'), file('a/pid', '7'))).toEqual([])
    expect(paths(file('a/maps', 'M'), file('b/executable', '/bin/a'))).toEqual([])
    expect(paths(file('a/cmdline', 'C'), file('a/executable', '/bin/a'))).toEqual([])
    // A folder of /proc itself.
    expect(paths(file('proc/7/maps', 'M'), file('proc/7/executable', '/bin/a'))).toEqual([])
    expect(paths(file('7/maps', 'M'), file('7/executable', '/bin/a'))).toEqual([])
    expect(paths(file('x7/maps', 'M'), file('x7/executable', '/bin/a'))).toEqual(['x7/0/maps M'])
  })
})
