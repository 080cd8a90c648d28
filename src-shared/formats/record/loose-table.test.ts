import { describe, expect, it } from 'vitest'
import { first, number, open, rows } from '#test/support/opened-files.ts'

const ROWS = ['55d000000000 16 r-xp /usr/bin/demo', '7f0000000000 132 rw-p ', '7ffd00000000 132 rw-p [stack]']
const CELLS = [
  ['55d000000000', '55d000004000', '16', 'r-xp', '/usr/bin/demo'],
  ['7f0000000000', '7f0000021000', '132', 'rw-p', ''],
  ['7ffd00000000', '7ffd00021000', '132', 'rw-p', '[stack]']
] as const
const each = (row: (cells: (typeof CELLS)[number]) => string): string => `${CELLS.map(row).join('\n')}\n`

const KINDS: readonly (readonly [kind: string, text: string])[] = [
  [
    'Markdown, in letters of code',
    `What I saw:\n\n| Start | End | Size | Perms | What |\n|---|---|---|---|---|\n${each(([start, end, kb, perms, name]) => `| \`0x${start}\` | \`0x${end}\` | ${kb} KB | ${perms} | ${name} |`)}`
  ],
  ['bars without a frame', `start | end | size | perms | what\n${each((cells) => cells.join(' | '))}`],
  [
    'a column for both ends',
    `| Address range | Perms | Size | Mapping |\n|:--|:--|--:|:--|\n${each(([start, end, kb, perms, name]) => `| ${start}-${end} | ${perms} | ${kb} kB | ${name} |`)}`
  ],
  [
    'columns of blanks',
    `START          END            PERM  PATH\n${each(([start, end, , perms, name]) => `${start}   ${end}   ${perms}  ${name}`)}`
  ],
  [
    'columns of blanks with units',
    `Start Address    End Address      Size      Permissions  File\n---------------- ---------------- --------- ------------ ----\n${each(([start, end, kb, perms, name]) => `${start.padEnd(16)} ${end.padEnd(16)} ${kb.padStart(6)} kB ${perms.padEnd(12)} ${name}`)}`
  ],
  [
    'semicolons, in German',
    `Anfang;Ende;Rechte;Datei\n${each(([start, end, , perms, name]) => `${start};${end};${perms};${name}`)}`
  ],
  [
    'Markdown in Chinese',
    `| 起始地址 | 结束地址 | 权限 | 映射文件 |\n|---|---|---|---|\n${each(([start, end, , perms, name]) => `| ${start} | ${end} | ${perms} | ${name} |`)}`
  ],
  [
    'commas, sizes in bytes',
    `region,base_address,length,protection,file\n${each(([start, , kb, perms, name]) => `1,0x${start},${Number(kb) * 1024},${perms},${name}`)}`
  ],
  [
    'a frame of box drawing',
    `┌────────┬────────┬──────┬──────┐\n│ start  │ end    │ perm │ name │\n├────────┼────────┼──────┼──────┤\n${each(([start, end, , perms, name]) => `│ 0x${start} │ 0x${end} │ ${perms} │ ${name} │`)}└────────┴────────┴──────┴──────┘\n`
  ],
  [
    'a page',
    `<table><tr><th>Start</th><th>End</th><th>Perms</th><th>Path</th></tr>\n${each(([start, end, , perms, name]) => `<tr><td>0x${start}</td><td>0x${end}</td><td>${perms}</td><td>${name}</td></tr>`)}</table>\n`
  ],
  [
    'Jira',
    `||Start||End||Perms||Path||\n${each(([start, end, , perms, name]) => `|${start}|${end}|${perms}|${name} |`)}`
  ],
  [
    'MediaWiki',
    `{| class="wikitable"\n! Start !! End !! Perms !! Path\n${each(([start, end, , perms, name]) => `|-\n| ${start} || ${end} || ${perms} || ${name}`)}|}\n`
  ],
  [
    'LaTeX',
    `\\begin{tabular}{llll}\nStart & End & Perms & Path \\\\ \\hline\n${each(([start, end, , perms, name]) => `\\texttt{${start}} & \\texttt{${end}} & ${perms} & ${name} \\\\`)}\\end{tabular}\n`
  ]
]

describe('tables of people open by what their headings report', () => {
  it.each(KINDS)('%s', (_, text) => {
    expect(rows(first(text))).toEqual(ROWS)
  })

  it('reads numbers by the unit of their heading', () => {
    const capture = first(
      `| Start | End | RSS (MB) | PSS [kB] | Perms | What |\n${each(([start, end, , perms, name]) => `| ${start} | ${end} | 0.25 | 12 | ${perms} | ${name} |`)}`
    )
    expect([number(capture, 'Rss', 0), number(capture, 'Pss', 0)]).toEqual([256, 12])
  })

  it('lists rows whose permissions can not be read', () => {
    const { notes, moments } = open(
      `Start | End | Perms | What\n${each(([start, end, , perms, name]) => `${start} | ${end} | ${perms} | ${name}`)}7ffe00000000 | 7ffe00021000 | mixed | libc.so.6\n`
    )
    expect(notes.map(({ detail }) => detail)).toEqual([expect.stringContaining('mixed')])
    expect(moments[0]?.processes[0]?.capture().cut).toBe('rows-left-out')
  })

  it('reports where rows were left out', () => {
    const [head = '', ...rest] = each((cells) => cells.join(' | ')).split('\n')
    expect(first(`start | end | size | perms | what\n${head}\n...\n${rest.join('\n')}`).cut).toBe('rows-left-out')
  })
})

describe('tables of something else are not opened', () => {
  it.each([
    [
      'sections of a file',
      '| Start | End | Perms | Name |\n| 0x401000 | 0x401185 | r-x | .text |\n| 0x402000 | 0x402010 | r-- | .rodata |\n'
    ],
    [
      'memory of a board',
      '| Start | End | Size | Perms | What |\n| 0x08000000 | 0x08100000 | 1 MB | r-x | Flash |\n| 0x20000000 | 0x20020000 | 128 KB | rw- | SRAM |\n'
    ],
    ['addresses of networks', '| Start | End | Name |\n| 10.0.0.0 | 10.0.0.255 | lan |\n'],
    [
      'what students drew',
      '| Start | End | Segment |\n| 0x08048000 | 0x08049000 | text |\n| 0x08049000 | 0x0804a000 | data |\n'
    ]
  ])('%s', (_, text) => {
    expect(() => open(text)).toThrow()
  })
})
