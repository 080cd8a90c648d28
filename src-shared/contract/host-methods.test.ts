import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { HOST_METHODS, isHostEvent, isHostMethod } from './host-methods.ts'

describe('arguments', () => {
  it('of a snapshot name a hundred thousand processes at most', () => {
    const isTaken = (count: number): boolean =>
      v.is(HOST_METHODS.takeSnapshot, [
        't',
        {
          processes: Array.from({ length: count }, (_, at) => ({ pid: at + 1, startTime: 0 })),
          evidence: 'maps',
          note: ''
        }
      ])
    expect([isTaken(100_000), isTaken(100_001)]).toEqual([true, false])
  })

  it('name processes by numbers that a kernel may give', () => {
    const isTaken = (pid: unknown, startTime: unknown = 0, more: object = {}): boolean =>
      v.is(HOST_METHODS.capture, [
        { pid, startTime, ...more },
        { detail: 'maps', elevated: false, task: 't' }
      ])
    expect([isTaken(1), isTaken(0x7fffffff)]).toEqual([true, true])
    for (const pid of [0, -1, 1.5, NaN, Infinity, 2 ** 31, '1', null, {}])
      expect(isTaken(pid), JSON.stringify(pid)).toBe(false)
    for (const time of [-1, NaN, Infinity, '0', null]) expect(isTaken(1, time), String(time)).toBe(false)
    expect(isTaken(1, 0, { path: '/etc' })).toBe(false)
  })

  it('are texts of the length that they need', () => {
    const isCommand = (text: string): boolean => v.is(HOST_METHODS.commandSubject, ['subject-1', text])
    expect([isCommand('map a 64K'), isCommand('x'.repeat(256))]).toEqual([true, true])
    expect([isCommand('x'.repeat(257)), isCommand('a\nb'), isCommand('é')]).toEqual([false, false, false])
    for (const id of ['', 'x'.repeat(65), '../1', 'a b']) {
      expect(v.is(HOST_METHODS.stopSubject, [id]), id).toBe(false)
      expect(v.is(HOST_METHODS.cancel, [id]), id).toBe(false)
    }
    const isName = (name: string): boolean => v.is(HOST_METHODS.saveFile, [name, new Uint8Array(1)])
    expect([isName('a'), isName('x'.repeat(255)), isName(''), isName('x'.repeat(256))]).toEqual([
      true,
      true,
      false,
      false
    ])
    expect(v.is(HOST_METHODS.saveFile, ['a', [1]])).toBe(false)
  })

  it('of settings are a record with short names', () => {
    const isTaken = (value: unknown): boolean => v.is(HOST_METHODS.writeSettings, [value])
    expect([isTaken({ theme: 'dark' }), isTaken([]), isTaken(null), isTaken('x')]).toEqual([true, false, false, false])
    expect(isTaken({ ['x'.repeat(65)]: 1 })).toBe(false)
  })

  it('of pages are ranges that end after their start', () => {
    const isTaken = (start: number, end: number): boolean =>
      v.is(HOST_METHODS.pages, [
        { pid: 1, startTime: 0 },
        { ranges: [{ start, end }], cells: 1, depth: 'whole' }
      ])
    expect([isTaken(0, 4096), isTaken(4096, 4096), isTaken(4096, 0), isTaken(-4096, 0)]).toEqual([
      true,
      false,
      false,
      false
    ])
  })

  it('are as many as there should be', () => {
    expect(v.is(HOST_METHODS.describeHost, [1])).toBe(false)
    expect(v.is(HOST_METHODS.openRecent, [100])).toBe(false)
  })
})

it('methods and events are those of the contract, not what every object has', () => {
  for (const name of ['toString', 'constructor', '__proto__', 'hasOwnProperty', '', null, 7]) {
    expect(isHostMethod(name), String(name)).toBe(false)
    expect(isHostEvent(name), String(name)).toBe(false)
  }
  expect([isHostMethod('capture'), isHostEvent('notice'), isHostEvent('capture')]).toEqual([true, true, false])
})
