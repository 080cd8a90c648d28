import { before, beforeOccurrences, both, type Recipe } from './recipe.ts'

const METRIC_TEXTS = beforeOccurrences('dirty: ', [
  "locked: 'Locked',\n  ",
  "locked: 'Kept in memory by mlock',\n  ",
  "locked: 'Nothing of this is locked.',\n  "
])
const METRIC_TEXTS_ZH = beforeOccurrences('dirty: ', [
  "locked: '锁定',\n  ",
  "locked: '由 mlock 保留在内存中',\n  ",
  "locked: '这部分没有锁定的内存。',\n  "
])
const columnTexts = (name: string, meaning: string): ((text: string) => string) =>
  beforeOccurrences("resident: '", [`letters: '${name}',\n    `, `letters: '${meaning}',\n    `])

/** What is known of a mapping, and where it comes from. */
export const DATA_RECIPES: readonly Recipe[] = [
  {
    name: 'a metric',
    most: 1,
    files: {
      'src-shared/memory/metrics.ts': both(
        (text) => text.replace("'dirty', 'huge'", "'dirty', 'locked', 'huge'"),
        before(
          '  huge: { ...USUAL',
          "  locked: { ...USUAL, column: 'locked', amount: [['Locked']], inProcessList: 'precise' },\n"
        )
      ),
      'src-renderer/locales/en/metrics.ts': METRIC_TEXTS,
      'src-renderer/locales/zh-CN/metrics.ts': METRIC_TEXTS_ZH
    },
    proof: {
      path: 'src-shared/memory/recipe-metric.test.ts',
      text: `import { expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { columnsOf, exportedColumns } from './columns.ts'
import { metricSums } from './metric-sums.ts'
it('is a column, an area and an export', () => {
  const capture = captureOfText('1000-9000 rw-p 00000000 00:00 0\\nRss: 8 kB\\nLocked: 4 kB\\n')
  expect(columnsOf(capture.table).map(({ id }) => id)).toContain('locked')
  expect(metricSums(capture, 'locked')?.values[0]).toBe(4)
  expect(exportedColumns(capture).map(({ column }) => column.id)).toContain('locked')
})
`
    },
    forgotten: [
      { file: 'src-renderer/locales/zh-CN/metrics.ts', noticedBy: 'types' },
      { file: 'src-renderer/locales/en/metrics.ts', noticedBy: 'texts' }
    ]
  },
  {
    name: 'another column',
    most: 2,
    files: {
      'src-shared/memory/letters-column.ts': `import type { Column } from './column.ts'
import { mappingName } from './mapping-table.ts'
import { keysOf } from './sort-keys.ts'

/** How long the name is. */
export const LETTERS: Column = {
  id: 'letters',
  kind: 'count',
  text: ({ table }, row) => String(mappingName(table, row).length),
  exact: ({ table }) => (row) => mappingName(table, row).length,
  sortKeys: ({ table }) => keysOf(table, (row) => mappingName(table, row).length)
}
`,
      'src-shared/memory/columns.ts': both(
        before('import { ADDRESS', "import { LETTERS } from './letters-column.ts'\n"),
        before('    ...ADDED_METRIC_COLUMNS', '    LETTERS,\n')
      ),
      'src-renderer/locales/en/mapping-table.ts': columnTexts('Letters', 'Length of the name'),
      'src-renderer/locales/zh-CN/mapping-table.ts': columnTexts('字数', '名称的长度')
    },
    proof: {
      path: 'src-shared/pmap/recipe-column.test.ts',
      text: `import { expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { writeExport } from './export-formats.ts'
it.each(['csv', 'json', 'markdown'] as const)('is in an export as %s', (format) => {
  const { table, classification } = captureOfText('1000-9000 rw-p 00000000 00:00 0 /abc\\n')
  let text = ''
  writeExport(format, [{ pid: 1, command: '', table, classification }], (part) => (text += part))
  expect(text).toContain('letters')
})
`
    },
    forgotten: [{ file: 'src-renderer/locales/en/mapping-table.ts', noticedBy: 'texts' }]
  },
  {
    name: 'a recogniser',
    most: 3,
    files: {
      'src-shared/classify/recognise-recipe.ts': `import { label } from './label.ts'
import type { Recogniser } from './recogniser.ts'

const FOUND = label('runtime', 'inferred', 'recipe', { purpose: 'executable' })

export const recogniseRecipe: Recogniser = { recognise: (cursor) => (cursor.start === 0x4ec1_be00_0000 ? FOUND : null) }
`,
      'src-shared/classify/recognisers.ts': both(
        before('import { recogniseArena', "import { recogniseRecipe } from './recognise-recipe.ts'\n"),
        before(/\brecogniseNamed,/, 'recogniseRecipe,\n    ')
      ),
      'src-shared/words/evidence.ts': before(
        /^ {2}heap: 'The kernel calls/m,
        "  recipe: 'It begins where it should.',\n"
      ),
      'src-renderer/locales/zh-CN/evidence.ts': before(/^ {2}heap: /m, "  recipe: '它从应在之处开始。',\n")
    },
    proof: {
      path: 'src-shared/classify/recipe-recogniser.test.ts',
      text: `import { expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
it('decides', () => {
  const { classification } = captureOfText('4ec1be000000-4ec1be002000 rw-p 00000000 00:00 0\\n')
  expect(classification.evidences[classification.evidence[0]!]?.key).toBe('recipe')
})
`
    },
    forgotten: [
      { file: 'src-shared/words/evidence.ts', noticedBy: 'types' },
      { file: 'src-renderer/locales/zh-CN/evidence.ts', noticedBy: 'types' }
    ]
  },
  {
    name: 'an import format',
    most: 2,
    files: {
      'src-shared/formats/tool/recipe-list.ts': `import type { Importer } from '../importer.ts'
import { countLines, hexRange, readLines } from '../listing/line-importer.ts'

/** \`recipe 1000 to 3000\` */
const ROW = /^recipe ([0-9a-f]+) to ([0-9a-f]+)$/

export const recipeList: Importer = {
  id: 'recipe-list',
  detect: (head) => (countLines(head, ROW) > 0 ? 0.9 : 0),
  read: (bytes, name) =>
    readLines('recipe-list', bytes, name, {
      limits: 'a recipe holds addresses only',
      line(text, out) {
        const row = ROW.exec(text)
        const range = row === null ? null : hexRange(row[1] ?? '', row[2] ?? '')
        return range !== null && out.mapping({ ...range, name: '' })
      }
    })
}
`,
      'src-shared/formats/index.ts': both(
        before('import { reportPage', "import { recipeList } from './tool/recipe-list.ts'\n"),
        before(/ {2}lldbRegions,/, '  recipeList,\n')
      )
    },
    proof: {
      path: 'src-shared/formats/tool/recipe-list.test.ts',
      text: `import { expect, it } from 'vitest'
import { open } from '#test/support/opened-files.ts'
it('opens', () => {
  expect(open('recipe 1000 to 3000\\nrecipe 5000 to 9000\\n').source.format).toBe('recipe-list')
})
`
    }
  }
]
