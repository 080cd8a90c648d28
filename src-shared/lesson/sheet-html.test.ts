import { describe, expect, it } from 'vitest'
import { madeLesson, madeStep } from '#test/support/made-lesson.ts'
import { handOut, type HandOutWords } from './hand-out.ts'
import { lessonIndex } from './lesson-index.ts'
import { escapedHtml } from './sheet-html.ts'
import { shownOrder } from './shown-order.ts'
import { MOMENTS, STEP, LESSON } from '#test/support/made-run.ts'

describe('a page of a lesson', () => {
  const WORDS: HandOutWords = {
    question: 'Q',
    reason: 'Because',
    name: 'Name',
    answer: 'Answer',
    origin: 'Run <here>',
    results: { held: 'held', failed: 'failed', unsupported: 'not asked' }
  }
  const page = (...more: [('solution' | 'exercise')?]): string => handOut(LESSON, MOMENTS, 'en', WORDS, ...more)

  it('has question, answers, what happened, claims and the whole map', () => {
    const text = page()
    expect(text).toContain('<html lang="en">')
    expect(text).toContain('<h1>A &quot;lesson&quot;</h1><p>What it teaches</p><p><i>Run &lt;here&gt;</i></p>')
    expect(text).toContain(
      '<h2 id="step-1">1. Map &lt;a&gt;</h2><pre>p = mmap(…) &amp; q;</pre>\n<p><b>Q</b> How much?</p>'
    )
    const order = shownOrder('made', 0, 2).map((at, index) => `<li>${index + 1}) ${['none', 'some'][at]}</li>`)
    expect(text).toContain(`<ol class="choices">${order.join('')}</ol>`)
    expect(text).toContain('<details><summary>Answer</summary>\n<p><b>some</b></p>\n<p>8 KiB of 1</p>')
    expect(text).toContain('<ul><li>held: <code>a.Rss == 8</code></li><li>failed: <code>a.Rss == 9</code></li></ul>')
    expect(text).toContain('<p>not here &amp; now</p>\n<ul><li>not asked: <code>a.Rss == 8</code></li>')
    expect(text).toContain(
      '<tr><th>Address</th><th>Perm</th><th>Size</th><th>Rss</th><th>Pss</th><th>Mapping</th></tr>'
    )
    expect(text).toContain(
      '<tr class="at"><td>00001000</td><td>rw-p</td><td>8</td><td>8</td><td>1</td><td>a&#39;b</td></tr><tr><td>00005000</td><td>r--p</td><td>4</td><td>0</td><td>0</td><td></td></tr></table></details>'
    )
    expect(text).not.toContain('srv')
  })

  it('as an exercise has room for answers and none of them', () => {
    const text = page('exercise')
    expect(text).toContain('<p>Name ______________________</p>')
    expect(text).toContain('<p>Because</p><div class="line"></div><div class="line"></div>')
    expect(text).not.toMatch(/<details|Answer|KiB|Run/)
    expect(text.match(/<h2/g)).toHaveLength(2)
  })

  it('has the steps that ran only, in the language that was asked for', () => {
    const text = handOut(LESSON, MOMENTS.slice(0, 2), 'zh-CN', WORDS)
    expect(text.match(/<h2/g)).toHaveLength(1)
    expect(text).toContain('<p><b>中some</b></p>\n<p>中8 KiB of 1</p>')
    const none = handOut(
      madeLesson(madeStep({ prediction: { ...STEP.prediction, choices: [] } })),
      MOMENTS,
      'en',
      WORDS
    )
    expect(none).toContain('<summary>Answer</summary>\n\n<p>8 KiB')
    const all = handOut(madeLesson(madeStep({ lookAt: { target: 'all', column: 'Rss' } })), MOMENTS, 'en', WORDS)
    expect(all).not.toContain('class="at"')
  })

  it('is in an index, with its steps, chapters and sources', () => {
    const words = { title: 'T<', intro: 'I&', exercise: 'E', step: 'Step', lesson: 'L', sources: 'S', books: 'B' }
    const text = lessonIndex([LESSON], 'en', words, { href: 'zh.html', text: '中文' })
    expect(text).toContain('<title>T&lt;</title>')
    expect(text).toContain('<p><a href="zh.html">中文</a></p>\n<h1>T&lt;</h1><p>I&amp;</p>')
    expect(text).toContain(
      '<ol><li><a href="made.html"><b>A &quot;lesson&quot;</b></a><p>What it teaches<br>Step <a href="made.html#step-1">1</a> <a href="made.html#step-2">2</a> · <a href="made-exercise.html">E</a></p></li></ol>'
    )
    expect(text).toContain('<tr><th>L</th><th>OSTEP</th><th>CS:APP</th><th>S</th></tr>')
    expect(text).toContain('<td>13</td><td>9.8, 9.9</td><td>mmap(2) · proc(5)</td></tr></table>')
  })

  it('has no sign of HTML in a text', () => expect(escapedHtml(`a<b>&"'c`)).toBe('a&lt;b&gt;&amp;&quot;&#39;c'))
})
