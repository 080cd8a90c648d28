import { crc32, deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { classify } from '../../classify/classify.ts'
import { NOTHING_OBSERVED } from '../../classify/observed.ts'
import type { Capture } from '../../memory/capture.ts'
import { categoryOf } from '../../memory/category.ts'
import { REPORT_MARK } from './html-report.ts'
import { openBytes } from '../index.ts'
import { readZip } from '../archive/zip.ts'
import { EVERYTHING, SECURE, type RedactionChoice } from '../../redact/redaction.ts'
import { SHARED_FORMATS, shareCaptures, shareName, usualRedaction, type SharedFormat } from './share-captures.ts'

const pack = { deflateRaw: (bytes: Uint8Array) => deflateRawSync(bytes), crc32: (bytes: Uint8Array) => crc32(bytes) }
const text = (rss: number): string =>
  [
    '55d0c0a00000-55d0c0a10000 r-xp 00000000 08:01 424242 /home/alice/geheim/rocket',
    `Rss:               ${rss} kB`,
    '7f1204200000-7f1204300000 r--p 00000000 08:01 51 /usr/lib/libc.so.6',
    'Rss:                12 kB',
    'Name:           [anon:secret plan]',
    ''
  ].join('\n')
const captureOf = (rss: number, takenAt: number) =>
  captureOfText(text(rss), {
    name: 'rocket',
    command: '/home/alice/geheim/rocket --password=hunter2',
    user: 'alice',
    takenAt,
    rollup: { Rss: rss + 12 },
    status: { VmRSS: rss + 12 }
  })
const SECRETS = ['alice', 'geheim', 'rocket', 'plan', 'hunter2', 'mars', 'acme', '424242', '55d0c0', '7f12042']
const PROVENANCE = { tool: 'vmatlas test', hostName: 'mars.example', kernel: '6.1.0-acme', user: 'alice', note: '' }
const VIEWER = `<html><head>${REPORT_MARK}</head><body>the viewer</body></html>`

const share = (format: SharedFormat, redaction: RedactionChoice): Uint8Array =>
  shareCaptures(
    {
      moments: [
        { takenAt: 1, note: '', captures: [captureOf(4, 1)] },
        { takenAt: 2, note: '', captures: [captureOf(40, 2)] }
      ],
      format,
      redaction,
      provenance: PROVENANCE,
      viewer: VIEWER
    },
    pack
  )

/** The snapshot inside a page. */
function snapshotIn(page: string): Uint8Array {
  const base64 = /id="vmatlas-snapshot" data-name="[^"]*">([^<]*)<\/script>/.exec(page)?.[1] ?? ''
  return new Uint8Array(Buffer.from(base64, 'base64'))
}

/** All bytes of a file, packed and unpacked, as text. */
function everythingIn(format: SharedFormat, bytes: Uint8Array): string {
  const own = Buffer.from(bytes).toString('latin1')
  const archive = format === 'html' ? snapshotIn(own) : format === 'vmsnap' ? bytes : null
  if (archive === null) return own
  const parts = readZip(archive, nodeFormatContext).map(
    (entry) => entry.path + Buffer.from(entry.read()).toString('latin1')
  )
  return [own, ...parts].join('\n')
}

describe('giving captures away', () => {
  it.each(SHARED_FORMATS)('leaves nothing of what is redacted anywhere in the bytes: %s', (format) => {
    const left = everythingIn(format, share(format, SECURE))
    for (const secret of SECRETS) expect(left).not.toContain(secret)
    // The same search finds them where nothing is left out, so it can fail.
    const whole = everythingIn(format, share(format, EVERYTHING))
    for (const secret of ['geheim', 'rocket']) expect(whole).toContain(secret)
  })

  it('is opened again with the same numbers, moments and provenance', () => {
    for (const bytes of [share('vmsnap', EVERYTHING), snapshotIn(Buffer.from(share('html', EVERYTHING)).toString())]) {
      const { source, moments } = openBytes(bytes, 'x.vmsnap', nodeFormatContext)
      expect(source).toMatchObject({ host: 'mars.example', kernel: '6.1.0-acme' })
      expect(moments.map(({ processes }) => processes[0]?.capture().rollup)).toEqual([{ Rss: 16 }, { Rss: 52 }])
    }
    const { source } = openBytes(share('vmsnap', SECURE), 'x.vmsnap', nodeFormatContext)
    expect(source).toMatchObject({ host: null, kernel: '6.1.0' })
  })

  it('keeps what mappings are for, though it can no longer be seen once addresses are moved', () => {
    const bare = captureOfText(
      [
        '00400000-00500000 r-xp 00000000 08:01 42 /home/alice/geheim/rocket',
        '7e1000000000-7e1004000000 rw-p 00000000 00:00 0 ',
        '7f0000001000-7f0000200000 rw-p 00000000 00:00 0 ',
        ''
      ].join('\n')
    )
    // Looking into the program's file showed that it is Go's.
    const classification = classify(bare.table, { ...NOTHING_OBSERVED, runtimes: [{ id: 'go', name: 'Go' }] })
    const categories = ({ table, classification: own }: Capture): string[] =>
      Array.from({ length: table.rowCount }, (_, row) => categoryOf(own, row))
    expect(categories({ ...bare, classification })).toEqual(['image', 'runtime', 'runtime'])
    const moments = [{ takenAt: 1, note: '', captures: [{ ...bare, classification }] }]
    const request = { moments, format: 'vmsnap' as const, provenance: PROVENANCE, viewer: null }
    for (const redaction of [EVERYTHING, SECURE]) {
      const opened = openBytes(shareCaptures({ ...request, redaction }, pack), 'x.vmsnap', nodeFormatContext)
      const own = opened.moments[0]!.processes[0]!.capture()
      expect(categories(own)).toEqual(['image', 'runtime', 'runtime'])
      expect(own.classification.isStored).toBe(true)
    }
  })

  it('puts a name of any kind into the page as text', () => {
    const named = captureOfText('1000-2000 r--p 0 00:00 0', { name: '"><script>alert(1)</script>' })
    const request = { format: 'html' as const, redaction: EVERYTHING, provenance: PROVENANCE, viewer: VIEWER }
    const page = Buffer.from(
      shareCaptures({ ...request, moments: [{ takenAt: null, note: '', captures: [named] }] }, pack)
    ).toString()
    expect(page).not.toContain('<script>alert')
    expect(page.match(/<script/g)).toHaveLength(1)
  })
})

describe('what is given away', () => {
  const textOf = (format: SharedFormat, captures: readonly Capture[]): string =>
    Buffer.from(
      shareCaptures(
        {
          moments: [
            { takenAt: 1, note: '', captures: [captureOf(4, 1)] },
            { takenAt: 2, note: '', captures }
          ],
          format,
          redaction: EVERYTHING,
          provenance: PROVENANCE,
          viewer: null
        },
        pack
      )
    ).toString()
  const numbers = captureOf(40, 2)
  const bare = captureOfText('00400000-00401000 r-xp 00000000 08:01 42 /usr/bin/demo\n', {
    process: { pid: 8, startTime: 0 },
    command: 'demo -n'
  })

  it("is pmap's own text of the last moment, with numbers where there are some", () => {
    const text = textOf('pmap', [numbers, bare])
    expect(text).toMatch(/^4711: {3}\/home\/alice\/geheim\/rocket --password=hunter2\n +Address Perm/)
    expect(text).toMatch(/\n7f1204200000 r--p .* 12 /)
    expect(text).toContain('8:   demo -n\nAddress           Kbytes Mode  Offset           Device    Mapping\n')
    expect(text).not.toMatch(/ 4 +\S*rocket/)
  })

  it('is a text of all processes of the last moment', () => {
    const records = textOf('csv', [numbers, bare]).trim().split('\r\n')
    expect(records.map((record) => record.split(',')[0])).toEqual(['pid', '4711', '4711', '8'])
    expect(records[1]).toContain('rocket')
  })

  it('has a name that every file system takes', () => {
    expect(shareName(captureOf(4, 1), 'pmap')).toBe('rocket-4711.txt')
    expect(shareName({ ...bare, name: 'a b/../c:d' }, 'vmsnap')).toBe('a_b_.._c_d-8.vmsnap')
    expect(shareName({ ...bare, name: '' }, 'markdown')).toBe('process-8.md')
    expect(shareName({ ...bare, name: 'x'.repeat(60) }, 'html')).toBe(`${'x'.repeat(40)}-8.html`)
  })

  it('leaves private things out where it is made to be given away', () => {
    expect(SHARED_FORMATS.filter((format) => usualRedaction(format) === SECURE)).toEqual(['html', 'vmsnap'])
    expect(SHARED_FORMATS.filter((format) => usualRedaction(format) === EVERYTHING)).toEqual(
      SHARED_FORMATS.filter((format) => format !== 'html' && format !== 'vmsnap')
    )
  })

  it('is nothing without a process, and no page without the viewer', () => {
    expect(() => textOf('csv', [])).toThrow('there is no process to export')
    expect(() => textOf('html', [bare])).toThrow('a page needs the viewer')
  })

  it('keeps the remarks on the machine', () => {
    const provenance = { ...PROVENANCE, bootTime: 5, bootId: 'boot', kernel: '6.1.0-acme' }
    const moments = [{ takenAt: 1, note: '', captures: [bare] }]
    const sourceOf = (redaction: RedactionChoice) => {
      const bytes = shareCaptures({ moments, format: 'vmsnap', redaction, provenance, viewer: null }, pack)
      const [manifest] = readZip(bytes, nodeFormatContext)
      return JSON.parse(Buffer.from(manifest!.read()).toString()) as Record<string, unknown>
    }
    const whole = { hostName: 'mars.example', kernel: '6.1.0-acme', bootTime: 5, bootId: 'boot', user: 'alice' }
    expect(sourceOf(EVERYTHING)).toMatchObject(whole)
    expect(sourceOf({ ...EVERYTHING, users: true })).toMatchObject({ ...whole, user: null })
    expect(sourceOf({ ...EVERYTHING, host: true })).toMatchObject({
      hostName: null,
      kernel: '6.1.0',
      bootTime: null,
      bootId: null,
      user: 'alice'
    })
  })

  it('a page is named by its process, or by there being several', () => {
    const pageOf = (captures: readonly Capture[]): string | undefined => {
      const moments = [{ takenAt: 1, note: '', captures }]
      const request = {
        moments,
        format: 'html' as const,
        redaction: EVERYTHING,
        provenance: PROVENANCE,
        viewer: VIEWER
      }
      return /data-name="([^"]*)"/.exec(Buffer.from(shareCaptures(request, pack)).toString())?.[1]
    }
    expect(pageOf([bare])).toBe('sleep-8.vmsnap')
    expect(pageOf([bare, numbers])).toBe('processes.vmsnap')
  })
})
