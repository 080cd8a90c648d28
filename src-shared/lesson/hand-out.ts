import { escapedHtml, SHEET_STYLE } from './sheet-html.ts'
import { shownOrder } from './shown-order.ts'
import { checkClaims, isSupported, rightChoice, type ClaimResult } from './check-claims.ts'
import { explain } from './explain.ts'
import { lookUpIn, rowsOf } from './facts.ts'
import type { Moment } from './moment.ts'
import { inLanguage, type Lesson } from './lesson.ts'
import { fieldValue, findField, mappingKb, mappingName, permsText } from '../memory/mapping-table.ts'
import { u64Hex } from '../memory/u64-column.ts'

/** What a sheet is for: with what happened, below each question, or with questions and room for answers only. */
export const SHEET_KINDS = ['solution', 'exercise'] as const
export type SheetKind = (typeof SHEET_KINDS)[number]

/** Words around the lesson's own texts, in the language of the interface. */
export interface HandOutWords {
  readonly question: string
  /** Before the line for one's reason. */
  readonly reason: string
  /** Before the line for one's name. */
  readonly name: string
  readonly answer: string
  /** Whether the run was live or recorded, when and where. */
  readonly origin: string
  /** How a claim fared. */
  readonly results: Readonly<Record<ClaimResult, string>>
}

function rowsTable(moment: Moment, target: string): string {
  const { table } = moment.capture
  const pointed = new Set(target === 'all' ? [] : rowsOf(moment, target))
  const fields = ['Rss', 'Pss', 'Private_Dirty', 'Anonymous'].flatMap((name) => findField(table, name) ?? [])
  const head = ['Address', 'Perm', 'Size', ...fields.map(({ name }) => name), 'Mapping']
  const lines = Array.from({ length: table.rowCount }, (_, row) => {
    const cells = [
      u64Hex(table.start, row, 8),
      permsText(table.perms[row] ?? 0),
      String(mappingKb(table, row)),
      ...fields.map((field) => String(fieldValue(table, field, row) ?? '')),
      // Where files lie on the machine of the run is private.
      mappingName(table, row).replace(/^\/(?:[^/]*\/)*/, '')
    ]
    const cellsText = cells.map((cell) => `<td>${escapedHtml(cell)}</td>`).join('')
    return `<tr${pointed.has(row) ? ' class="at"' : ''}>${cellsText}</tr>`
  })
  return `<table><tr>${head.map((name) => `<th>${escapedHtml(name)}</th>`).join('')}</tr>${lines.join('')}</table>`
}

/**
 * A run of a lesson as one HTML file without scripts, also good for printing: every step with its question and, as a solution,
 * what happened, the numbers of that run and the whole map afterwards; as an exercise, lines to write on. `#step-2` leads to a step.
 */
export function handOut(
  lesson: Lesson,
  moments: readonly Moment[],
  locale: string,
  words: HandOutWords,
  kind: SheetKind = 'solution'
): string {
  const say = (text: { readonly en: string; readonly zh: string }): string => escapedHtml(inLanguage(text, locale))
  const first = moments[0]
  const parts = lesson.steps.map((step, index) => {
    const [before, after] = [moments[index], moments[index + 1]]
    if (first === undefined || before === undefined || after === undefined) return ''
    const order = shownOrder(lesson.id, index, step.prediction.choices.length)
    const asked = [
      `<h2 id="step-${index + 1}">${index + 1}. ${say(step.text)}</h2><pre>${escapedHtml(step.c)}</pre>`,
      `<p><b>${escapedHtml(words.question)}</b> ${say(step.prediction.question)}</p>`,
      `<ol class="choices">${order.map((at, position) => `<li>${position + 1}) ${say(step.prediction.choices[at]!)}</li>`).join('')}</ol>`
    ]
    if (kind === 'exercise') {
      return [...asked, `<p>${escapedHtml(words.reason)}</p><div class="line"></div><div class="line"></div>`].join(
        '\n'
      )
    }
    const choice = step.prediction.choices[rightChoice(step, first, before, after)]
    const text = isSupported(step, first, before, after) ? step.explanation : (step.otherwise ?? step.explanation)
    const claims = checkClaims(step, first, before, after).map(
      ({ claim, result }) => `<li>${escapedHtml(words.results[result])}: <code>${escapedHtml(claim)}</code></li>`
    )
    return [
      ...asked,
      `<details><summary>${escapedHtml(words.answer)}</summary>`,
      choice === undefined ? '' : `<p><b>${say(choice)}</b></p>`,
      `<p>${escapedHtml(explain(inLanguage(text, locale), lookUpIn(first, before, after)))}</p>`,
      `<ul>${claims.join('')}</ul>${rowsTable(after, step.lookAt.target)}</details>`
    ].join('\n')
  })
  const head =
    kind === 'exercise'
      ? `<p>${escapedHtml(words.name)} ______________________</p>`
      : `<p><i>${escapedHtml(words.origin)}</i></p>`
  return `<!doctype html>
<html lang="${escapedHtml(locale)}"><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${say(lesson.title)}</title><style>${SHEET_STYLE}</style>
<h1>${say(lesson.title)}</h1><p>${say(lesson.teaches)}</p>${head}
${parts.join('\n')}
</html>
`
}
