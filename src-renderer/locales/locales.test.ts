import { expect, it } from 'vitest'
import { evidence } from '#shared/words/evidence.ts'
import { CATEGORIES, CONFIDENCES } from '#shared/memory/category.ts'
import { SETTINGS } from '#shared/contract/settings.ts'
import { COMMANDS } from '#shared/contract/commands.ts'
import { FAILURE_KINDS } from '#shared/contract/failure.ts'
import { columnsOf } from '#shared/memory/columns.ts'
import { emptyTable } from '#shared/memory/mapping-table.ts'
import { amountTextKey, METRICS } from '#shared/memory/metrics.ts'
import { en } from './en.ts'
import { zhCN } from './zh-CN.ts'

type Texts = { readonly [key: string]: string | Texts }

function textsOf(texts: Texts, path = ''): [path: string, text: string][] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value] as [string, string]] : textsOf(value, `${path}${key}.`)
  )
}

const SETTING_FIELDS = Object.values(SETTINGS).flatMap(({ field }) => (field === null ? [] : [field]))
const OWN_COLUMNS = columnsOf(emptyTable()).filter(({ metric }) => metric == null)
const english = new Map(textsOf(en))
const chinese = new Map(textsOf(zhCN))
/** Singular and plural of English both mention the number. */
const slots = (text: string): string[] => [...new Set([...text.matchAll(/\{\w+\}/g)].map(([slot]) => slot))].sort()

it('has every text in both languages', () => {
  expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort())
})

it('leaves no text empty and mentions the same values in both languages', () => {
  for (const [path, text] of english) {
    expect(text, path).not.toBe('')
    // What separates sentences is a blank in English and nothing in Chinese.
    if (text.trim() === '') continue
    expect(chinese.get(path)?.trim(), path).not.toBe('')
    expect(slots(chinese.get(path) ?? ''), path).toEqual(slots(text))
  }
})

it('has words for every reason that is given for a category, and none for others', () => {
  const worded = [...english.keys()].filter((path) => path.startsWith('evidence.'))
  expect(worded.sort()).toEqual(
    Object.keys(evidence)
      .map((key) => `evidence.${key}`)
      .sort()
  )
})

it('has words for every category, confidence, failure, metric, column, setting and command', () => {
  const paths = [
    ...CATEGORIES.map((id) => `category.${id}`),
    ...CONFIDENCES.map((id) => `confidence.${id}`),
    ...FAILURE_KINDS.map((id) => `failure.${id}`),
    ...METRICS.flatMap((id) => [amountTextKey(id), `metric.${id}`, `metricMeaning.${id}`, `metricNothing.${id}`]),
    ...SETTING_FIELDS.flatMap(({ label, hint, options, choices }) => [
      label,
      ...(hint === null ? [] : [hint]),
      ...(options === 'on-off' || choices === 'percent' || choices === 'mebibytes' || choices === 'language'
        ? []
        : options.map((option) => `${choices}.${option}`))
    ]),
    // Columns without the kernel's or pmap's name need one; all that are no field of the kernel's are explained.
    ...OWN_COLUMNS.flatMap(({ id }) => [
      `mappingTable.column.${id}`,
      ...(id === id.toLowerCase() ? [`mappingTable.own.${id}`] : [])
    ]),
    ...COMMANDS.map(({ id }) => `command.${id}`)
  ]
  expect(paths.filter((path) => !english.has(path))).toEqual([])
})
