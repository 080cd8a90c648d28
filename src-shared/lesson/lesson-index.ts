import { escapedHtml, SHEET_STYLE } from './sheet-html.ts'
import { inLanguage, type Lesson } from './lesson.ts'

/** Words around the lessons' own, in the language of the page. */
export interface IndexWords {
  readonly title: string
  readonly intro: string
  readonly exercise: string
  readonly step: string
  readonly lesson: string
  readonly sources: string
  readonly books: string
}

/** The first page of a site of lessons: each with its steps, and the table of chapters and sources. */
export function lessonIndex(
  lessons: readonly Lesson[],
  locale: string,
  words: IndexWords,
  other: { readonly href: string; readonly text: string }
): string {
  const items = lessons.map(({ id, title, teaches, steps }) => {
    const links = steps.map((_, index) => `<a href="${id}.html#step-${index + 1}">${index + 1}</a>`).join(' ')
    return [
      `<li><a href="${id}.html"><b>${escapedHtml(inLanguage(title, locale))}</b></a>`,
      `<p>${escapedHtml(inLanguage(teaches, locale))}<br>${escapedHtml(words.step)} ${links} · <a href="${id}-exercise.html">${escapedHtml(words.exercise)}</a></p></li>`
    ].join('')
  })
  const rows = lessons.map(
    ({ id, title, chapters, sources }) =>
      `<tr><td><a href="${id}.html">${escapedHtml(inLanguage(title, locale))}</a></td><td>${chapters.ostep.join(', ')}</td><td>${chapters.csapp.join(', ')}</td><td>${escapedHtml(sources.join(' · '))}</td></tr>`
  )
  return `<!doctype html>
<html lang="${escapedHtml(locale)}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapedHtml(words.title)}</title><style>${SHEET_STYLE}td{vertical-align:top;text-align:left}</style>
<p><a href="${other.href}">${escapedHtml(other.text)}</a></p>
<h1>${escapedHtml(words.title)}</h1><p>${escapedHtml(words.intro)}</p>
<ol>${items.join('\n')}</ol>
<p>${escapedHtml(words.books)}</p>
<table><tr><th>${escapedHtml(words.lesson)}</th><th>OSTEP</th><th>CS:APP</th><th>${escapedHtml(words.sources)}</th></tr>${rows.join('\n')}</table>
</html>
`
}
