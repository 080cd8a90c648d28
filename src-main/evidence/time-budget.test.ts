import { expect, it } from 'vitest'
import { TimeBudget } from './time-budget.ts'

/** A clock that moves only when it is set. */
function clock(): { now: () => number; pass: (milliseconds: number) => void } {
  let time = 1000
  return { now: () => time, pass: (milliseconds) => void (time += milliseconds) }
}

/** Asks often enough for the clock to be looked at. */
const isOver = (budget: TimeBudget): boolean => Array.from({ length: 8 }, () => budget.isOver()).some((over) => over)

it('gives each part its share, and what one leaves to those after it', () => {
  const { now, pass } = clock()
  const budget = new TimeBudget(80, ['jvm', 'v8', 'loader'], now)
  budget.begin('jvm')
  pass(29)
  expect(isOver(budget)).toBe(false)
  pass(2)
  expect(isOver(budget)).toBe(true)
  budget.begin('v8')
  pass(1)
  expect(isOver(budget)).toBe(false)
  // It took 1 ms of 39: the last one has the other 48 to itself.
  budget.begin('loader')
  pass(47)
  expect(isOver(budget)).toBe(false)
  pass(2)
  expect(isOver(budget)).toBe(true)
  expect(budget.cut).toEqual(['jvm', 'loader'])
})

it('a part that comes when all time is gone is cut at once, if it has anything to do', () => {
  const { now, pass } = clock()
  const budget = new TimeBudget(10, ['malloc', 'blocks'], now)
  budget.begin('malloc')
  pass(20)
  budget.begin('blocks')
  expect(budget.cut).toEqual([])
  expect(isOver(budget)).toBe(true)
  expect(budget.cut).toEqual(['blocks'])
})

it('counts the time of the processor, not that of waiting', () => {
  const budget = new TimeBudget(20, ['malloc'])
  budget.begin('malloc')
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 40)
  expect(isOver(budget)).toBe(false)
  const from = performance.now()
  while (!isOver(budget) && performance.now() - from < 10_000);
  expect(budget.cut).toEqual(['malloc'])
})
