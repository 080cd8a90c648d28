import { expect, it } from 'vitest'
import { htmlReport, REPORT_MARK } from './html-report.ts'

const VIEWER = `<html><head>${REPORT_MARK}</head><body>the viewer</body></html>`

const contentIn = (page: string): string => />([^<]*)<\/script>/.exec(page)?.[1] ?? ''

it.each([0, 1, 2, 3, 4, 5, 255, 6143, 6144, 6145, 50_000])('holds %i bytes as RFC 4648 writes them', (length) => {
  const bytes = Uint8Array.from({ length }, (_, at) => (at * 167 + (at >> 8)) & 255)
  expect(contentIn(htmlReport(VIEWER, bytes, 'a.vmsnap'))).toBe(Buffer.from(bytes).toString('base64'))
})

it('replaces the mark, as data that no browser runs', () => {
  expect(htmlReport(VIEWER, Buffer.from('abc'), 'a.vmsnap')).toBe(
    '<html><head><script type="application/octet-stream" id="vmatlas-snapshot" data-name="a.vmsnap">YWJj</script></head><body>the viewer</body></html>'
  )
})

it('no name gets out of its attribute', () => {
  expect(htmlReport(VIEWER, new Uint8Array(0), '"&amp;<b>"')).toContain('data-name="&quot;&amp;amp;&lt;b&gt;&quot;"')
})

it('takes no page but the viewer', () => {
  expect(() => htmlReport('<html></html>', new Uint8Array(0), 'a')).toThrow('not the viewer')
})
