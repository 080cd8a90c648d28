import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { containerOf, hostSnapshot } from '#test/support/fleet-text.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 })
const FOLDER = mkdtempSync(join(tmpdir(), 'vmatlas-hosts-'))
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }))
const CLI = join(import.meta.dirname, '../../src-main/cli.ts')
/** More of them in `npm run bench`. A multiple of all parts of them that are counted. */
const HOSTS = 420
const MAPPINGS = 16
/** The list of images names every second container's image. */
const IMAGES = Array.from({ length: HOSTS / 2 }, (_, at) => containerOf(at * 2)).filter((id) => id !== null)
const TABLES = ['mappings', 'processes', 'machine'] as const

async function rowsOf(query: string): Promise<Record<string, unknown>[]> {
  const connection = await (await DuckDBInstance.create()).connect()
  const here = query.replaceAll(/'((?:mappings|processes|machine)\.parquet|images\.csv)'/g, `'${FOLDER}/$1'`)
  return (await connection.runAndReadAll(here)).getRowObjectsJS()
}

/** The documented queries by their headings. */
const QUERIES = new Map(
  [
    ...readFileSync(join(import.meta.dirname, '../../docs/fleet.md'), 'utf8').matchAll(
      /^## (.*)\n[^#]*?```sql\n([^]*?)```/gm
    )
  ].map(([, heading = '', query = '']): [string, string] => [heading, query])
)
const answer = (heading: string): Promise<Record<string, unknown>[]> => {
  const query = QUERIES.get(heading)
  if (query === undefined) throw new Error(`docs/fleet.md does not ask: ${heading}`)
  return rowsOf(query)
}

beforeAll(() => {
  const snaps = join(FOLDER, 'snaps')
  mkdirSync(snaps)
  for (let host = 0; host < HOSTS; host++) writeFileSync(join(snaps, `${host}.vmsnap`), hostSnapshot(host, MAPPINGS))
  writeFileSync(join(FOLDER, 'images.csv'), IMAGES.map((id, at) => `${id},image:${at % 4}\n`).join(''))
  for (const table of TABLES) {
    const words = ['export', '--from', `${snaps}/*.vmsnap`, '--format', 'parquet', '--table', table]
    const { status, stderr } = spawnSync(process.execPath, [CLI, ...words, '-o', join(FOLDER, `${table}.parquet`)], {
      encoding: 'utf8'
    })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  }
})

it('has one row for each mapping, process and machine, with the boot of each', async () => {
  expect(
    await rowsOf("select count(*)::int as n, count(distinct boot_id)::int as boots from 'mappings.parquet'")
  ).toEqual([{ n: HOSTS * MAPPINGS, boots: HOSTS }])
  expect(await rowsOf("select count(*)::int as n, min(boot_id) as first from 'processes.parquet'")).toEqual([
    { n: HOSTS, first: '00000000-0000-4000-8000-000000000000' }
  ])
  expect(await rowsOf("select count(distinct host)::int as n from 'machine.parquet'")).toEqual([{ n: HOSTS }])
})

it('answers every documented question', async () => {
  expect(QUERIES.size).toBeGreaterThanOrEqual(12)
  for (const heading of QUERIES.keys()) {
    const rows = await answer(heading)
    expect(rows.length, heading).toBeGreaterThan(0)
  }
})

it('answers what was put in', async () => {
  const executable = await answer('Where is memory that may be written and executed?')
  expect(executable.map(({ host }) => Number(String(host).slice(4))).sort((a, b) => a - b)).toEqual(
    Array.from({ length: HOSTS / 7 }, (_, at) => at * 7)
  )
  const versions = await answer('Which versions of a library are still mapped?')
  expect(versions.map(({ name, hosts }) => [name, Number(hosts)]).sort()).toEqual(
    [30, 31, 32].map((version) => [`/usr/lib/libc-2.${version}.so`, HOSTS / 3])
  )
  const deleted = await answer('Who has deleted files mapped?')
  expect(new Set(deleted.map(({ host }) => host)).size).toBe(HOSTS)
  const deploys = await answer('What grew with a deploy?')
  expect(deploys.map(({ label_service: service, label_deploy: deploy }) => [service, deploy])).toHaveLength(10)
  const kernels = await answer('What did a kernel upgrade change?')
  expect(new Set(kernels.map(({ kernel }) => kernel))).toEqual(new Set(['6.1.0', '6.12.0']))
  const [top] = await answer('Which libraries cost most over all hosts?')
  expect(top).toMatchObject({ name: '/usr/bin/service' })
  const containers = await answer('How much memory takes each container image?')
  expect(containers.map(({ image, containers: count }) => [image, Number(count)]).sort()).toEqual([
    [null, (HOSTS / 3) * 2 - IMAGES.length],
    ...[0, 1, 2, 3].map((at) => [`image:${at}`, IMAGES.length / 4])
  ])
  const [fullest] = await answer('How full are the machines?')
  expect(fullest).toMatchObject({ mem_available_kb: 9_000_000n, mem_total_kb: 16_000_000n })
  const arenas = await answer('How many malloc arenas has a service?')
  expect(arenas[0]).toMatchObject({ arenas: 1n, rss_kb: 132n })
  const huge = await answer('How much lies in huge pages?')
  expect(huge.filter(({ percent }) => Number(percent) > 0)).toHaveLength(HOSTS / 2)
})
