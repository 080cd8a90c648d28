import { FailureError } from '#shared/contract/failure.ts'
import { parseAddress } from '#shared/address/address-lookup.ts'
import { mappingEnd, mappingName, permsText, rowAtAddress } from '#shared/memory/mapping-table.ts'
import { u64BigInt, u64Hex } from '#shared/memory/u64-column.ts'
import type { PageRuns } from '#shared/pages/page-runs.ts'
import { findPageScanner } from '#main/pages/page-scanner.ts'
import { readPages } from '#main/pages/read-pages.ts'
import { keepsSoftDirty } from '#main/pages/soft-dirty.ts'
import { ProcFolder } from '#main/source/proc-folder.ts'
import { captureLive } from './support/capture-live.ts'
import { pagesJson, pagesText } from './support/pages-text.ts'
import type { CommandIo } from './command.ts'
import { readWords, reportErrors, UsageError } from './support/report-errors.ts'

/** The pages of the mapping that holds an address, and a line that names that mapping. */
async function pagesOf(pid: number, address: bigint): Promise<{ pages: PageRuns; title: string }> {
  const folder = new ProcFolder(pid)
  try {
    const { table, pageSize } = captureLive(pid)
    const row = rowAtAddress(table, address)
    if (row < 0) throw new FailureError('bad-input', folder.label, `nothing is mapped at 0x${address.toString(16)}`)
    const [start, end] = [u64BigInt(table.start, row), u64BigInt(table.end, row)]
    const pages = await readPages({
      folder,
      start,
      end,
      pageSize,
      scanner: findPageScanner(),
      tracksSoftDirty: keepsSoftDirty()
    })
    const range = `${u64Hex(table.start, row, 1)}-${mappingEnd(table, row).toString(16)}`
    return { pages, title: `${range} ${permsText(table.perms[row]!)} ${mappingName(table, row)}`.trimEnd() }
  } finally {
    folder.close()
  }
}

async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = readWords({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } }
  })
  const [word, start, ...rest] = positionals
  const address = parseAddress(start ?? '')
  if (word === undefined || !/^\d+$/.test(word) || address === null || rest.length > 0) {
    throw new UsageError('give a PID and an address of the mapping, in hexadecimal')
  }
  const { pages, title } = await pagesOf(Number(word), address)
  const text = values.json ? pagesJson(pages) : pagesText(pages, title)
  io.stdout.data(text)
  return 0
}

/** `vmatlas pages PID ADDRESS`: the state of each page of a mapping. */
export const pages = reportErrors('pages', run)
