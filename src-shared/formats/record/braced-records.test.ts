import { describe, expect, it } from 'vitest'
import { bracedRecords } from './braced-records.ts'
import { isNode, type RecordValue } from './record-value.ts'

const plain = (value: RecordValue): unknown =>
  isNode(value)
    ? [...value.items.map(plain), ...value.pairs.map(([key, own]) => `${key}=${JSON.stringify(plain(own))}`)]
    : value
const read = (text: string): unknown => plain(bracedRecords(text))

it.each([
  ['{:start 4194304, :end 4198400}'],
  ['{:start=>4194304, :end=>4198400}'],
  ['{start: 4194304, end: 4198400}'],
  ['{start:4194304,end:4198400}'],
  ['{start : 4194304; end : 4198400}'],
  ['{start = 4194304, end =4198400}'],
  ['{start := 4194304, end => 4198400}']
])('pairs are the same in %s', (text) => {
  expect(read(text)).toEqual([['start="4194304"', 'end="4198400"']])
})

it('a symbol is the first of a text, or behind a bracket, a comma or a blank', () => {
  expect(read(':start 4194304\n')).toEqual(['start="4194304"'])
  expect(read('a:start\n')).toEqual(['a="start"'])
})

/** A tree as a text: `Name{key="word" {…}}`. */
const shown = (value: RecordValue): string =>
  isNode(value)
    ? `${value.name}{${[...value.pairs.map(([key, own]) => `${key}=${shown(own)}`), ...value.items.map(shown)].join(' ')}}`
    : `"${value}"`

describe('the tree of a text', () => {
  it.each<[what: string, text: string, tree: string]>([
    ['structs one in the other', '{a: {b: 1}, c: 2}', '{{a={b="1"} c="2"}}'],
    ['structs one behind the other', '{b: 1} {c: 2}', '{{b="1"} {c="2"}}'],
    ['structs without a blank between', '{b: 1}{c: 2}', '{{b="1"} {c="2"}}'],
    ['a list of structs', '[{a: 1}, {b: 2}]', '{{{a="1"} {b="2"}}}'],
    ['a name before its bracket', 'Map(a=1, b=2)', '{Map{a="1" b="2"}}'],
    ['a named value', '{a: Some(B), c: 1}', '{{a=Some{"B"} c="1"}}'],
    ['a number before a bracket is no name', '3 {a: 1}', '{{a="1"}}'],
    ['a list and a tuple', '{a: [1, 2], b: (3, 4)}', '{{a={"1" "2"} b={"3" "4"}}}'],
    ['a cast before a text', '{p: (char *) "x"}', '{{p="x"}}'],
    ['a cast before a struct', '$1 = (struct vma) {a = 1}', '{1={a="1"}}'],
    ['a symbol behind an address', '{p: 0x0 <main>, q: 1}', '{{p="0x0 main" q="1"}}'],
    ['a remark behind a struct', '- {a: 1} # first\n- {a: 2} // second\n', '{{a="1"} {a="2"}}'],
    ['flags', '{a: READ | WRITE, b: 1}', '{{a="READ | WRITE" b="1"}}'],
    ['words side by side', '{a: x y z}', '{{a="x y z"}}'],
    ['a word before a key', '{a b = 1}', '{{b="1" "a"}}'],
    ['a key without a value before another', '{a: b: c}', '{{b="c"}}'],
    ['a value without a key', '{= 1}', '{{"1"}}'],
    ['a comma before the end', '{a: 1,}', '{{a="1"}}'],
    ['S-expressions', '((a . 1) (b . 2))', '{{{"a . 1"} {"b . 2"}}}'],
    ['keys in brackets', '{["a"] = 1, [2] = {b: 1}}', '{{a="1" 2={b="1"}}}'],
    ['keys of two in brackets are none', '{[a, b] = 1}', '{{"1"}}'],
    ['keys with a mark before them', '{.a = 1, $b = 2, @c = 3, ..d = 4}', '{{a="1" b="2" c="3" d="4"}}'],
    ['pairs on lines of their own', '{a: 1\nb: 2}', '{{a="1" b="2"}}'],
    ['a struct at the end of a line', '{a: {b: 1}\nc: 2}', '{{a={b="1"} c="2"}}'],
    ['words on two lines', '{a\nb}', '{{"a b"}}'],
    ['the same key twice', '{a: 1, a: 2}', '{{a="1" a="2"}}'],
    ['scopes of names', '{t: a::b::c}', '{{t="a::b::c"}}'],
    ['symbols behind words', '{x: y :b 1}', '{{x="y" b="1"}}'],
    ['print_r', '[0] => Array\n(\n [a] => 1\n [b] => 2\n)\n', '{0="Array" {a="1" b="2"}}']
  ])('%s', (_, text, tree) => {
    expect(shown(bracedRecords(text))).toBe(tree)
  })

  it.each<[what: string, text: string, tree: string]>([
    ['another bracket than the open one does not close it', '{a: (1], b: 2)}', '{{a={b="2" "1"}}}'],
    ['what is closed without being open', ')]}a: {b: 1}\n', '{a={b="1"}}'],
    ['what is never closed is no record', '{a: 1', '{}'],
    ['a text in quotes that goes over its line is none', '{a: "x\ny", b: 1}', '{{a="x" b="1" "y"}}'],
    ['a text in quotes that has no end', '{a: "x, b: 1}', '{{a="x" b="1"}}'],
    ['one side of a frame', '| {a: 1}\n', '{{a="1"}}']
  ])('of damaged or drawn ones: %s', (_, text, tree) => {
    expect(shown(bracedRecords(text))).toBe(tree)
  })

  it.each<[value: string]>([
    ['[heap]'],
    ['[stack:7]'],
    ['[anon:a b]'],
    ['/a/b (deleted)'],
    ['/a/[b]'],
    ['anon_inode:[eventfd]'],
    ['memfd:x (deleted)'],
    ['socket:[12]'],
    ['/SYSV00000000 (deleted)'],
    ['-1.5'],
    ['08:02'],
    ['fd:1'],
    ['0x7f00']
  ])('has %s as one word', (value) => {
    expect(shown(bracedRecords(`{n: ${value}, m: 1}`))).toBe(`{{n="${value}" m="1"}}`)
  })

  it('has texts in quotes of any kind, without the marks inside of them', () => {
    expect(shown(bracedRecords(`{'a': 'it\\'s', "b": \`q "r"\`, c: "\\\\", d: ""}`))).toBe(
      '{{a="it\'s" b="q "r"" c="\\" d=""}}'
    )
    const [long, longer] = [4094, 4095].map((length) => bracedRecords(`{a: "${'x'.repeat(length)}"}`))
    expect(shown(long!)).toBe(`{{a="${'x'.repeat(4094)}"}}`)
    expect(shown(longer!)).toBe(`{{a="${'x'.repeat(4095)}"}}`)
  })

  it('has a line of several pairs outside of brackets as a record, and lines of one pair as its own', () => {
    const tree = (text: string): string => shown(bracedRecords(text))
    expect(tree('a: 1, b: 2\nc: 3 d: 4\n')).toBe('{line{a="1" b="2"} line{c="3" d="4"}}')
    expect(tree('a: 1\nb: 2')).toBe('{a="1" b="2"}')
    expect(tree('name: demo\na: 1 b: 2')).toBe('{name="demo" line{a="1" b="2"}}')
    expect(tree('a: 1, b: 2\nname: demo\nc: 3, d: 4, e: 5')).toBe(
      '{name="demo" line{a="1" b="2"} line{c="3" d="4" e="5"}}'
    )
    // Words by themselves are of no record.
    expect(tree('words of prose\nwords {a: 1} words, b: 1\n')).toBe('{b="1" words{a="1"}}')
  })

  it('is 64 brackets deep at most', () => {
    const depth = (text: string): number => shown(bracedRecords(text)).lastIndexOf('{')
    expect(depth('['.repeat(10) + ']'.repeat(10))).toBe(10)
    expect(depth('['.repeat(200) + ']'.repeat(200))).toBe(63)
  })
})
