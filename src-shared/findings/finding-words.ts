import { formatKib } from '../base/format-units.ts'
import { visibleText } from '../base/visible-text.ts'
import { groupWords } from '../memory/purpose-words.ts'
import { fill } from '../words/fill.ts'
import { findings, findingSources, type FindingId, type FindingWords } from '../words/findings.ts'
import type { Finding, FindingValue } from './finding.ts'

export type TimeUnit = 'second' | 'minute' | 'hour'

/** The words of a language for what a finding reports. */
export interface FindingLanguage {
  /** One of its texts with the values filled in. */
  text(id: FindingId, part: keyof FindingWords, values: Readonly<Record<string, string>>): string
  /** Whole percent: 83 is `83 %`. */
  percent(value: number): string
  count(value: number): string
  /** A length of time in its own unit: `25 sec`. */
  time(value: number, unit: TimeUnit): string
  /** The name of a group of mappings; never empty. */
  group(label: string, category: string): string
}

const WHOLE = new Intl.NumberFormat('en')
const english: Readonly<Record<FindingId, FindingWords>> = findings

/** The language of the command line. */
export const ENGLISH_FINDINGS: FindingLanguage = {
  text: (id, part, values) => fill(english[id][part] ?? english[id].what, values),
  percent: (value) => `${value} %`,
  count: (value) => WHOLE.format(value),
  time: (value, unit) => new Intl.NumberFormat('en', { style: 'unit', unit, unitDisplay: 'short' }).format(value),
  group: (label, category) => groupWords(label) || category
}

/** A finding in words, ready to be shown: names in it are visible text. */
export interface FindingText {
  readonly title: string
  readonly what: string
  readonly why: string
  readonly todo: string
  readonly source: string
}

/** A time in the largest unit of which there are two or more; whole, of hours tenths. */
function timeText(seconds: number, language: FindingLanguage): string {
  if (seconds < 120) return language.time(seconds, 'second')
  const minutes = Math.round(seconds / 60)
  return minutes < 120 ? language.time(minutes, 'minute') : language.time(Math.round(seconds / 360) / 10, 'hour')
}

function valueText(value: FindingValue, language: FindingLanguage): string {
  if ('kb' in value) return formatKib(value.kb)
  if ('percent' in value) return language.percent(value.percent)
  if ('count' in value) return language.count(value.count)
  if ('seconds' in value) return timeText(value.seconds, language)
  return 'text' in value ? visibleText(value.text) : language.group(value.group, value.category)
}

export function findingText({ id, values, isOther }: Finding, language = ENGLISH_FINDINGS): FindingText {
  const texts = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, valueText(value, language)]))
  const text = (part: keyof FindingWords): string => language.text(id, part, texts)
  return {
    title: text('title'),
    what: text(isOther ? 'other' : 'what'),
    why: text('why'),
    todo: text('todo'),
    source: findingSources[id]
  }
}
