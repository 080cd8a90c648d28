import { crc32, deflateRawSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { SAMPLES } from '#test/fuzz/samples.ts'
import { first, fixture, open, rows } from '#test/support/opened-files.ts'
import { htmlReport, REPORT_MARK } from './html-report.ts'
import { snapshotOfCaptures } from './snapshot-of-captures.ts'

it('opens the snapshot of a page, and not what the page reports in its lessons', () => {
  const pack = { deflateRaw: (bytes: Uint8Array) => deflateRawSync(bytes), crc32: (bytes: Uint8Array) => crc32(bytes) }
  const provenance = { tool: 'vmatlas test', hostName: 'here', kernel: '6.1.0', bootTime: 5, note: '' }
  const capture = first(fixture('sleep.smaps'))
  const snapshot = snapshotOfCaptures([{ takenAt: 5, note: '', captures: [capture] }], provenance, pack)
  const decoy = `<script>const lesson = \`${SAMPLES['tail.txt'] ?? ''}\`</script>`
  const page = htmlReport(`<!doctype html>\n<html><head>${REPORT_MARK}${decoy}</head></html>`, snapshot, 'a.vmsnap')
  const { source, moments } = open(page)
  expect(source).toMatchObject({ format: 'report-page', host: 'here', kernel: '6.1.0' })
  expect(moments.map(({ processes }) => processes.length)).toEqual([1])
  expect(rows(first(page))).toEqual(rows(capture))
  const cut = open(page.slice(0, page.indexOf('</script>') - 300))
  expect(cut.notes.map(({ detail }) => detail)).toEqual([expect.stringContaining('cut off')])
})
