import { expect, it } from 'vitest'
import { handOut } from './hand-out.ts'
import { findLesson, loadRecording } from './lessons.ts'
import { momentsOf } from './recording.ts'

it('puts a whole run into one page and lets no name of /proc become markup', async () => {
  const lesson = findLesson('address-space')!
  const recording = (await loadRecording('address-space'))!
  const hostile = {
    ...recording,
    moments: recording.moments.map((moment) => ({
      ...moment,
      smaps: moment.smaps.replaceAll('[vdso]', '/tmp/<script>alert(1)</script>&"')
    }))
  }
  const words = {
    question: 'Q',
    reason: 'Why?',
    name: 'Name',
    answer: 'A',
    origin: 'Recorded',
    results: { held: 'so it was', failed: 'it was not', unsupported: 'not here' }
  }
  const page = handOut(lesson, momentsOf(hostile, lesson), 'en', words)
  expect(page).not.toContain('<script')
  expect(page).toContain('script&gt;&amp;&quot;')
  // Nor does it report where files lie.
  expect(page).not.toContain('/usr/lib')
  expect(page).toContain('<td>libc.so.6</td>')
  expect(page).toContain('One row of 1.0 MiB')
  expect(page.match(/<details>/g)).toHaveLength(lesson.steps.length)
  expect(page.match(/<li>so it was:/g)).toHaveLength(lesson.steps.flatMap(({ claims }) => claims).length)
  expect(handOut(lesson, momentsOf(recording, lesson), 'zh-CN', words)).toContain('地址空间是一张映射表')

  const exercise = handOut(lesson, momentsOf(hostile, lesson), 'en', words, 'exercise')
  expect(exercise).toContain('id="step-3"')
  expect(exercise).toContain('Why?')
  expect(exercise).not.toMatch(/<details>|<table>|so it was|One row of|delta\(/)
})
