import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { madeLesson, madeStep } from '#test/support/made-lesson.ts'
import { NO_LAYOUT } from './moment.ts'
import { momentOf, momentsOf, type RecordedMoment, type Recording } from './recording.ts'
import { unpackRecording } from './unpack-recording.ts'
import { row } from '#test/support/made-run.ts'

it('a recording is deflated JSON as base64', async () => {
  const recording = { lesson: 'made', moments: ['x'.repeat(200_000)] }
  expect(await unpackRecording(deflateRawSync(JSON.stringify(recording)).toString('base64'))).toEqual(recording)
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

  it('gives the moments of the lesson, each with its areas, pages and child', () => {
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
    expect([first!.areas.size, first!.child, first!.machine, first!.pages.size]).toEqual([0, null, {}, 0])
    expect(second).toMatchObject({ machine: { MemTotal: 7 }, replies: [{ child: 9 }] })
    expect([...second!.areas]).toEqual([['a', { start: 0x1000, bytes: 8192 }]])
    expect([...second!.pages]).toEqual([['a', { pagesHuge: 0 }]])
    expect([...second!.child!.pages]).toEqual([['b', { pagesHuge: 2 }]])
    expect(second!.child!.capture.table.rowCount).toBe(2)
    expect(third!.areas).toEqual(second!.areas)
    const { capture } = momentOf(recorded(8), 16_384, NO_LAYOUT)
    expect([capture.pageSize, capture.takenAt, capture.command, capture.status]).toEqual([
      16_384,
      5,
      'subject',
      { Threads: 2 }
    ])
  })
})
