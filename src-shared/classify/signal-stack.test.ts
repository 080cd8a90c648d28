import { expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { CONFIDENCES } from '../memory/category.ts'
import { whatWords } from '../memory/purpose-words.ts'
import { classify } from './classify.ts'
import { NOTHING_OBSERVED } from './observed.ts'
import type { RuntimeId } from './runtimes.ts'

const GUARD = '7f0000000000-7f0000001000 ---p'
const STACK = '7f0000001000-7f0000003000 rw-p'

/** What is known of the last mapping of a process that was looked into, with a runtime. */
function labelsOf(runtime: RuntimeId, ...lines: readonly string[]): string {
  const text = lines.map((line) => {
    const [range, perms, ...flags] = line.split(' ')
    return `${range} ${perms} 00000000 00:00 0 \nSize: 8 kB\nRss: 4 kB\nVmFlags: rd wr mr mw me ac ${flags.join(' ')}\n`
  })
  const { table } = captureOfText(text.join(''))
  const runtimes = [{ id: runtime, name: runtime }]
  const made = classify(table, { ...NOTHING_OBSERVED, isInside: true, isEveryStackKnown: true, threads: 7, runtimes })
  const row = table.rowCount - 1
  return `${whatWords(made, row)}, ${CONFIDENCES[made.confidence[row]!]}`
}

it('the stack for signals of a thread of Rust is recognised as probable by its flag, size and guard', () => {
  expect(labelsOf('rust', GUARD, `${STACK} nh`)).toBe('alternate signal stack, probable')
})

it.each([
  ['in a program of another language', 'glibc', [GUARD, `${STACK} nh`]],
  ['without the flag of MAP_STACK', 'rust', [GUARD, STACK]],
  ['without a guard', 'rust', [`${STACK} nh`]],
  ['with a gap behind the guard', 'rust', [GUARD, '7f0000002000-7f0000004000 rw-p nh']],
  ['of 16 KiB, the smallest stack of a thread', 'rust', [GUARD, '7f0000001000-7f0000005000 rw-p nh']],
  ['not reserved in swap', 'rust', [GUARD, `${STACK} nh nr`]]
] as const)('memory like it is not so called: %s', (_, runtime, lines) => {
  expect(labelsOf(runtime, ...lines)).toBe('anonymous, unknown')
})
