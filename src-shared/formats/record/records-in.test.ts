import { describe, expect, it } from 'vitest'
import { bracedRecords } from './braced-records.ts'
import { isNode, newNode, type RecordNode, type RecordValue } from './record-value.ts'
import { recordsIn } from './records-in.ts'

const shown = (value: RecordValue): string => (isNode(value) ? '{}' : value)
/** Owner and members of each record of a text. */
const found = (text: string): unknown[] =>
  recordsIn(bracedRecords(text)).map(({ owner, members }) => [
    owner,
    members.map(([key, value]) => `${key}=${shown(value)}`).join(' ')
  ])
const PAGE = 'start=4194304 end=4198400'
const NEXT = 'start=4198400 end=4202496'
const A = 'start: 4194304, end: 4198400'
const B = 'start: 4198400, end: 4202496'

describe('records of a tree', () => {
  it('have a start and an end, or a range', () => {
    expect(found(`{${A}}`)).toEqual([[{}, PAGE]])
    expect(found('{range: 400000-401000}')).toEqual([[{}, 'range=400000-401000']])
    for (const text of ['{start: 4194304}', '{start: here, end: 4198400}', '{end: 4198400}', '{}'])
      expect(found(text)).toEqual([])
  })

  it('have what lies further in as members of theirs, but for other records', () => {
    expect(found(`{${A}, x: {y: 1, z: {w: 2}}}`)).toEqual([[{}, `${PAGE} x={} y=1 z={} w=2`]])
    expect(found(`{x: {y: 1}, ${A}}`)).toEqual([[{}, `x={} ${PAGE} y=1`]])
    expect(found(`{x: {${A}}}`)).toEqual([[{}, PAGE]])
  })

  it('have members of four brackets further in at most', () => {
    const nested = (depth: number): string => `${'{a: '.repeat(depth)}1${'}'.repeat(depth)}`
    const words = (depth: number): boolean => JSON.stringify(found(`{${A}, x: ${nested(depth)}}`)).includes('a=1')
    expect([1, 3, 4, 5, 6].map(words)).toEqual([true, true, true, false, false])
  })

  it('may be pairs in brackets of their own, as in S-expressions', () => {
    expect(found('((start . 4194304) (end . 4198400) (perms . rwx))')).toEqual([[{}, `${PAGE} perms=rwx`]])
    expect(found('((start 4194304) (end 4198400))')).toEqual([[{}, PAGE]])
    // Neither three words, nor one, nor a name before the bracket make a pair.
    expect(found('((start 4194304) (end 4198400) (a b c) (d) e(f 1))')).toEqual([[{}, PAGE]])
  })

  it('have a name without a key where it looks like one', () => {
    expect(found(`M('/usr/bin/demo', ${A})`)).toEqual([[{}, `${PAGE} name=/usr/bin/demo`]])
    expect(found(`M('[heap]', ${A})`)).toEqual([[{}, `${PAGE} name=[heap]`]])
    expect(found(`M(demo, ${A})`)).toEqual([[{}, PAGE]])
  })

  it('come one after the other without a mark between, each from its first key on', () => {
    const list = (...lines: readonly string[]) => found(`${lines.join('\n')}\n`)
    const a = A.split(', ')
    const b = B.split(', ')
    expect(list(...a, ...b)).toEqual([
      [{}, PAGE],
      [{}, NEXT]
    ])
    expect(list('name: a', ...a, 'name: b', ...b)).toEqual([
      [{}, `name=a ${PAGE}`],
      [{}, `name=b ${NEXT}`]
    ])
    expect(list(...a, 'name: a', ...b, 'name: b')).toEqual([
      [{}, `${PAGE} name=a`],
      [{}, `${NEXT} name=b`]
    ])
    // What is above the first belongs to the process.
    expect(list('pid: 7', 'comm: demo', 'name: a', ...a, 'name: b', ...b)).toEqual([
      [{ pid: 7, name: 'demo' }, `name=a ${PAGE}`],
      [{ pid: 7, name: 'demo' }, `name=b ${NEXT}`]
    ])
    // The first has less than the last.
    expect(list(...a, ...b, 'name: b')).toEqual([
      [{}, PAGE],
      [{}, `${NEXT} name=b`]
    ])
  })
})

describe('the process of records', () => {
  it('is around them', () => {
    expect(found(`{pid: 42, comm: demo, maps: [{${A}}, {${B}}]}`)).toEqual([
      [{ pid: 42, name: 'demo' }, PAGE],
      [{ pid: 42, name: 'demo' }, NEXT]
    ])
    expect(found(`{pid: 1, maps: [{${A}}]} {pid: 2, maps: [{${B}}]}`)).toEqual([
      [{ pid: 1 }, PAGE],
      [{ pid: 2 }, NEXT]
    ])
    expect(found(`{pid: 42, a: {${A}}, b: {${B}}}`)).toEqual([
      [{ pid: 42 }, PAGE],
      [{ pid: 42 }, NEXT]
    ])
  })

  it('is in each of them', () => {
    expect(found(`{pid: 1, ${A}} {pid: 2, ${B}}`)).toEqual([
      [{ pid: 1 }, `pid=1 ${PAGE}`],
      [{ pid: 2 }, `pid=2 ${NEXT}`]
    ])
  })

  it('is in lines before them', () => {
    expect(found(`pid: 42\ncomm: demo\n{${A}}`)).toEqual([[{ pid: 42, name: 'demo' }, PAGE]])
    expect(found(`pid: 1, comm: one\n{${A}}\npid: 2, comm: two\n{${B}}`).at(-1)).toEqual([
      { pid: 2, name: 'two' },
      NEXT
    ])
  })

  it.each(['comm', 'process_name', 'processName', 'proc_name', 'program', 'process', 'task', 'COMM'])(
    'has a name by the key %s',
    (key) => {
      expect(found(`{${key}: demo, m: [{${A}}]}`)).toEqual([[{ name: 'demo' }, PAGE]])
    }
  )

  it('has a number that a process may have, and a name that one may have', () => {
    const owner = (text: string): unknown => (found(`{${text}, m: [{${A}}]}`)[0] as unknown[])[0]
    expect(owner('pid: 2147483646')).toEqual({ pid: 2147483646 })
    for (const pid of ['2147483647', '99999999999', '-1', 'x', '4a']) expect(owner(`pid: ${pid}`)).toEqual({})
    expect(owner(`comm: ${'n'.repeat(255)}`)).toEqual({ name: 'n'.repeat(255) })
    for (const name of ['""', 'n'.repeat(256), '{a: 1}']) expect(owner(`comm: ${name}`)).toEqual({})
  })
})

it('a tree of very many brackets is looked at to a depth of 80', () => {
  const deep = (depth: number): RecordNode => {
    let node: RecordNode = {
      ...newNode(),
      pairs: [
        ['start', '4194304'],
        ['end', '4198400']
      ]
    }
    for (let at = 0; at < depth; at++) node = { ...newNode('x'), items: ['x', node, 'y'] }
    return node
  }
  expect([10, 81, 82, 500].map((depth) => recordsIn(deep(depth)).length)).toEqual([1, 1, 0, 0])
})
