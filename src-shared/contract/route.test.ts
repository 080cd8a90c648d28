import { describe, expect, it } from 'vitest'
import { NO_ROUTE, routeOfProcess, routeText, readRoute } from './route.ts'

describe('a route in words', () => {
  it.each([
    ['', NO_ROUTE],
    ['pid=4711&start=123456', routeOfProcess({ pid: 4711, startTime: 123456 })],
    ['pid=0&start=0', routeOfProcess({ pid: 0, startTime: 0 })],
    ['pid=4711', { ...NO_ROUTE, process: { pid: 4711, startTime: null } }],
    ['lesson=page-cache&recorded&step=3', { ...NO_ROUTE, lesson: { id: 'page-cache', isRecorded: true, step: 3 } }],
    ['lesson=address-space', { ...NO_ROUTE, lesson: { id: 'address-space', isRecorded: false, step: 1 } }],
    [
      'pid=1&start=0&lesson=address-space&recorded&moment=3',
      { process: { pid: 1, startTime: 0 }, lesson: { id: 'address-space', isRecorded: true, step: 1 }, moment: 3 }
    ]
  ])('%s', (text, route) => {
    expect(routeText(route)).toBe(text)
    expect(readRoute(text)).toEqual(route)
  })

  it.each<[string, number | null]>([
    ['0', 0],
    ['4194304', 4_194_304],
    ['4194305', null],
    ['0000000000000007', null]
  ])('has a process with the largest number of the kernel: %s', (text, pid) => {
    expect(readRoute(`pid=${text}`).process?.pid ?? null).toBe(pid)
  })

  it('has a step from 1 to 99, a moment up to a million, a lesson with a short name', () => {
    const step = (text: string): number | undefined => readRoute(`lesson=a&step=${text}`).lesson?.step
    expect(['0', '1', '99', '100', 'x', '-1'].map(step)).toEqual([1, 1, 99, 1, 1, 1])
    expect(routeText({ ...NO_ROUTE, lesson: { id: 'a', isRecorded: false, step: 2 } })).toBe('lesson=a&step=2')
    const moment = (text: string): number | null => readRoute(`moment=${text}`).moment
    expect(['0', '1000000', '1000001'].map(moment)).toEqual([0, 1_000_000, null])
    const lesson = (id: string): string | undefined => readRoute(`lesson=${id}`).lesson?.id
    const long = 'x'.repeat(64)
    expect([lesson(long), lesson(`${long}x`), lesson('A'), lesson('a b'), lesson('b/a')]).toEqual([
      long,
      undefined,
      undefined,
      undefined,
      undefined
    ])
    expect(readRoute('pid=7&start=999999999999999').process?.startTime).toBe(999_999_999_999_999)
    expect(readRoute('pid=7=8').process).toBeNull()
  })

  it.each([
    'pid=',
    'pid=-1',
    'pid=1e3',
    'pid=0x10',
    'pid=99999999999999999999',
    'pid=1.5',
    'start=5',
    'lesson=../x',
    'lesson=',
    'recorded',
    'moment=-1',
    '__proto__=1&constructor',
    '%',
    '<script>',
    '&&&=&='
  ])('reports nothing: %s', (text) => {
    expect(readRoute(text)).toEqual(NO_ROUTE)
  })

  it('keeps what it understands', () => {
    expect(readRoute('pid=7&start=nonsense&more=1')).toEqual({ ...NO_ROUTE, process: { pid: 7, startTime: null } })
  })
})
