import { checkClaims, isSupported, rightChoice, type ClaimResult } from './check-claims.ts'
import { explain } from './explain.ts'
import { lookUpIn, rowsOf } from './facts.ts'
import type { Moment } from './moment.ts'
import { inLanguage, type Lesson } from './lesson.ts'
import { fieldValue, findField, mappingKb, mappingName, permsText } from '../memory/mapping-table.ts'
import { u64Hex } from '../memory/u64-column.ts'

/** Words around the lesson's own texts, in the language of the interface. */
export interface HandOutWords {
  readonly question: string
  readonly answer: string
  /** Whether the run was live or recorded, when and where. */
  readonly origin: string
  /** How a claim fared. */
  readonly results: Readonly<Record<ClaimResult, string>>
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;'
}

/** Text for HTML. Names in /proc are untrusted. */
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)

// Printed, the answers are there without a click.
const STYLE = `:root{color-scheme:light}body{font:16px/1.5 system-ui,sans-serif;max-width:60em;margin:2em auto;padding:0 1em}
pre,td,code{font-family:ui-monospace,monospace}pre{background:#eee;padding:.5em;white-space:pre-wrap}
summary{cursor:pointer;font-weight:bold}details{overflow-x:auto}h2{font-size:1.2em;break-after:avoid}
table{border-collapse:collapse;font-size:13px}td,th{padding:0 .6em;text-align:right}
td:first-child,td:last-child,th:first-child,th:last-child{text-align:left}.at{background:#fff3b0}
@media print{details::details-content{content-visibility:visible}}`

function rowsTable(moment: Moment, subject: string): string {
  const { table } = moment.capture
  const pointed = new Set(subject === 'all' ? [] : rowsOf(moment, subject))
  const fields = ['Rss', 'Pss', 'Private_Dirty', 'Anonymous'].flatMap((name) => findField(table, name) ?? [])
  const head = ['Address', 'Perm', 'Size', ...fields.map(({ name }) => name), 'Mapping']
  const lines = Array.from({ length: table.rowCount }, (_, row) => {
    const cells = [
      u64Hex(table.start, row, 8),
      permsText(table.perms[row] ?? 0),
      String(mappingKb(table, row)),
      ...fields.map((field) => String(fieldValue(table, field, row) ?? '')),
      mappingName(table, row)
    ]
    const cellsText = cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')
    return `<tr${pointed.has(row) ? ' class="at"' : ''}>${cellsText}</tr>`
  })
  return `<table><tr>${head.map((name) => `<th>${escaped(name)}</th>`).join('')}</tr>${lines.join('')}</table>`
}

/**
 * A run of a lesson as one HTML file without scripts: every step with its question, what happened, the numbers of that
 * run and the whole map afterwards.
 */
export function handOut(lesson: Lesson, moments: readonly Moment[], locale: string, words: HandOutWords): string {
  const say = (text: { readonly en: string; readonly zh: string }): string => escaped(inLanguage(text, locale))
  const first = moments[0]
  const parts = lesson.steps.map((step, index) => {
    const [before, after] = [moments[index], moments[index + 1]]
    if (first === undefined || before === undefined || after === undefined) return ''
    const choice = step.prediction.choices[rightChoice(step, first, before, after)]
    const text = isSupported(step, first, before, after) ? step.explanation : (step.otherwise ?? step.explanation)
    const claims = checkClaims(step, first, before, after).map(
      ({ claim, result }) => `<li>${escaped(words.results[result])}: <code>${escaped(claim)}</code></li>`
    )
    return [
      `<h2>${index + 1}. ${say(step.text)}</h2><pre>${escaped(step.c)}</pre>`,
      `<p><b>${escaped(words.question)}</b> ${say(step.prediction.question)}</p>`,
      `<ul>${step.prediction.choices.map((each) => `<li>${say(each)}</li>`).join('')}</ul>`,
      `<details><summary>${escaped(words.answer)}</summary>`,
      choice === undefined ? '' : `<p><b>${say(choice)}</b></p>`,
      `<p>${escaped(explain(inLanguage(text, locale), lookUpIn(first, before, after)))}</p>`,
      `<ul>${claims.join('')}</ul>${rowsTable(after, step.lookAt.subject)}</details>`
    ].join('\n')
  })
  return `<!doctype html>
<html lang="${escaped(locale)}"><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${say(lesson.title)}</title><style>${STYLE}</style>
<h1>${say(lesson.title)}</h1><p>${say(lesson.teaches)}</p><p><i>${escaped(words.origin)}</i></p>
${parts.join('\n')}
</html>
`
}
