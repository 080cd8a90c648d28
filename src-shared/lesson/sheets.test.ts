import { crc32, deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { madeLesson, madeMoment, madeStep } from '#test/support/made-lesson.ts'
import { answeredRun, answerSheet, scoreOf } from './answer-sheet.ts'
import { checkLesson } from './check-lesson.ts'
import { handOut, type HandOutWords } from './hand-out.ts'
import { openBytes } from '../formats/index.ts'
import { lessonIndex } from './lesson-index.ts'
import { lessonSnapshot } from './lesson-snapshot.ts'
import { metricOfStep } from './metric-of-step.ts'
import { amountsByLetter, layoutAfter, NO_LAYOUT, wantedRanges, type Layout } from './moment.ts'
import { momentOf, momentsOf, type RecordedMoment, type Recording } from './recording.ts'
import { escapedHtml } from './sheet-html.ts'
import { shownOrder } from './shown-order.ts'
import { stepExpressions, wantedSurroundings } from './step-expressions.ts'
import { readAnswers } from './stored-answers.ts'
import { unpackRecording } from './unpack-recording.ts'

const PROCESS = { pid: 7, startTime: 1 }

describe('the layout of a program', () => {
  const after = (
    layout: Layout,
    ...done: readonly (readonly [command: string, reply: Record<string, string | number>])[]
  ): Layout =>
    layoutAfter(
      layout,
      done.map(([command]) => command),
      done.map(([, reply]) => reply)
    )
  const mapped = after(NO_LAYOUT, ['map a 8K', { address: '0x1000', bytes: 8192 }], ['touch a', { ok: 1 }])

  it('has the places that its commands were answered with', () => {
    expect([...mapped.places]).toEqual([['a', { start: 0x1000, bytes: 8192 }]])
    const moved = after(
      mapped,
      ['remap a', { address: '0x9000', bytes: 4096 }],
      ['map b 4K', { address: '4096', bytes: 1 }]
    )
    expect([...moved.places]).toEqual([
      ['a', { start: 0x9000, bytes: 4096 }],
      ['b', { start: 4096, bytes: 1 }]
    ])
    expect(mapped.places.size).toBe(1)
    for (const [command, reply] of [
      ['map ab 8K', { address: '0x1', bytes: 1 }],
      ['map A', { address: '0x1', bytes: 1 }],
      ['map', { address: '0x1', bytes: 1 }],
      ['x map c', { address: '0x1', bytes: 1 }],
      ['map c', { address: 1, bytes: 1 }],
      ['map c', { address: '0x1', bytes: '1' }]
    ] as const)
      expect(after(mapped, [command, reply]).places).toEqual(mapped.places)
    expect(layoutAfter(mapped, [], [{ address: '0x1', bytes: 1 }]).places).toEqual(mapped.places)
  })

  it('has a child after a fork, with the places of its parent, until it ends', () => {
    const forked = after(mapped, ['fork', { child: 9, childStart: 5 }])
    expect(forked.child).toEqual({ pid: 9, startTime: 5 })
    expect(forked.childPlaces).toEqual(mapped.places)
    const own = after(forked, ['child map b 4K', { address: '0x5000', bytes: 4096 }])
    expect([[...own.places.keys()], [...own.childPlaces.keys()]]).toEqual([['a'], ['a', 'b']])
    expect(after(own, ['wait', { child: 0 }])).toEqual({ places: mapped.places, childPlaces: new Map(), child: null })
    expect(after(mapped, ['start', { child: 9 }])).toMatchObject({
      child: { pid: 9, startTime: 0 },
      childPlaces: new Map()
    })
    expect(after(forked, ['touch a', { child: '9' }]).child).toEqual({ pid: 9, startTime: 5 })
  })

  it('tells the ranges whose pages are asked for, as far as they are known, and takes what was answered', () => {
    const layout: Layout = {
      ...mapped,
      childPlaces: new Map([['b', { start: 5, bytes: 6 }]]),
      child: { pid: 9, startTime: 5 }
    }
    const wanted = { isMachineWanted: false, places: { self: ['a', 'c'], child: ['b', 'a'] } }
    const ranges = wantedRanges(wanted, layout, PROCESS)
    expect(ranges).toEqual([
      { whose: 'self', letter: 'a', range: { process: PROCESS, start: 0x1000, bytes: 8192 } },
      { whose: 'child', letter: 'b', range: { process: { pid: 9, startTime: 5 }, start: 5, bytes: 6 } }
    ])
    expect(wantedRanges(wanted, { ...layout, child: null }, PROCESS)).toHaveLength(1)
    const answers = [{ pagesHuge: 1 }, { pagesHuge: 2 }]
    expect([...amountsByLetter(ranges, answers, 'self')]).toEqual([['a', answers[0]]])
    expect([...amountsByLetter(ranges, answers, 'child')]).toEqual([['b', answers[1]]])
    expect(amountsByLetter(ranges, [null], 'self').size).toBe(0)
  })
})

const row = (rss: number): string =>
  `1000-3000 rw-p 00000000 00:00 0                          /srv/<b>/a'b\nRss: ${rss} kB\nPss: 1 kB\n5000-6000 r--p 00000000 00:00 0 \nRss: 0 kB\nPss: 0 kB\n`
const places = new Map([['a', { start: 0x1000, bytes: 8192 }]])
const MOMENTS = [madeMoment(row(0)), madeMoment(row(8), { places }), madeMoment(row(8), { places })]
const STEP = madeStep()
const LESSON = madeLesson(STEP, madeStep({ needs: 'a.Rss > 100', otherwise: { en: 'not here & now', zh: '不' } }))

describe('a sheet of answers', () => {
  it('has what was chosen and what is right, by the numbers on the screen', () => {
    const run = answeredRun(LESSON, MOMENTS, { 0: 1, 1: 0 }, false)
    expect(run).toEqual({
      run: 'live',
      takenAt: 0,
      steps: [
        { chosen: 1, right: 1 },
        { chosen: 0, right: 1 }
      ]
    })
    expect(scoreOf(LESSON, run)).toEqual({ right: 1, of: 2 })
    const [order, second] = [shownOrder('made', 0, 2), shownOrder('made', 1, 2)]
    expect(answerSheet(LESSON, run, 'en')).toEqual({
      lesson: 'made',
      title: 'A "lesson"',
      run: 'live',
      takenAt: 0,
      answers: [
        {
          step: 1,
          question: 'How much?',
          chosen: { number: order.indexOf(1) + 1, text: 'some' },
          right: { number: order.indexOf(1) + 1, text: 'some' },
          isRight: true
        },
        {
          step: 2,
          question: 'How much?',
          chosen: { number: second.indexOf(0) + 1, text: 'none' },
          right: { number: second.indexOf(1) + 1, text: 'some' },
          isRight: false
        }
      ],
      score: { right: 1, of: 2 }
    })
  })

  it('of a run that ended early has its steps only; nothing chosen, nothing right', () => {
    expect(answeredRun(LESSON, MOMENTS.slice(0, 2), {}, true)).toEqual({
      run: 'recorded',
      takenAt: 0,
      steps: [{ chosen: null, right: 1 }]
    })
    expect(answeredRun(LESSON, [], {}, true)).toEqual({ run: 'recorded', takenAt: null, steps: [] })
    const sheet = answerSheet(LESSON, { run: 'live', takenAt: null, steps: [{ chosen: null, right: -1 }] }, 'zh-CN')
    expect(sheet.answers).toEqual([{ step: 1, question: '中How much?', chosen: null, right: null, isRight: false }])
  })

  it('is read again from what was stored, and damaged runs are not believed', () => {
    const run = answeredRun(LESSON, MOMENTS, { 0: 1 }, false)
    expect(readAnswers(JSON.stringify({ made: run, other: { ...run, run: 'x' }, third: 7 }))).toEqual({ made: run })
    for (const text of [null, '', '{', '7', '[]', 'null']) expect(readAnswers(text)).toEqual({})
    const steps = (...all: readonly object[]): object => readAnswers(JSON.stringify({ made: { ...run, steps: all } }))
    expect(steps({ chosen: 20, right: -1 })).toHaveProperty('made')
    for (const wrong of [{ chosen: 21, right: 0 }, { chosen: 0, right: -2 }, { chosen: 0.5, right: 0 }, { right: 0 }])
      expect(steps(wrong)).toEqual({})
    expect(steps(...Array<object>(50).fill({ chosen: 0, right: 0 }))).toHaveProperty('made')
    expect(steps(...Array<object>(51).fill({ chosen: 0, right: 0 }))).toEqual({})
  })
})

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
    const order = shownOrder('made', 0, 2).map((at, place) => `<li>${place + 1}) ${['none', 'some'][at]}</li>`)
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
    const all = handOut(madeLesson(madeStep({ lookAt: { subject: 'all', column: 'Rss' } })), MOMENTS, 'en', WORDS)
    expect(all).not.toContain('class="at"')
  })

  it('stands in an index, with its steps, chapters and sources', () => {
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

describe('a snapshot of a run', () => {
  const notes = (locale: string, moments = MOMENTS, lesson = LESSON): readonly (string | null)[] => {
    const bytes = lessonSnapshot(
      lesson,
      moments,
      locale,
      { beforeFirst: 'Before', origin: 'Recorded' },
      { tool: 'test', hostName: null, kernel: '6.1.0' },
      { deflateRaw: (part) => deflateRawSync(part), crc32: (part) => crc32(part) }
    )
    const { source, moments: opened } = openBytes(bytes, 'x.vmsnap', nodeFormatContext)
    return [source.note ?? null, ...opened.map(({ note }) => note ?? null)]
  }

  it('says of each moment what its step is, its line of C and what it did', () => {
    expect(notes('en')).toEqual([
      'A "lesson"\nWhat it teaches\nRecorded',
      'Before',
      '1. Map <a>\np = mmap(…) & q;\n8 KiB of 1',
      '2. Map <a>\np = mmap(…) & q;\nnot here & now'
    ])
    expect(notes('zh-CN', MOMENTS.slice(0, 2))).toEqual([
      '中A "lesson"\n中What it teaches\nRecorded',
      'Before',
      '1. 中Map <a>\np = mmap(…) & q;\n中8 KiB of 1'
    ])
    // A lesson may have fewer steps than a run of its earlier version.
    expect(notes('en', MOMENTS, madeLesson(STEP)).slice(2)).toEqual(['1. Map <a>\np = mmap(…) & q;\n8 KiB of 1', ''])
  })
})

it('a recording is deflated JSON as base64', async () => {
  const recording = { lesson: 'made', moments: ['x'.repeat(200_000)] }
  expect(await unpackRecording(deflateRawSync(JSON.stringify(recording)).toString('base64'))).toEqual(recording)
})

it('the order of answers is one of all, by lesson and step, and the same for ever: printed sheets have it', () => {
  expect([0, 1, 2, 3].map((step) => shownOrder('threads', step, 3).join(''))).toEqual(['201', '210', '012', '102'])
  expect(shownOrder('x', 0, 0)).toEqual([])
})

describe('a recording', () => {
  const recorded = (rss: number, more: Partial<RecordedMoment> = {}): RecordedMoment => ({
    smaps: row(rss),
    status: 'Name:\tsubject\nThreads:\t2\n',
    stat: `7 (subject) S${' 1'.repeat(49)}\n`,
    cmdline: 'subject\0',
    takenAt: 5,
    replies: [],
    ...more
  })

  it('gives the moments of the lesson, each with its places, pages and child', () => {
    const child = { smaps: row(4), status: '', stat: '', cmdline: '' }
    const recording: Recording = {
      lesson: 'made',
      kernel: '6.18',
      architecture: 'x86_64',
      pageSize: 4096,
      moments: [
        recorded(0),
        recorded(8, {
          replies: [{ address: '0x1000', bytes: 8192, child: 9, childStart: 1 }],
          child,
          machine: { MemTotal: 7 },
          pages: { self: { a: { pagesHuge: 0 } }, child: { b: { pagesHuge: 2 } } }
        }),
        recorded(8),
        recorded(8)
      ]
    }
    const moments = momentsOf(recording, madeLesson(madeStep(), madeStep({ commands: [] })))
    expect(moments).toHaveLength(3)
    const [first, second, third] = moments
    expect([first!.places.size, first!.child, first!.machine, first!.pages.size]).toEqual([0, null, {}, 0])
    expect(second).toMatchObject({ machine: { MemTotal: 7 }, replies: [{ child: 9 }] })
    expect([...second!.places]).toEqual([['a', { start: 0x1000, bytes: 8192 }]])
    expect([...second!.pages]).toEqual([['a', { pagesHuge: 0 }]])
    expect([...second!.child!.pages]).toEqual([['b', { pagesHuge: 2 }]])
    expect(second!.child!.capture.table.rowCount).toBe(2)
    expect(third!.places).toEqual(second!.places)
    const { capture } = momentOf(recorded(8), 16_384, NO_LAYOUT)
    expect([capture.pageSize, capture.takenAt, capture.command, capture.status]).toEqual([
      16_384,
      5,
      'subject',
      { Threads: 2 }
    ])
  })
})

describe('a step', () => {
  const step = madeStep({
    claims: ['child.b.pagesHuge == 0', 'machine.MemTotal > 0'],
    needs: 'c.pagesZero > 0',
    otherwise: { en: '{d.Rss}', zh: '{#e.Rss}' },
    lookAt: { subject: 'code of libc.so.6', column: 'Pss' }
  })

  it('tells all its expressions, and what has to be read for them', () => {
    expect(stepExpressions(step)).toEqual([
      'child.b.pagesHuge == 0',
      'machine.MemTotal > 0',
      'a.Rss == 0',
      'a.Rss > 0',
      'c.pagesZero > 0',
      'a.Rss',
      'a.rows',
      'a.Rss',
      'a.rows',
      'd.Rss',
      'e.Rss',
      '"code of libc.so.6".Pss'
    ])
    expect(wantedSurroundings(madeLesson(step, step))).toEqual({
      isMachineWanted: true,
      places: { self: ['c'], child: ['b'] }
    })
    expect(wantedSurroundings(madeLesson(madeStep({ claims: ['machine.page > 0'] })))).toEqual({
      isMachineWanted: false,
      places: { self: [], child: [] }
    })
  })

  it('is drawn by what it speaks of', () => {
    const metric = (column: string, own?: 'size'): string =>
      metricOfStep(madeStep({ lookAt: { subject: 'a', column, ...(own === undefined ? {} : { metric: own }) } }))
    expect(
      ['Size', 'Rss', 'Pss', 'Private_Dirty', 'Shared_Dirty', 'Anonymous', 'rows'].map((column) => metric(column))
    ).toEqual(['size', 'rss', 'pss', 'dirty', 'dirty', 'rss', 'rss'])
    expect(metric('Rss', 'size')).toBe('size')
  })

  it('is checked when it is loaded: places must be named by then', () => {
    const check = (more: Parameters<typeof madeStep>[0]) => (): void => checkLesson(madeLesson(madeStep({ ...more })))
    expect(check({})).not.toThrow()
    expect(
      check({ claims: ['a.pagesHuge == 0', '"[heap]|heap|subject".Rss > 0', 'child.process.pid > 1', 'all.rd > 0'] })
    ).not.toThrow()
    expect(check({ claims: ['heap.pagesHuge == 0'] })).toThrow('only a place of its own has "pagesHuge"')
    expect(check({ claims: ['"heap|nobody".Rss > 0'] })).toThrow('"nobody" is not known')
    expect(check({ claims: ['"x.txt".Rss > 0'] })).toThrow('"x.txt" is not known')
    expect(check({ commands: ['child map b 4K', 'map a 4K'], claims: ['b.Rss > 0'] })).not.toThrow()
    expect(check({ commands: ['map ab'], claims: [] })).toThrow(
      'lesson made, step 1: "a.Rss == 0": no command has named "a" by then'
    )
    expect(check({ claims: ['faults.value == 0'] })).toThrow('"faults" has no "value"')
  })
})
