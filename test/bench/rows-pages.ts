import { readFileSync } from 'node:fs'
import { PageReader } from '#main/capture/look-at-pages.ts'
import { BAR_CELLS } from '#shared/pages/page-request.ts'
import { interleave, ratios, spreadOf, timeProcess } from './measure.ts'
import { ratioRow, type BenchRow } from './row.ts'

const PAGE = 4096
const MIB = 2 ** 20
/** Rows that a window of 1280×800 has in sight at most. */
const ROWS_IN_SIGHT = 40

/** The largest mapping without a file: that of the program. */
function largestMapping(pid: number): { start: number; end: number } {
  const ranges = readFileSync(`/proc/${pid}/maps`, 'latin1')
    .split('\n')
    .flatMap((line) => {
      const [, start, end] = /^([0-9a-f]+)-([0-9a-f]+) rw-p \S+ 00:00 0 *$/.exec(line) ?? []
      return start === undefined || end === undefined ? [] : [{ start: parseInt(start, 16), end: parseInt(end, 16) }]
    })
  return ranges.reduce((most, range) => (range.end - range.start > most.end - most.start ? range : most))
}

/** The picture of a mapping's pages against reading their bytes, and the bars of all rows in sight. */
export const pageRows: BenchRow = async ({ workloads, rounds, isQuick }) => {
  const mebibytes = isQuick ? 1024 : 8192
  const workload = await workloads.start('resident', mebibytes)
  const reader = new PageReader('/proc', PAGE)
  const process = { pid: workload.pid, startTime: 0 }
  const whole = largestMapping(workload.pid)
  const range = { start: whole.start, end: whole.start + 1024 * MIB }
  const bytes = (1024 * MIB * 8) / PAGE
  const timeOf = async (work: () => Promise<unknown>): Promise<number> => {
    const before = performance.now()
    await work()
    return performance.now() - before
  }
  try {
    const times = await interleave(rounds, {
      ours: () => timeOf(() => reader.pages(process, { ranges: [range], cells: 4096, depth: 'whole' })),
      dd: () =>
        timeProcess('dd', [
          `if=/proc/${workload.pid}/pagemap`,
          'of=/dev/null',
          'bs=1M',
          'iflag=skip_bytes,count_bytes',
          `skip=${(range.start / PAGE) * 8}`,
          `count=${bytes}`,
          'status=none'
        ])
    })
    const size = (whole.end - whole.start) / ROWS_IN_SIGHT
    const ranges = Array.from({ length: ROWS_IN_SIGHT }, (_, row) => {
      const start = whole.start + Math.floor((row * size) / PAGE) * PAGE
      return { start, end: start + Math.floor(size / PAGE) * PAGE }
    })
    const bars: number[] = []
    for (let round = 0; round < rounds; round++) {
      bars.push(await timeOf(() => reader.pages(process, { ranges, cells: BAR_CELLS, depth: 'glance' })))
    }
    const resident = `${mebibytes / 1024} GiB resident`
    return [
      ratioRow('25', `pages of 1 GiB (${resident}) / dd of their pagemap`, ratios(times.ours, times.dd), 1.3, 1.1),
      {
        id: '26',
        what: `bars of ${ROWS_IN_SIGHT} rows in sight, ${resident}`,
        measured: spreadOf(bars),
        must: 20,
        stretch: 12,
        direction: 'most',
        unit: 'ms'
      }
    ]
  } finally {
    await workload.stop()
  }
}
