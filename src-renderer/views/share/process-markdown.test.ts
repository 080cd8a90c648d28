import { expect, test } from 'vitest'
import { processMarkdown } from './process-markdown.ts'

const TEXT = {
  title: 'postgres (4711)',
  sentences: ['Uses 3 MiB of its own.', 'Its page tables take 60 KiB more.'],
  categories: {
    head: ['Category', 'RSS', 'Mappings'],
    rows: [
      ['Heap', '2.1 MiB', '1'],
      ['Everything', '3.4 MiB', '24']
    ]
  },
  findingsTitle: 'Findings',
  findings: [
    { level: 'look', title: 'Deleted file still mapped', sentences: ['1 mapping of <b>x</b>.', 'Restart it.'] }
  ],
  noFindings: 'Nothing stands out.',
  origin: 'vmatlas 0.1.0',
  between: ' '
}

test('sentences, the table of categories and findings, in this order', () => {
  expect(processMarkdown(TEXT)).toBe(
    `### postgres \\(4711\\)

Uses 3 MiB of its own. Its page tables take 60 KiB more.

| Category | RSS | Mappings |
| --- | --: | --: |
| Heap | 2.1 MiB | 1 |
| Everything | 3.4 MiB | 24 |

#### Findings

- **Deleted file still mapped** (look) 1 mapping of &lt;b\\>x&lt;/b\\>. Restart it.

vmatlas 0.1.0
`
  )
})

test('a name with a line break begins no line of its own', () => {
  const text = processMarkdown({ ...TEXT, title: 'a\n# b', findings: [] })
  expect(text.split('\n').filter((line) => line.startsWith('# '))).toEqual([])
  expect(text).toContain('Nothing stands out.')
})
