import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, it } from 'vitest'

const FOLDER = mkdtempSync(join(tmpdir(), 'vmatlas-fleet-'))
const CLI = join(import.meta.dirname, '../../src-main/cli.ts')
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }))
const vmatlas = (...words: string[]): ReturnType<typeof spawnSync> => spawnSync(process.execPath, [CLI, ...words])

async function rowsOf(query: string): Promise<Record<string, unknown>[]> {
  const connection = await (await DuckDBInstance.create()).connect()
  return (await connection.runAndReadAll(query)).getRowObjectsJS()
}

const SNAPSHOT = join(FOLDER, 'here.vmsnap')
beforeAll(() => {
  execFileSync(process.execPath, [
    CLI,
    'capture',
    String(process.pid),
    '--note',
    'service=web deploy=42',
    '-o',
    SNAPSHOT
  ])
})

it('gives DuckDB the same values as the JSON export, one by one', async () => {
  const file = join(FOLDER, 'mappings.parquet')
  expect(vmatlas('export', '--from', SNAPSHOT, '--format', 'parquet', '-o', file).status).toBe(0)
  const json = JSON.parse(String(vmatlas('export', '--from', SNAPSHOT, '--format', 'json').stdout)) as {
    processes: {
      mappings: {
        start: string
        end: string
        perms: string
        inode: number
        name: string
        category: string
        kb: Record<string, number>
        vmFlags: string[]
      }[]
    }[]
  }
  const expected = json.processes[0]!.mappings
  const rows = await rowsOf(`select *, host is not null as has_host from '${file}' order by start_address`)
  expect(rows).toHaveLength(expected.length)
  rows.forEach((row, at) => {
    const mapping = expected[at]!
    expect(`0x${(row['start_address'] as bigint).toString(16)}-0x${(row['end_address'] as bigint).toString(16)}`).toBe(
      `${mapping.start}-${mapping.end}`
    )
    expect([row['perms'], row['name'], row['category'], Number(row['inode']), row['flags']]).toEqual([
      mapping.perms,
      mapping.name,
      mapping.category,
      mapping.inode,
      mapping.vmFlags
    ])
    expect([row['rss_kb'], row['private_dirty_kb'], row['swap_pss_kb'], row['thp_eligible']].map(Number)).toEqual(
      ['Rss', 'Private_Dirty', 'SwapPss', 'THPeligible'].map((name) => mapping.kb[name])
    )
    expect([row['label_service'], row['label_deploy'], row['has_host']]).toEqual(['web', '42', true])
  })
})

it('lists and skips bad files of a folder, gives null for fields that only some kernels have, and redacts', async () => {
  const folder = join(FOLDER, 'snaps')
  mkdirSync(folder)
  writeFileSync(join(folder, 'a.vmsnap'), readFileSync(SNAPSHOT))
  writeFileSync(join(folder, 'bad.vmsnap'), 'nonsense')
  writeFileSync(
    join(folder, 'new.vmsnap'),
    'fffffffffffff000-ffffffffffffffff rw-p 00000000 00:00 18446744073709551615 /home/alice/\u001b[2J\nSize: 4 kB\nBrand_New: 7 kB\n'
  )
  const file = join(FOLDER, 'both.parquet')
  const run = vmatlas(
    'export',
    '--from',
    join(folder, '*.vmsnap'),
    '--format',
    'parquet',
    '--redact',
    'paths,host',
    '-o',
    file
  )
  expect([run.status, String(run.stderr)]).toEqual([1, expect.stringContaining('bad.vmsnap')])
  const [row] = await rowsOf(
    `select count(*) as n, count(brand_new_kb) as known, max(brand_new_kb) as value, max(start_address) as top, count(host) as hosts, max(name) filter (brand_new_kb is not null) as name from '${file}'`
  )
  expect(row).toMatchObject({ known: 1n, value: 7n, top: 0xfffffffffffff000n, hosts: 0n })
  expect(Number(row?.['n'])).toBeGreaterThan(10)
  expect(String(row?.['name'])).not.toContain('alice')
})

it('reports what was cut off of a file, also behind a link, and keeps the rest', async () => {
  const folder = join(FOLDER, 'cut')
  const [elsewhere, file] = [join(FOLDER, 'elsewhere.vmsnap'), join(FOLDER, 'cut.parquet')]
  mkdirSync(join(folder, 'other'), { recursive: true })
  // Without its end, where the directory of the archive is.
  writeFileSync(elsewhere, readFileSync(SNAPSHOT).subarray(0, -30))
  symlinkSync(elsewhere, join(folder, 'cut.vmsnap'))
  symlinkSync(join(folder, 'none'), join(folder, 'gone.vmsnap'))
  symlinkSync(join(folder, 'other'), join(folder, 'link-to-folder'))
  writeFileSync(join(folder, 'empty.vmsnap'), '')
  const { status, stderr } = vmatlas('export', '--from', folder, '--format', 'parquet', '-o', file)
  expect([status, String(stderr).replaceAll(`${folder}/`, '').split('\n')]).toEqual([
    1,
    [
      'vmatlas export: cut.vmsnap: its directory is missing, it was cut off; what is complete is shown',
      expect.stringMatching(/^vmatlas export: empty\.vmsnap: .*it is empty;.* it was skipped$/),
      'vmatlas export: gone.vmsnap: it could not be read (ENOENT); it was skipped',
      'vmatlas export: 3 of 3 files, or parts of them, were skipped',
      ''
    ]
  ])
  const [row] = await rowsOf(`select count(*)::int as n from '${file}'`)
  expect(row?.['n']).toBeGreaterThan(10)
})

it('runs every query of docs/fleet.md', async () => {
  for (const table of ['mappings', 'processes', 'machine']) {
    const file = join(FOLDER, `${table}.parquet`)
    expect(vmatlas('export', '--from', SNAPSHOT, '--format', 'parquet', '--table', table, '-o', file).status).toBe(0)
  }
  writeFileSync(join(FOLDER, 'images.csv'), `${'c'.repeat(64)},web:1.2\n`)
  const text = readFileSync(join(import.meta.dirname, '../../docs/fleet.md'), 'utf8')
  const queries = [...text.matchAll(/```sql\n([^]*?)```/g)].map(([, query = '']) => query)
  expect(queries.length).toBeGreaterThanOrEqual(10)
  for (const query of queries) {
    const here = query.replaceAll(/'((?:mappings|processes|machine)\.parquet|images\.csv)'/g, `'${FOLDER}/$1'`)
    await expect(rowsOf(here), query).resolves.toBeInstanceOf(Array)
  }
})
