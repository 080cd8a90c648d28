import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, expect, it } from 'vitest'
import { hostSnapshot } from '#test/support/fleet-text.ts'
import { encodeInThreads, sharesOf } from '#main/commands/support/parquet-threads.ts'
import type { TableName } from '#main/commands/support/parquet-share.ts'
import { EVERYTHING } from '#shared/redact/redaction.ts'

const CLI = join(import.meta.dirname, '../../src-main/cli.ts')
const FOLDER = mkdtempSync(join(tmpdir(), 'vmatlas-threads-'))
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }))

it('parts files in order, by their number and their size', () => {
  const files = Array.from({ length: 300 }, (_, at) => join(FOLDER, `none-${at}`))
  expect(sharesOf(files).map(({ length }) => length)).toEqual([128, 128, 44])
  expect(sharesOf(files).flat()).toEqual(files)
})

it('writes the rows of many files in their order, reports and skips bad ones, and leaves nothing behind', async () => {
  const snaps = join(FOLDER, 'snaps')
  const temporary = join(FOLDER, 'tmp')
  for (const folder of [snaps, temporary]) mkdirSync(folder)
  const hosts = 270
  for (let host = 0; host < hosts; host++)
    writeFileSync(join(snaps, `${String(host).padStart(4, '0')}.vmsnap`), hostSnapshot(host, 10 + (host % 3)))
  writeFileSync(join(snaps, '0140a.vmsnap'), 'nonsense')
  const file = join(FOLDER, 'all.parquet')
  const run = spawnSync(process.execPath, [CLI, 'export', '--from', snaps, '--format', 'parquet', '-o', file], {
    encoding: 'utf8',
    env: { ...process.env, TMPDIR: temporary }
  })
  expect([run.status, run.stderr]).toEqual([1, expect.stringMatching(/0140a\.vmsnap: .*skipped\n.*1 of 271 files/)])
  const connection = await (await DuckDBInstance.create()).connect()
  const read = await connection.runAndReadAll(
    `select source_file, count(*)::int as n, any_value(host) as host from (select *, row_number() over () as line from '${file}') group by 1 order by min(line)`
  )
  expect(read.getRowObjectsJS()).toEqual(
    Array.from({ length: hosts }, (_, host) => {
      const number = String(host).padStart(4, '0')
      return { source_file: `${number}.vmsnap`, n: 10 + (host % 3), host: `host${number}` }
    })
  )
})

it('fails where a thread dies', async () => {
  const question = { table: 'nothing' as TableName, pids: [], labels: new Map(), choice: EVERYTHING }
  await expect(encodeInThreads([['a'], ['b']], question, () => undefined)).rejects.toThrow()
})
