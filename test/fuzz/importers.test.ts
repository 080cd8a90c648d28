import { expect, it } from 'vitest'
import { IMPORTERS } from '#shared/formats/index.ts'
import { fuzzImporters, seeds } from './importers.ts'

/** The short form; VMATLAS_FUZZ gives the number of runs for each file of the long one. */
const RUNS = Number(process.env['VMATLAS_FUZZ'] ?? 20)

it('opens or refuses in words whatever is damaged, in every format', { timeout: 0 }, () => {
  const counts = fuzzImporters(RUNS, RUNS > 20 ? Math.floor(Math.random() * 1e9) : 1)
  console.info('fuzz:', counts)
  // No importer is left out.
  expect([...counts.byFormat.keys()].toSorted()).toEqual(IMPORTERS.map(({ id }) => id).toSorted())
  expect(counts.runs).toBe(seeds().size * RUNS)
  expect(counts.opened).toBeGreaterThan(counts.runs / 4)
  expect(counts.mappings).toBeGreaterThan(0)
})
