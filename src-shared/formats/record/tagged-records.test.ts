import { describe, expect, it } from 'vitest'
import { isNode, type RecordValue } from './record-value.ts'
import { taggedRecords } from './tagged-records.ts'

/** A tree as a text: `name{key="word" {…}}`. */
const shown = (value: RecordValue): string =>
  isNode(value)
    ? `${value.name}{${[...value.pairs.map(([key, own]) => `${key}=${shown(own)}`), ...value.items.map(shown)].join(' ')}}`
    : `"${value}"`
const treeOf = (text: string): string | null => {
  const root = taggedRecords(text)
  return root === null ? null : shown(root)
}

describe('the tree of tags', () => {
  it.each<[text: string, tree: string]>([
    ['<a><b>1</b><c>2</c></a>', '{a{b="1" c="2"}}'],
    ['<a>\n  <b> 1 </b>\n</a>\n', '{a{b="1"}}'],
    ['<a x="1" y=\'2\'/>', '{a{x="1" y="2"}}'],
    ['<a x = "1" />', '{a{x="1"}}'],
    ['<a x="1"></a><a x="2"></a>', '{a{x="1"} a{x="2"}}'],
    ['<a x="1">text</a>', '{a{x="1" text="text"}}'],
    ['<a>text<b>1</b></a>', '{a{b="1" text="text"}}'],
    ['<a x="">  </a>', '{a{x=""}}'],
    ['<a></a>', '{a=""}'],
    ['<a:b-c.d e:f="1"/>', '{a:b-c.d{e:f="1"}}'],
    ['<a x="&lt;1&gt;">&amp;</a>', '{a{x="<1>" text="&"}}'],
    ['<?xml version="1.0"?><!DOCTYPE a><!-- remark --><a x="1"/>', '{a{x="1"}}'],
    ['<a>1<!-- remark -->2</a>', '{a="12"}']
  ])('%s', (text, tree) => {
    expect(treeOf(text)).toBe(tree)
  })

  it('of a property list has the keys that precede its values', () => {
    expect(treeOf('<dict><key>k</key><integer>1</integer><key>l</key><string>s</string></dict>')).toBe(
      '{dict{k="1" l="s"}}'
    )
    // The key of what is a tree itself is not the next one's.
    expect(treeOf('<d><key>k</key><a x="1"/><b>2</b></d>')).toBe('{d{b="2" a{x="1"}}}')
  })

  it('passes over ends that end nothing', () => {
    expect(treeOf('</a><b x="1"/>')).toBe('{b{x="1"}}')
    expect(treeOf('<a><b x="1"></c></b></a>')).toBe('{a{b{x="1"}}}')
    expect(treeOf('<a><b>1</a>')).toBe('{}')
  })

  it.each(['no tags', 'a < b > c', '<1>', '<a', '', '<>'])('is none in "%s"', (text) => {
    expect(treeOf(text)).toBeNull()
  })

  it('is 64 tags deep at most, and ends of tags that are too deep do not end others', () => {
    const depth = (tags: number): number =>
      (treeOf(`${'<a x="1">'.repeat(tags)}${'</a>'.repeat(tags)}`) ?? '').split('a{').length - 1
    expect([depth(10), depth(63), depth(64), depth(200)]).toEqual([10, 63, 63, 63])
  })

  it('looks at the first 4096 letters of a tag', () => {
    const tag = (blanks: number): string => `<a${' '.repeat(blanks)} x="1"/>`
    expect(treeOf(`${tag(4000)}`)).toBe('{a{x="1"}}')
    expect(treeOf(`${tag(5000)}</a>`)).toBe('{a=""}')
  })
})
