import { expect, it } from 'vitest'
import { first, number, open, rows } from '#test/support/opened-files.ts'
import { findField } from '../../memory/mapping-table.ts'

it('opens showmap, and reports what it does not know', () => {
  const text =
    ' virtual                     shared   shared  private  private\n' +
    '    size      RSS      PSS    clean    dirty    clean    dirty    # object\n' +
    '-------- -------- -------- -------- -------- -------- -------- ---- ------------------------------\n' +
    '    1024      512      300        0      100       12      400    2 /system/lib64/libart.so\n' +
    '      64       64       64        0        0        0       64    1 [heap]\n' +
    '-------- -------- -------- -------- -------- -------- -------- ---- ------------------------------\n' +
    '    1088      576      364        0      100       12      464    3 TOTAL\n'
  const capture = first(text)
  expect(rows(capture).map((row) => row.split(' ').at(-1))).toEqual(['/system/lib64/libart.so', '[heap]'])
  expect(number(capture, 'Pss', 0)).toBe(300)
  expect(findField(capture.table, 'Swap')).toBeUndefined()
  expect(open(text).notes.map(({ detail }) => detail)).toEqual([
    'showmap prints neither addresses nor permissions: order and sizes only'
  ])
})

it('opens the fifteen numbers of a newer showmap', () => {
  const numbers = [1024, 512, 300, 0, 100, 12, 400, 4, 2, 0, 0, 0, 0, 0, 0]
  const text = `size RSS PSS clean dirty clean dirty swap swapPSS HugePages PmdMapped PmdMapped Hugetlb Hugetlb Locked # object
${numbers.join('  ')}    2 /system/lib64/libart.so\n`
  expect(rows(first(text)).map((row) => row.split(' ').at(-1))).toEqual(['/system/lib64/libart.so'])
  expect(number(first(text), 'SwapPss', 0)).toBe(2)
})

const numbers = (...some: readonly number[]): string => some.map((each) => String(each).padStart(8)).join(' ')
const HEADING =
  ' virtual                     shared   shared  private  private\n' +
  '    size      RSS      PSS    clean    dirty    clean    dirty    # object\n'
const detailsOf = (text: string): string[] => open(text).notes.map(({ detail }) => detail)

it('lays mappings of which only the size is known one behind the other', () => {
  const text = `${HEADING}${numbers(8, 7, 6, 5, 4, 3, 2, 1)} /a b  \n${numbers(4, 4, 4, 0, 0, 0, 4, 1)} [heap]\n`
  const capture = first(text)
  expect(rows(capture)).toEqual(['10000 8 r--p /a b', '12000 4 r--p [heap]'])
  const fields = ['Size', 'Rss', 'Pss', 'Shared_Clean', 'Shared_Dirty', 'Private_Clean', 'Private_Dirty']
  expect(fields.map((field) => number(capture, field, 0))).toEqual([8, 7, 6, 5, 4, 3, 2])
  expect(capture.absent).toContain('address')
})

it('has addresses with -a, and reports that permissions are missing', () => {
  const heading = `   start      end ${HEADING.split('\n')[0]}\n    addr     addr ${HEADING.split('\n')[1]}\n`
  const row = `7f001000 7f003000 ${numbers(8, 7, 6, 5, 4, 3, 2)} /a\n`
  for (const text of [heading + row, HEADING + row]) {
    expect(rows(first(text))).toEqual(['7f001000 8 r--p /a'])
    expect(detailsOf(text)).toEqual(['showmap prints no permissions'])
    const ofNoSize = `7f004000 7f004000 ${numbers(0, 0, 0, 0, 0, 0, 0)} /b\n`
    expect(detailsOf(text + ofNoSize)).toHaveLength(1)
  }
})

it('of two processes has two lists, which the sums end', () => {
  const list = (name: string): string =>
    `${HEADING}-------- --------\n${numbers(8, 7, 6, 5, 4, 3, 2, 1)} ${name}\n${numbers(1048576, 7, 6, 5, 4, 3, 2, 1)} TOTAL  \n`
  const { moments, notes } = open(list('/a') + list('/TOTAL b'))
  expect(notes.map(({ kind }) => kind)).toEqual(['limit'])
  expect(moments.flatMap(({ processes }) => processes.map(({ capture }) => rows(capture())))).toEqual([
    ['10000 8 r--p /a'],
    ['10000 8 r--p /TOTAL b']
  ])
})

it('leaves out mappings of no size, and those larger than an address space', () => {
  const size = (kb: number): string => `${numbers(kb, 0, 0, 0, 0, 0, 0, 1)} /of-${kb}\n`
  const text = HEADING + size(4) + size(0) + size(2 ** 37) + size(2 ** 37 + 4) + size(8)
  expect(rows(first(text)).map((row) => row.split(' ').at(-1))).toEqual(['/of-4', `/of-${2 ** 37}`, '/of-8'])
  expect(detailsOf(text).slice(1)).toEqual([expect.stringMatching(/^137438953476 .* \/of-/)])
})

it('reports swap only where the heading and the row have it', () => {
  const swap = HEADING.replace('dirty    #', 'dirty     swap  swapPSS    #')
  const [nine, seven] = [`${numbers(8, 7, 6, 5, 4, 3, 2, 9, 1, 1)} /a\n`, `${numbers(8, 7, 6, 5, 4, 3, 2)} /a\n`]
  const swapOf = (text: string): unknown[] => ['Swap', 'SwapPss'].map((field) => number(first(text), field, 0))
  expect(swapOf(swap + nine)).toEqual([9, 1])
  expect(swapOf(swap + seven)).toEqual([undefined, undefined])
  expect(first(swap + seven).notes.map(({ kind }) => kind)).not.toContain('skipped-lines')
  expect(swapOf(HEADING + nine)).toEqual([undefined, undefined])
})
