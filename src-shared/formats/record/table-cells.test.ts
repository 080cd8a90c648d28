import { describe, expect, it } from 'vitest'
import { alignedLayout, MARKED_LAYOUTS } from './table-cells.ts'

describe('a line of cells with marks between is taken apart', () => {
  const [piped, tabbed, commas, semicolons, latex] = MARKED_LAYOUTS
  it.each([
    ['| a | b |', ['a', 'b']],
    ['a | b', ['a', 'b']],
    ['│ a ┃ b ║', ['a', 'b']],
    ['||a||b||', ['a', 'b']],
    ['! a !! b', ['a', 'b']],
    ['| a || b', ['a', 'b']],
    ['| `a` | **b** | "c" |', ['a', 'b', 'c']],
    ['| a \\| b | c |', ['a | b', 'c']],
    [' | a | b | ', ['a', 'b']],
    ['a || b', ['a', '', 'b']],
    ['x | a || b', ['x', 'a', '', 'b']],
    ['! a | b', ['! a', 'b']],
    ['a !! b | c', ['a !! b', 'c']],
    ['! a! !! b', ['a!', 'b']],
    ['| {{a}} | ``b`` | __c__ | ***d*** | ~~e~~ |', ['a', 'b', 'c', 'd', 'e']],
    ['| ** a ** | * b * |', ['a', 'b']],
    ['| x **a** | **a** x | x {{a}} | {{a}} x |', ['x **a**', '**a** x', 'x {{a}}', '{{a}} x']],
    ['no bars', []]
  ])('by bars: %s', (line, cells) => {
    expect(piped!(line)).toEqual(cells)
  })

  it('by tabs, commas, semicolons, or as LaTeX does', () => {
    expect(tabbed!('a\t\tb\tc d')).toEqual(['a', 'b', 'c d'])
    expect(tabbed!('\ta\tb\t')).toEqual(['a', 'b'])
    expect(tabbed!('a b')).toEqual([])
    expect(commas!('a,"b, c",')).toEqual(['a', 'b, c', ''])
    expect(commas!('a b')).toEqual([])
    expect(semicolons!('a;b')).toEqual(['a', 'b'])
    expect(semicolons!('a,b')).toEqual([])
    expect(latex!('\\texttt{a} & b\\_c & d \\& e \\\\ \\hline')).toEqual(['a', 'b_c', 'd & e'])
    expect(latex!('x \\texttt{a} & \\textbf{b} c \\\\')).toEqual(['x \\texttt{a}', '\\textbf{b} c'])
    expect(latex!('a & b')).toEqual([])
    expect(latex!('a \\\\')).toEqual([])
  })
})

describe('a table whose columns are parted by blanks alone', () => {
  const rows = (heading: string, line: string) => alignedLayout(heading)?.rows(line)

  it('has headings of one word, but for what belongs to the word before', () => {
    expect(alignedLayout('START END PERM PATH')?.names).toEqual(['START', 'END', 'PERM', 'PATH'])
    expect(alignedLayout('Start Addr End Addr Size (kB) Perm')?.names).toEqual([
      'Start Addr',
      'End Addr',
      'Size (kB)',
      'Perm'
    ])
    expect(alignedLayout('Start of it   End of it   Path')?.names).toEqual(['Start of it', 'End of it', 'Path'])
    expect(alignedLayout('  Start Addr End Addr Perm  ')?.names).toEqual(['Start Addr', 'End Addr', 'Perm'])
    // Where more than a blank is between, that parts them.
    expect(alignedLayout('Start   Addr   Path')?.names).toEqual(['Start', 'Addr', 'Path'])
    expect(alignedLayout('START END')).toBeNull()
  })

  it('has rows in the order of the headings; the last cell takes the rest', () => {
    const [first] = rows('START END PERM PATH', '400000 401000 r-xp /a b c')!
    expect(first).toEqual(['400000', '401000', 'r-xp', '/a b c'])
    expect(rows('RANGE PERM PATH', '400000-401000 r-xp')![1]).toEqual(['400000-401000', 'r-xp', ''])
    expect(rows('START END PERM SIZE PATH', '400000 401000 r-xp')![1]).toEqual(['400000', '401000', 'r-xp', '', ''])
    expect(rows('START END PERM PATH', '400000')).toEqual([])
  })

  it('has a cell of two words where it contains a unit or a range', () => {
    expect(rows('RANGE SIZE PERM PATH', '400000 - 401000 4 kB r-xp [ stack ]')![0]).toEqual([
      '400000 - 401000',
      '4 kB',
      'r-xp',
      '[ stack ]'
    ])
  })

  it('has a cell of two words wherever it occurs', () => {
    expect(rows('RANGE PATH PERM SIZE', '400000 to 401000 [ stack ] r-xp 4 kB')![0]).toEqual([
      '400000 to 401000',
      '[ stack ]',
      'r-xp',
      '4 kB'
    ])
    // What is between other words is one of them.
    expect(rows('START END NOTE PERM', '400000 401000 ab - cd r-xp')![0]).toEqual([
      '400000',
      '401000',
      'ab',
      '- cd r-xp'
    ])
    expect(rows('START END NOTE PERM', '400000 401000 [ a b ] r-xp')![0]).toEqual([
      '400000',
      '401000',
      '[',
      'a b ] r-xp'
    ])
  })

  it('has words below the heading that they share columns with, else the one before', () => {
    expect(rows('AB  CD  EF', '  xx    z')![0]).toEqual(['xx', '', 'z'])
    expect(rows('  AB  CD  EF', '1234      x')![0]).toEqual(['1234', '', 'x'])
    expect(rows('AB  CD  EF', 'x  y')![0]).toEqual(['x y', '', ''])
    expect(rows('AB  CD  EF', 'x yyyy')![0]).toEqual(['x', 'yyyy', ''])
  })

  it('has cells below their headings where some are missing', () => {
    const heading = 'START     END       SIZE  PERM  PATH'
    expect(rows(heading, '400000    401000          r-xp  /a')![0]).toEqual(['400000', '401000', '', 'r-xp', '/a'])
    expect(rows(heading, '400000    401000    4     r-xp')![0]).toEqual(['400000', '401000', '4', 'r-xp', ''])
    // Numbers are to the right, and begin before their heading.
    expect(rows('START     END        SIZE  PERM  PATH', '400000    401000    12345  r-xp')![0]).toEqual([
      '400000',
      '401000',
      '12345',
      'r-xp',
      ''
    ])
    // By their order they are something else: that is the second way to read them.
    expect(rows(heading, '400000    401000          r-xp  /a')![1]).toEqual(['400000', '401000', 'r-xp', '/a', ''])
    // What is below no heading belongs to the one before it; two below one are one cell.
    expect(rows('START   END          PERM  SIZE  PATH', '400000  401000  old  r-xp')![0]).toEqual([
      '400000',
      '401000 old',
      'r-xp',
      '',
      ''
    ])
  })
})
