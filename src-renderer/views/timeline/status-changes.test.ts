import { expect, it } from 'vitest'
import { History } from '#shared/history/history.ts'
import { joinedTimeline, timelinePart } from '#shared/history/timeline.ts'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { statusChanges } from './status-changes.ts'

it('reports the numbers of status at the ends of a stretch, where they are known', () => {
  const history = new History()
  const take = (status: Record<string, number>): number =>
    history.add(captureOfText('1000-2000 rw-p 00000000 00:00 0\nRss: 4 kB\n', { takenAt: 0, status }))
  take({ VmRSS: 100, Threads: 1, VmSwap: 0 })
  take({ VmRSS: 150, Threads: 5, VmSwap: 0 })
  const before = timelinePart(history, { metric: 'rss', known: null })
  take({ VmRSS: 120, Threads: 3 })
  const known = { generation: before.generation, last: 1, events: before.eventCount }
  const part = joinedTimeline(before, timelinePart(history, { metric: 'rss', known }))!
  expect(statusChanges(part, null, null)).toEqual([
    { number: 'VmRSS', from: 100, to: 120 },
    { number: 'Threads', from: 1, to: 3 }
  ])
  expect(statusChanges(part, 0, 1)).toEqual([
    { number: 'VmRSS', from: 100, to: 150 },
    { number: 'VmSwap', from: 0, to: 0 },
    { number: 'Threads', from: 1, to: 5 }
  ])
  expect(statusChanges(part, 2, 2)).toEqual([])
})
