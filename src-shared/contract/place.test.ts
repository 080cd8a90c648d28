import { describe, expect, it } from 'vitest'
import { NO_PLACE, placeOfProcess, placeText, readPlace } from './place.ts'

describe('a place in words', () => {
  it.each([
    ['', NO_PLACE],
    ['pid=4711&start=123456', placeOfProcess({ pid: 4711, startTime: 123456 })],
    ['pid=0&start=0', placeOfProcess({ pid: 0, startTime: 0 })],
    ['pid=4711', { ...NO_PLACE, process: { pid: 4711, startTime: null } }],
    ['lesson=page-cache&recorded&step=3', { ...NO_PLACE, lesson: { id: 'page-cache', isRecorded: true, step: 3 } }],
    ['lesson=address-space', { ...NO_PLACE, lesson: { id: 'address-space', isRecorded: false, step: 1 } }],
    [
      'pid=1&start=0&lesson=address-space&recorded&moment=3',
      { process: { pid: 1, startTime: 0 }, lesson: { id: 'address-space', isRecorded: true, step: 1 }, moment: 3 }
    ]
  ])('%s', (text, place) => {
    expect(placeText(place)).toBe(text)
    expect(readPlace(text)).toEqual(place)
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
  ])('says nothing: %s', (text) => {
    expect(readPlace(text)).toEqual(NO_PLACE)
  })

  it('keeps what it understands', () => {
    expect(readPlace('pid=7&start=nonsense&more=1')).toEqual({ ...NO_PLACE, process: { pid: 7, startTime: null } })
  })
})
