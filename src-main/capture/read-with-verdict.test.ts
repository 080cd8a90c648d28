import { expect, it } from 'vitest'
import { parseProcessStat, type ProcessStat } from '#shared/scan/process-stat.ts'
import { lossBetween } from './read-with-verdict.ts'

/** A stat line of `sleep` (Linux 6.12) with other words in some of its fields, which are numbered as in proc_pid_stat(5). */
function stat(words: Readonly<Record<number, string>> = {}): ProcessStat {
  const line =
    '4711 (sleep) S 1 4711 4711 0 -1 4194304 121 0 0 0 0 0 0 0 20 0 1 0 98765 5787648 451 18446744073709551615 ' +
    '94111163031552 94111163046561 140732571823696 0 0 0 0 0 0 1 0 0 17 1 0 0 0 0 0 94111163063024 94111163064320 ' +
    '94111180214272 140732571831171 140732571831180 140732571831180 140732571832297 0\n'
  const split = line.split(' ')
  for (const [field, word] of Object.entries(words)) split[Number(field) - 1] = word
  return parseProcessStat(new TextEncoder().encode(split.join(' ')))!
}

const EXITED = { kind: 'truncated', reason: 'exited' }
const EXEC = { kind: 'truncated', reason: 'exec' }

it('is the same process while it has its start time, its program and its arguments', () => {
  expect(lossBetween(stat(), stat({ 3: 'R', 10: '500' }))).toBeNull()
})

it('is another program when code or arguments lie elsewhere, also one that may not be looked into', () => {
  expect(lossBetween(stat(), stat({ 26: '94555163031552' }))).toEqual(EXEC)
  expect(lossBetween(stat(), stat({ 48: '140732571831999' }))).toEqual(EXEC)
  // A setuid program: the kernel reports 1 and 0 to readers without the right.
  expect(lossBetween(stat(), stat({ 26: '1', 48: '0' }))).toEqual(EXEC)
})

it('has ended when it is gone, a zombie, or its number is another’s', () => {
  expect(lossBetween(stat(), null)).toEqual(EXITED)
  for (const state of ['Z', 'X', 'x']) expect(lossBetween(stat(), stat({ 3: state }))).toEqual(EXITED)
  expect(lossBetween(stat(), stat({ 22: '98766' }))).toEqual(EXITED)
  expect(lossBetween(stat({ 3: 'Z' }), stat({ 3: 'Z' }))).toBeNull()
})

it('has ended, and runs no other program, when it was killed and has let its memory go', () => {
  // Running still, on its way to be a zombie: no code, no stack, no arguments.
  expect(lossBetween(stat(), stat({ 3: 'R', 23: '0', 24: '0', 26: '0', 27: '0', 28: '0', 48: '0' }))).toEqual(EXITED)
  expect(lossBetween(stat({ 26: '1', 48: '0' }), stat({ 3: 'R', 26: '0', 48: '0' }))).toEqual(EXITED)
  // A kernel thread has none all the time.
  expect(lossBetween(stat({ 26: '0', 48: '0' }), stat({ 26: '0', 48: '0' }))).toBeNull()
})
