import { expect } from 'vitest'
import { differenceOf, type RunPair } from './run-both.ts'

let equal = 0
let compared = 0

/** Fails with what differs between pmap's output and ours. */
export function expectEqual(pairs: readonly RunPair[]): void {
  const differences = pairs.map(differenceOf)
  compared += pairs.length
  equal += differences.filter((difference) => difference === null).length
  expect(differences.filter((difference) => difference !== null)).toEqual([])
}

/** How many pairs of this test file were equal, in words. */
export const pairsEqual = (): string => `${equal} of ${compared} pairs equal`
