import { expect, it } from 'vitest'
import { IMPORTERS } from '#shared/formats/index.ts'
import { fuzzImporters, seeds } from './importers.ts'

/** The short form, the same every time; the long one is `npm run fuzz -- --minutes N`. */
const RUNS = 20

it('opens or refuses in words whatever is damaged, in every format', { timeout: 0 }, () => {
  const counts = fuzzImporters(RUNS)
  console.info('fuzz:', counts)
  // No importer is left out.
  expect([...counts.byFormat.keys()].toSorted()).toEqual(IMPORTERS.map(({ id }) => id).toSorted())
  expect(counts.runs).toBe(seeds().size * RUNS)
  expect(counts.opened).toBeGreaterThan(counts.runs / 4)
  expect(counts.mappings).toBeGreaterThan(0)
})
