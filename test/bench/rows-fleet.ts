import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hostSnapshot, serviceSmaps } from '#test/support/fleet-text.ts'
import { peakOfNode, spreadOf, timeProcess } from './measure.ts'
import { CLI, millionOf, type BenchRow, type RowResult } from './row.ts'

const PER_PROCESS = 65_000
const SECOND = 1000

const secondsRow = (what: string, milliseconds: readonly number[], must: number): RowResult => ({
  id: 'fleet',
  what,
  measured: spreadOf(milliseconds.map((each) => each / SECOND)),
  must,
  stretch: must / 2,
  direction: 'most',
  unit: 's'
})

/** Row `fleet`: columns of large processes and of many machines, and the gate. Whole commands, in seconds: no other tool does it. */
export const fleetRows: BenchRow = (context) => {
  const folder = join(context.workloads.folder, 'fleet')
  const snaps = join(folder, 'hosts')
  const large = join(folder, 'large')
  mkdirSync(snaps, { recursive: true })
  mkdirSync(large)
  const million = millionOf(context)
  const hosts = context.isQuick ? 400 : 2000
  const share = { mappings: million / 1_000_000, hosts: hosts / 2000 }
  try {
    for (let host = 0; host < hosts; host++) writeFileSync(join(snaps, `${host}.vmsnap`), hostSnapshot(host, 200))
    for (let at = 0; at * PER_PROCESS < million; at++) {
      // The kernel's text opens as a snapshot does.
      writeFileSync(join(large, `${at}.txt`), serviceSmaps(Math.min(PER_PROCESS, million - at * PER_PROCESS), at))
    }
    const output = join(folder, 'out.parquet')
    const parquet = (from: string): string[] => [CLI, 'export', '--from', from, '--format', 'parquet', '-o', output]
    const node = (args: readonly string[]): number => timeProcess(process.execPath, args)
    const rounds = Math.min(context.rounds, 3)
    const times = (args: readonly string[]): number[] => Array.from({ length: rounds }, () => node(args))
    const check = [CLI, 'check', join(large, '0.txt'), '--against', join(large, '1.txt')]
    const checks = Array.from({ length: rounds }, () => timeProcess(process.execPath, check, [0, 1]))
    const peak = peakOfNode(parquet(large), join(folder, 'peak'))
    return Promise.resolve([
      secondsRow(`parquet of ${million.toLocaleString('en')} mappings`, times(parquet(large)), 3 * share.mappings),
      {
        id: 'fleet',
        what: 'its peak memory',
        measured: spreadOf([peak]),
        must: 400,
        stretch: 200,
        direction: 'most',
        unit: 'MiB'
      },
      secondsRow(
        `parquet of ${hosts.toLocaleString('en')} snapshots of 200 mappings`,
        times(parquet(snaps)),
        20 * share.hosts
      ),
      secondsRow('check of two captures of 65,000 mappings', checks, 1)
    ])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
