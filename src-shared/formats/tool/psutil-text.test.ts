import { expect, it } from 'vitest'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { first, fixture, number, open, processesOf, rows } from '#test/support/opened-files.ts'
import { psutilText } from './psutil-text.ts'

it.each(['waiting.psutil.txt', 'waiting.psutil.json'])('%s: its bytes are kB here', (file) => {
  const capture = first(fixture(file))
  expect(rows(capture)[0]).toBe('55fa425f3000 4 r--p /tmp/demo/waiting')
  expect(number(capture, 'Private_Dirty', 0)).toBe(4)
  expect(capture.absent).toEqual(['offset', 'device', 'inode'])
  expect(capture.table.rowCount).toBe(25)
  expect(open(fixture(file)).notes).toEqual([])
})

it('reports the process where the JSON does', () => {
  const [process] = processesOf(fixture('waiting.psutil.json'))
  expect(process).toMatchObject({ name: 'waiting', command: './waiting' })
  expect(process?.process.pid).toBeGreaterThan(1)
})

it('grouped by path, has neither addresses nor permissions', () => {
  const reported =
    "[pmmap_grouped(path='/bin/a', rss=4096, size=8192, pss=4096), pmmap_grouped(path='[anon]', rss=0, size=4096, pss=0)]"
  expect(first(reported).absent).toEqual(['address', 'perms', 'offset', 'device', 'inode'])
  expect(number(first(reported), 'Rss', 0)).toBe(4)
  expect(rows(first(reported)).map((row) => row.replace(/^\S+ /, ''))).toEqual(['8 r--p /bin/a', '4 r--p '])
})

it('takes quotes, commas and brackets in a path as they are', () => {
  const reported = `[pmmap_ext(addr='1000-2000', perms='r--p', path="/tmp/it's (a), b=c", size=4096), pmmap_ext(addr='3000-4000', perms='rw-p', path='/\\xe9\\\\', size=4096)]`
  expect(rows(first(reported))).toEqual(["1000 4 r--p /tmp/it's (a), b=c", '3000 4 rw-p /é\\'])
})

it("psutil's pmap.py reports what is resident, not how large a mapping is", () => {
  const text =
    'Address                 RSS  Mode    Mapping\n0000000000400000      1200K  r-xp    /usr/bin/python3\n000000000275e000      5396K  rw-p    [heap]\n'
  expect([0, 1].map((row) => number(first(text), 'Rss', row))).toEqual([1200, 5396])
  expect(rows(first(text))).toEqual(['400000 0 r-xp /usr/bin/python3', '275e000 0 rw-p [heap]'])
  expect(open(text).notes.map(({ kind }) => kind)).toEqual(['limit'])
})

it('a tuple that is no mapping is listed with its line', () => {
  const good = "pmmap_ext(addr='1000-2000', perms='r--p', path='/a', size=4096)"
  const text = `[${good},\n pmmap_ext(addr='here', perms='r--p', path='/b', size=4096),\n\n pmmap_ext(rss=1)]`
  expect(rows(first(text))).toEqual(['1000 4 r--p /a'])
  expect(open(text).notes.map(({ line, detail }) => [line, detail.slice(0, 16)])).toEqual([
    [2, "pmmap_ext(addr='"],
    [4, 'pmmap_ext(rss=1)']
  ])
  expect(() => psutilText.read(Buffer.from('pmmap_ext(rss=1)'), 'file', nodeFormatContext)).toThrow(
    'no mappings of psutil'
  )
})

it('letters of a path that Python writes as numbers', () => {
  const text = String.raw`[pmmap_ext(addr='1000-2000', perms='r--p', path='/a\u4e2d\n\'x', size=4096)]`
  expect(rows(first(text))).toEqual(["1000 4 r--p /a中\\012'x"])
})
