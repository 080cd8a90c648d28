import { describe, expect, it } from 'vitest'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { rows } from '#test/support/opened-files.ts'
import { looseTable } from './loose-table.ts'

const read = (text: string) => looseTable.read(Buffer.from(text), 'file', nodeFormatContext)
/** The rows of a table; null where it is none of mappings. */
function listed(...lines: readonly string[]): readonly string[] | null {
  try {
    return rows(read(`${lines.join('\n')}\n`).moments[0]!.processes[0]!.capture())
  } catch (error) {
    expect(String(error)).toContain('its table holds no mappings of a Linux process')
    return null
  }
}

describe('headings of mappings', () => {
  it.each([
    ['Start,End,Perms', '400000,401000,r-xp', '500000,501000,rw-p'],
    ['Range,Perms,Path', '400000-401000,r-xp,/bin/demo', '500000-501000,rw-p,'],
    ['Start,Size (kB),Perms', '400000,4,r-xp', '500000,4,rw-p'],
    ['Perms,End,Start', 'r-xp,401000,400000', 'rw-p,501000,500000'],
    // A word that could be an address if it had a digit.
    ['Start,End,Perms,Face', '400000,401000,r-xp,a', '500000,501000,rw-p,b'],
    [`Start,End,Perms,${'n'.repeat(64)}`, '400000,401000,r-xp,a', '500000,501000,rw-p,b'],
    [`Start,End,Perms${',x'.repeat(61)}`, '400000,401000,r-xp', '500000,501000,rw-p']
  ])('%s', (heading, first, second) => {
    const cells = (row: string): string => row + ','.repeat(heading.split(',').length - row.split(',').length)
    expect(listed(heading, cells(first), cells(second))?.map((row) => row.split(' ').slice(0, 3).join(' '))).toEqual([
      '400000 4 r-xp',
      '500000 4 rw-p'
    ])
  })

  it.each([
    ['Start,End,Name', '[heap]'],
    ['Start,End,Path', '[heap]'],
    ['Start,End,Description', '[heap]'],
    ['Start,Range,Name', '[heap]']
  ])('%s, without permissions', (heading, name) => {
    const second = heading.includes('Range') ? '400000-401000' : '401000'
    expect(listed(heading, `400000,${second},${name}`)).toEqual(
      [`400000 4 ---- ${name}`].map(() => expect.stringMatching(/^400000 4 .*\[heap\]$/))
    )
  })

  it.each([
    ['Start,End'],
    ['Start,Perms,Name'],
    ['End,Perms,Name'],
    ['Size,Perms,Name'],
    ['Start,End,Colour'],
    ['Start,End,Size'],
    ['Start,End,Perms,7f00'],
    [`Start,End,Name,${'n'.repeat(65)}`],
    [`Start,End,Name${',x'.repeat(62)}`],
    [
      `Start,End,Name,${'n'.repeat(60)},${'n'.repeat(60)},${'n'.repeat(60)},${'n'.repeat(60)},${'n'.repeat(60)},${'n'.repeat(60)},${'n'.repeat(60)}`
    ]
  ])('are not %s', (heading) => {
    const row = `400000,401000,[heap]${',[heap]'.repeat(Math.max(0, heading.split(',').length - 3))}`
    expect(listed(heading, row, row.replaceAll('40', '50'))).toBeNull()
  })
})

describe('a row below headings', () => {
  const HEADING = 'Start,End,Perms,Path'

  it('may lack its last cell, but no others', () => {
    expect(listed(HEADING, '400000,401000,r-xp', '500000,501000,rw-p,[heap]')).toEqual([
      '400000 4 r-xp ',
      '500000 4 rw-p [heap]'
    ])
    expect(listed(HEADING, '400000,401000', '500000,501000,rw-p,[heap]')).toEqual(['500000 4 rw-p [heap]'])
    expect(listed('Start,End,Path,Perms', '400000,401000,[heap]')).toBeNull()
  })

  it('may have permissions as numbers', () => {
    expect(listed(HEADING, '400000,401000,5,/bin/demo', '500000,501000,0x3,[heap]')).toEqual([
      '400000 4 r-xp /bin/demo',
      '500000 4 rw-p [heap]'
    ])
    expect(listed(HEADING, '400000,401000,0000000875,/bin/demo', '500000,501000,0000000873,[heap]')).toHaveLength(2)
  })

  it.each(['mixed', '5x', 'x5', '0x', '12345678901', ''])(
    'is listed as left out where its permissions are "%s"',
    (cell) => {
      const { notes, moments } = read(`${HEADING}\n500000,501000,rw-p,[heap]\n600000,601000,${cell},/lib/a.so\n`)
      expect(notes.map(({ detail }) => detail)).toEqual([expect.stringContaining('600000')])
      expect(rows(moments[0]!.processes[0]!.capture())).toEqual(['500000 4 rw-p [heap]'])
    }
  )

  it('is taken apart in the way in which its permissions can be read', () => {
    // By their positions: a cell is missing.
    expect(
      listed(
        'START     END       SIZE  PERM  PATH',
        '400000    401000          r-xp  /bin/demo',
        '500000    501000          rw-p  [heap]'
      )
    ).toEqual(['400000 4 r-xp /bin/demo', '500000 4 rw-p [heap]'])
    // By their positions: a cell has two words.
    expect(
      listed(
        'START     END       NAME      PERM',
        '400000    401000    /bin/d e  r-xp',
        '500000    501000    [heap]    rw-p'
      )
    ).toEqual(['400000 4 r-xp /bin/d e', '500000 4 rw-p [heap]'])
    // By their order: they are not below their headings.
    expect(
      listed('START END PERM PATH', '55d000400000 55d000401000 r-xp /bin/demo', '55d000500000 55d000501000 rw-p [heap]')
    ).toEqual(['55d000400000 4 r-xp /bin/demo', '55d000500000 4 rw-p [heap]'])
  })

  it('belongs to the last headings, and not where many other lines are between', () => {
    const page = '400000,401000,r-xp,[heap]'
    const others = (count: number): string[] => Array.from({ length: count }, () => 'a line of prose')
    expect(listed(HEADING, ...others(20), page)).toHaveLength(1)
    expect(listed(HEADING, ...others(21), page)).toBeNull()
    expect(listed(HEADING, ...others(20), page, ...others(20), '500000,501000,r-xp,')).toHaveLength(2)
    expect(listed('End,Start,Perms,Path', HEADING, page)).toEqual(['400000 4 r-xp [heap]'])
    expect(listed(HEADING, page, 'End,Start,Path,Perms', '501000,500000,/lib/a.so,rw-p')).toEqual([
      '400000 4 r-xp [heap]',
      '500000 4 rw-p /lib/a.so'
    ])
  })

  it('that shows that others were left out is distinguished from a row of dots elsewhere', () => {
    const cut = (...lines: readonly string[]) => read(`${lines.join('\n')}\n`).moments[0]!.processes[0]!.capture().cut
    const [first, second] = ['400000,401000,r-xp,[heap]', '500000,501000,r-xp,/lib/a.so']
    expect(cut(HEADING, first, '...', second)).toBe('rows-left-out')
    expect(cut('| Start | End | Perms | Path |', '| 400000 | 401000 | r-xp | [heap] |', '| ... |')).toBe(
      'rows-left-out'
    )
    expect(cut(HEADING, '...', first, second)).toBeUndefined()
    expect(cut(HEADING, first, second, 'That is all.', '...')).toBeUndefined()
    expect(cut('...', HEADING, first, second)).toBeUndefined()
  })
})

it('a page may have all of its table in one line', () => {
  const row = (tag: string, ...cells: string[]): string =>
    `<tr>${cells.map((cell) => `<${tag}><b>${cell}</b></${tag}>`).join(' ')}</tr>`
  const text = `<TABLE>${row('th', 'Start', 'End', 'Perms', 'Path')}${row('td', '400000', '401000', 'r-xp', '/bin/d e')}${row('td', '500000', '501000', 'rw-p', '[heap]')}</TABLE>`
  expect(listed(text)).toEqual(['400000 4 r-xp /bin/d e', '500000 4 rw-p [heap]'])
})

it('is looked for where there is a long hexadecimal number', () => {
  const sure = (text: string): number => looseTable.detect(Buffer.from(text), 'file')
  expect([sure('at 40A00 '), sure('at 4000 '), sure('words beyond them'), sure('')]).toEqual([0.09, 0, 0, 0])
  expect(read('Start,End,Path\n400000,401000,[heap]\n').source.format).toBe('loose-table')
})
