import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { nameWithoutFolders } from './mapping-name-text.ts'
import { backingsNamed, permsText } from './mapping-table.ts'

describe('names', () => {
  it('without folders are what is behind the last slash, but for names in brackets', () => {
    expect(['/a/b', 'b', '/a/', '[anon:/a/b]', '[x/y', 'x/y]', ''].map(nameWithoutFolders)).toEqual([
      'b',
      'b',
      '',
      '[anon:/a/b]',
      'y',
      'y]',
      ''
    ])
  })

  it('are found among what is mapped', () => {
    const { table } = captureOfText(
      ['08:01 5 /a', '08:01 6 /a', '08:01 7 /b']
        .map((file, at) => `${at + 1}000-${at + 1}800 r--p 00000000 ${file}`)
        .join('\n')
    )
    expect([...backingsNamed(table, '/a')].map((backing) => table.backings.inode.lo[backing])).toEqual([5, 6])
    expect(backingsNamed(table, '/c').size).toBe(0)
  })

  it('of permissions have a letter each', () => {
    expect([0, 1, 2, 4, 8, 15].map(permsText)).toEqual(['---p', 'r--p', '-w-p', '--xp', '---s', 'rwxs'])
  })
})
