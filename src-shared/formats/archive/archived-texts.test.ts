import { readFileSync } from 'node:fs'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { madeTar, madeZip } from '#test/support/made-archives.ts'
import { MAPS, open, proc, rowsOf } from '#test/support/opened-archives.ts'

describe('a directory of a crash', () => {
  const status = 'Name:\tw\nPid:\t42\nVmRSS:\t 5 kB\n'

  it.each([
    ['ABRT', { maps: MAPS, pid: '42', cmdline: './w one', executable: '/tmp/w', proc_pid_status: status }],
    ['apport-unpack', { ProcMaps: MAPS, ProcStatus: status, ProcCmdline: './w one', CoreDump: 'x' }]
  ])('of %s is a process', (_, files) => {
    const entries = Object.entries(files).map(([name, content]) => ({ path: `ccpp-1/${name}`, content }))
    const [process] = open(madeTar(entries)).moments[0]?.processes ?? []
    expect(process).toMatchObject({ name: 'w', command: './w one', process: { pid: 42 }, numbers: { VmRSS: 5 } })
    expect(process?.capture().table.rowCount).toBe(1)
  })
})

describe('an archive of other texts', () => {
  const hsErr = readFileSync(new URL('../../../test/fixtures/captures/jvm.hs-err.txt', import.meta.url), 'latin1')
  const pmap = '7:   x\n0000000000400000      8K rw---   [ anon ]\n total 8K\n'

  it('opens each of them as a moment', () => {
    const zip = madeZip([
      { path: 'report/readme.txt', content: 'nothing' },
      { path: 'report/hs_err_pid42.log', content: hsErr },
      { path: 'report/pmap.txt', content: pmap }
    ])
    const tar = madeTar([
      { path: 'report/hs_err_pid42.log', content: hsErr },
      { path: 'report/pmap.txt', content: pmap }
    ])
    for (const bytes of [zip, tar, gzipSync(tar)]) {
      expect(open(bytes).moments.map(({ note, processes }) => [note, processes[0]?.name])).toEqual([
        ['report/hs_err_pid42.log', 'java'],
        ['report/pmap.txt', 'x']
      ])
    }
  })

  it('and the archives in it, each as what it would be alone', () => {
    const machine = (host: string): Uint8Array =>
      gzipSync(
        madeTar([
          { path: `${host}/etc/hostname`, content: `${host}\n` },
          { path: `${host}/proc/7/maps`, content: MAPS }
        ])
      )
    const bundle = [
      { path: 'in/one.tar.gz', content: Buffer.from(machine('one')).toString('latin1') },
      { path: 'in/two.zip', content: madeZip([proc(3)]).toString('latin1') },
      { path: 'in/pmap.txt.gz', content: gzipSync(pmap).toString('latin1') },
      { path: 'in/readme.txt', content: 'nothing' }
    ]
    for (const bytes of [madeZip(bundle), madeTar(bundle), zstdCompressSync(madeTar(bundle))]) {
      const { moments, notes } = open(bytes)
      expect(moments.map(({ note, processes }) => [note, processes[0]?.process.pid])).toEqual([
        ['in/one.tar.gz', 7],
        ['in/two.zip', 3],
        ['in/pmap.txt.gz', 7]
      ])
      expect(notes).toEqual([])
    }
    expect(open(madeZip(bundle.slice(0, 1))).source).toMatchObject({ format: 'zip', host: 'one' })
  })

  it('but no archive in an archive in it', () => {
    const inner = madeZip([{ path: 'inner.zip', content: madeZip([proc(3)]).toString('latin1') }]).toString('latin1')
    expect(() => open(madeZip([{ path: 'middle.zip', content: inner }]))).toThrow('middle.zip: unpack that first')
  })

  it('explains how to unpack an archive in it that it can not unpack', () => {
    const xz = Buffer.from('fd377a585a0000', 'hex').toString('latin1')
    const { notes } = open(
      madeZip([
        { path: 'a.tar.xz', content: xz },
        { path: 'pmap.txt', content: pmap }
      ])
    )
    expect(notes.map(({ detail }) => detail)).toEqual([expect.stringContaining('a.tar.xz: it is packed with xz')])
  })

  it('which all together may not unpack to more than the limit', () => {
    const big = gzipSync(Buffer.from(MAPS.repeat(20_000))).toString('latin1')
    const bundle = madeZip([1, 2, 3].map((at) => ({ path: `${at}.maps.gz`, content: big })))
    const limit = MAPS.length * 20_000 * 2.5
    const { moments, notes } = open(bundle, { ...nodeFormatContext, limit })
    expect(moments).toHaveLength(2)
    expect(notes.map(({ detail }) => detail)).toEqual([expect.stringMatching(/^3.maps.gz: .*unpacks to more than/)])
  })
})

it('a snapshot whose manifest is damaged still shows its processes', () => {
  const entries = [
    { path: 'manifest.json', content: '{}' },
    { path: 'm1/7/maps', content: MAPS }
  ]
  for (const damaged of [madeZip(entries), madeZip([{ ...entries[0]!, isEncrypted: true }, entries[1]!])]) {
    expect(rowsOf(damaged)).toEqual([[7, 1]])
  }
})
