import { describe, expect, it } from 'vitest'
import { number, rows } from '#test/support/opened-files.ts'
import { listRows, nameCount, rowCount } from './list-rows.ts'
import type { TextRecord } from './record-value.ts'

type Owner = TextRecord['owner']

/** A mapping of a page at this address. */
const record = (start: number, name: string, owner: Owner = {}): TextRecord => ({
  owner,
  members: [
    ['range', `0x${start.toString(16)}-0x${(start + 0x1000).toString(16)}`],
    ['perms', 'rw-p'],
    ['name', name]
  ]
})
const listed = (...records: readonly TextRecord[]): string[][] | undefined =>
  listRows('records', 'file', records)?.moments.flatMap(({ processes }) =>
    processes.map(({ name, capture }) => [name, ...rows(capture()).map((row) => row.replace(' 4 rw-p', ''))])
  )

describe('records as the mappings of processes', () => {
  it('begin another process where its number, its name or its command line is another', () => {
    const two = (a: Owner, b: Owner): number | undefined =>
      listed(record(0x400000, '/a', a), record(0x500000, '/b', b))?.length
    const owner = { pid: 7, name: 'demo', command: 'demo one' }
    expect(two(owner, { ...owner })).toBe(1)
    expect(two(owner, { ...owner, pid: 8 })).toBe(2)
    expect(two(owner, { ...owner, name: 'other' })).toBe(2)
    expect(two(owner, { ...owner, command: 'demo two' })).toBe(2)
    expect(two({}, {})).toBe(1)
  })

  it('come upwards, also where the text begins with the highest', () => {
    const [low, middle, high] = [record(0x400000, '/a'), record(0x401000, '/b'), record(0x600000, '')]
    const all = ['400000 /a', '401000 /b', '600000 ']
    expect(listed(low, middle, high)?.[0]?.slice(1)).toEqual(all)
    expect(listed(high, middle, low)?.[0]?.slice(1)).toEqual(all)
    expect(listed(low)?.[0]?.slice(1)).toEqual(['400000 /a'])
  })

  it('come as they are where they go neither way', () => {
    const [low, middle, high] = [record(0x400000, '/a'), record(0x500000, '/b'), record(0x600000, '')]
    expect(listed(middle, low, high)?.[0]?.slice(1)).toEqual(['500000 /b', '400000 /a', '600000 '])
    expect(listed(middle, high, low)?.[0]?.slice(1)).toEqual(['500000 /b', '600000 ', '400000 /a'])
  })

  it('of two processes come upwards each by itself', () => {
    const [a, b] = [{ pid: 7 }, { pid: 8 }]
    const down = [record(0x500000, '/b', a), record(0x400000, '/a', a), record(0x400000, '/a', b)]
    expect(listed(...down)?.map(([, ...of]) => of)).toEqual([['400000 /a', '500000 /b'], ['400000 /a']])
  })

  it('are none where ranges overlap; they may touch, and occur twice', () => {
    const long: TextRecord = {
      owner: {},
      members: [
        ['range', '0x400000-0x402000'],
        ['perms', 'rw-p'],
        ['name', '/a']
      ]
    }
    expect(listed(long, record(0x401000, '/b'))).toBeUndefined()
    expect(listed(long, record(0x400000, '/b'))).toBeUndefined()
    expect(listed(long, record(0x402000, '/b'))).toHaveLength(1)
    expect(listed(record(0x400000, '/a'), record(0x400000, '/a'))).toBeDefined()
  })

  it('may be of no length, but not of less, nor no pages', () => {
    const sized = (size: number): TextRecord => ({
      owner: {},
      members: [
        ['start', '0x500000'],
        ['end', `0x${(0x500000 + size).toString(16)}`],
        ['perms', 'rw-p'],
        ['name', '/b']
      ]
    })
    const [a, c] = [record(0x400000, '/a'), record(0x600000, '/c')]
    expect(listed(a, sized(0x1000), c)?.[0]).toHaveLength(4)
    expect(listed(a, sized(0), c)?.[0]).toHaveLength(3)
    expect(listed(a, sized(-0x1000), c)).toBeUndefined()
    expect(
      listed(
        a,
        { ...record(0x500000, '/b'), members: [...record(0x500000, '/b').members, ['inode', '9'], ['dev', '1:2']] },
        c
      )?.[0]
    ).toHaveLength(4)
  })

  it('have numbers of smaps in kB, and those that are no sizes as they are', () => {
    const members: TextRecord['members'] = [
      ['range', '0x400000-0x402000'],
      ['perms', 'rw-p'],
      ['rss_kb', '8'],
      ['pss', '4096 bytes'],
      ['THPeligible', '1']
    ]
    const capture = listRows('records', 'file', [
      { owner: {}, members: [...members, ['path', '/a']] }
    ])!.moments[0]!.processes[0]!.capture()
    expect(['Rss', 'Pss', 'THPeligible'].map((field) => number(capture, field, 0))).toEqual([8, 4, 1])
  })

  it('are 200,000 at most', () => {
    expect(listRows('records', 'file', new Array<TextRecord>(200_001).fill(record(0x400000, '/a')))).toBeNull()
  })

  it('are complete and without notes where nothing else is known', () => {
    const imported = listRows('records', 'file', [record(0x400000, '/a')])
    expect([imported?.notes, imported?.moments[0]?.processes[0]?.capture().cut]).toEqual([[], undefined])
  })

  it('name what was left out, and which lines could not be read', () => {
    const all = [record(0x400000, '/a'), record(0x500000, '')]
    const shown = (isCut: boolean, unread: readonly string[]) => {
      const imported = listRows('records', 'file', all, isCut, unread)
      return [
        imported?.source.format,
        imported?.moments[0]?.processes[0]?.capture().cut,
        ...(imported?.notes.map(({ kind, detail }) => `${kind}: ${detail}`) ?? [])
      ]
    }
    expect(shown(false, [])).toEqual(['records', undefined])
    expect(shown(true, [])).toEqual(['records', 'rows-left-out'])
    expect(shown(false, ['7f00-zz00 rw-p'])).toEqual(['records', 'rows-left-out', 'line: 7f00-zz00 rw-p'])
  })

  it('are counted, and those with a name', () => {
    const imported = listRows('records', 'file', [
      record(0x400000, '/a', { pid: 7 }),
      record(0x500000, '', { pid: 7 }),
      record(0x400000, '/a', { pid: 8 })
    ])!
    expect([rowCount(imported), nameCount(imported)]).toEqual([3, 2])
  })
})
