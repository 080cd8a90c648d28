import { describe, expect, it } from 'vitest'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import type { Failure } from '#shared/contract/failure.ts'
import { first, fixture, listed, number, open, rows } from '#test/support/opened-files.ts'
import { jsonRecords } from './json-records.ts'

const MAPS = new TextDecoder().decode(fixture('waiting.maps'))
const json = (value: unknown): string => `${JSON.stringify(value)}\n`
const row = (start: string, end: string, more: object = {}): object => ({
  start,
  end,
  perms: 'rw-p',
  path: '/a',
  ...more
})

/** Why a text is not taken as such JSON. */
function refusal(text: string): Failure | null {
  try {
    jsonRecords.read(Buffer.from(text), 'file', nodeFormatContext)
    return null
  } catch (error) {
    return (error as { failure: Failure }).failure
  }
}

describe('whose the mappings are', () => {
  it.each([
    ['a program alone', { comm: 'cat' }, ['cat', 'cat']],
    ['a command alone', { command: '/bin/cat -n x' }, ['cat', '/bin/cat -n x']],
    ['a command without a path', { cmdline: 'cat' }, ['cat', 'cat']],
    ['both', { comm: 'tac', command: '/bin/cat -n x' }, ['tac', '/bin/cat -n x']]
  ])('is known by %s', (_, members, names) => {
    const [process] = listed(json({ ...members, maps: MAPS }))
    expect((process as unknown[]).slice(1, 3)).toEqual(names)
  })

  it('what is around them holds where they name nothing', () => {
    const text = json({ pid: 42, name: 'cat', inside: { note: 'x', mappings: [row('0x1000', '0x2000')] } })
    expect((listed(text)[0] as unknown[]).slice(0, 2)).toEqual([42, 'cat'])
  })
})

describe('a log', () => {
  const log = (...values: unknown[]): string => values.map((value) => json(value)).join('')

  it('has a line of the list in each of its lines, with the end of that line or without', () => {
    const lines = MAPS.trimEnd().split('\n')
    for (const end of ['', '\n', '\r\n'])
      expect(rows(first(log(...lines.map((line) => ({ log: `${line}${end}` })))))).toEqual(rows(first(MAPS)))
  })

  it('of mappings has an object in each of its lines', () => {
    const text = log(row('0x1000', '0x2000'), row('0x3000', '0x4000'))
    expect([rows(first(text)), open(text).notes]).toEqual([['1000 4 rw-p /a', '3000 4 rw-p /a'], []])
  })

  it('may have more in a line than its text', () => {
    const text = log(
      { level: 'info', found: [row('0x1000', '0x2000')] },
      { level: 'info', found: [row('0x3000', '0x4000')] }
    )
    expect(rows(first(text))).toEqual(['1000 4 rw-p /a', '3000 4 rw-p /a'])
  })

  it('lists what is no JSON, by the number of its line, but for empty lines', () => {
    const good = log({ log: MAPS.split('\n')[0] }, { log: MAPS.split('\n')[1] })
    const [one, two] = good.split('\n')
    const text = `${one}\n\n{"log": "cut off\n  \n${two}\n`
    expect(rows(first(text))).toEqual(rows(first(MAPS)).slice(0, 2))
    expect(open(text).notes).toMatchObject([{ kind: 'line', line: 3, detail: '{"log": "cut off' }])
  })
})

describe('texts in it', () => {
  it('a list of strings is one text, and only where all of it are', () => {
    const lines = MAPS.trimEnd().split('\n')
    expect(listed(json({ maps: lines }))).toHaveLength(1)
    expect(refusal(json({ maps: [1, ...lines.map((line) => line.slice(0, 30))] }))?.kind).toBe('bad-input')
  })

  it('are looked for twelve objects deep, in lists as well', () => {
    const deep = (levels: number, around: (inner: unknown) => unknown): unknown =>
      Array.from({ length: levels }).reduce<unknown>((inner) => around(inner), MAPS)
    for (const around of [(inner: unknown) => [inner, 0], (inner: unknown) => ({ a: inner })]) {
      expect(rows(first(json([deep(11, around)])))).toEqual(rows(first(MAPS)))
      expect(refusal(json([deep(12, around)]))?.kind).toBe('bad-input')
    }
  })

  it('that list nothing are passed over', () => {
    const text = json({ note: 'a remark that is long enough to be a row, but is none of any list', maps: MAPS })
    expect([listed(text).length, open(text).notes]).toEqual([1, []])
  })
})

it('is refused where it lists the memory of another system, or nothing', () => {
  const windows = json([{ start: '0x10000', end: '0x20000', perms: 'rw-', path: 'C:\\Windows\\System32\\ntdll.dll' }])
  for (const text of [windows, json({ a: [] }), json([1, 2])])
    expect(refusal(text)).toMatchObject({ kind: 'bad-input', target: 'file' })
})

it('only an object of numbers is spread among the others', () => {
  const text = json([row('0x1000', '0x3000', { kb: { Rss: 8, Pss: 4 } }), row('0x4000', '0x5000', { kb: 'none' })])
  expect([number(first(text), 'Rss', 0), number(first(text), 'Pss', 0), rows(first(text)).length]).toEqual([8, 4, 2])
  const other = json([row('0x1000', '0x3000', { more: { Rss: 8 } })])
  expect(number(first(other), 'Rss', 0)).toBeUndefined()
})
