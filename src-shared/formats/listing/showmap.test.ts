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
