import { closeSync } from 'node:fs'
import { FailureError } from '#shared/contract/failure.ts'
import type { SymbolQuestion } from '#shared/contract/host.ts'
import { isGeneratedAt } from '#shared/address/generated-code.ts'
import { locateAddress, type LocatedAddress } from '#shared/address/locate-address.ts'
import { rowAtAddress } from '#shared/memory/mapping-table.ts'
import type { ProcessKey } from '#shared/memory/process-key.ts'
import { pageCells, type PageCells } from '#shared/pages/page-cells.ts'
import type { PageRange, PageRequest } from '#shared/pages/page-request.ts'
import { scanMappings } from '#shared/scan/mapping-scanner.ts'
import { findPageScanner } from '#main/pages/page-scanner.ts'
import { glanceAtPages, readPages, type PageReading } from '#main/pages/read-pages.ts'
import { clearSoftDirty, keepsSoftDirty } from '#main/pages/soft-dirty.ts'
import { PROC_ROOT, type ProcFolder } from '#main/source/proc-folder.ts'
import { generatedNames } from '#main/symbols/generated-files.ts'
import { openModules, ReadModules } from '#main/symbols/module-files.ts'
import { openProcess } from './open-process.ts'

/** Modules whose symbols are kept: pointing from cell to cell asks for the same ones. */
const MOST_MODULES = 8

/** Reads single pages and symbols, for the thread of a worker. */
export class PageReader {
  readonly #root: string
  readonly #pageSize: number
  readonly #modules = new ReadModules(MOST_MODULES)
  #tracksSoftDirty: boolean | null = null

  /** @param pageSize bytes */
  constructor(root: string, pageSize: number) {
    this.#root = root
    this.#pageSize = pageSize
  }

  get #isTracking(): boolean {
    return (this.#tracksSoftDirty ??= keepsSoftDirty(this.#root))
  }

  /** @throws FailureError `bad-input` for a range that does not lie at page boundaries */
  #reading(folder: ProcFolder, { start, end }: PageRange): PageReading {
    if (start % this.#pageSize !== 0 || end % this.#pageSize !== 0) {
      throw new FailureError('bad-input', folder.label, 'a range that does not lie at page boundaries')
    }
    return {
      folder,
      start: BigInt(start),
      end: BigInt(end),
      pageSize: this.#pageSize,
      // The scanner reads this machine's own /proc.
      scanner: this.#root === PROC_ROOT ? findPageScanner() : null,
      tracksSoftDirty: this.#isTracking
    }
  }

  /** @throws FailureError `denied`, `gone`, `unsupported` */
  async pages(process: ProcessKey, request: PageRequest): Promise<PageCells[]> {
    const { folder } = openProcess(process, this.#root)
    try {
      if (request.depth === 'glance') return this.#glance(folder, request)
      const all: PageCells[] = []
      for (const range of request.ranges) {
        all.push(pageCells(await readPages(this.#reading(folder, range)), request.cells))
      }
      return all
    } finally {
      folder.close()
    }
  }

  #glance(folder: ProcFolder, { ranges, cells }: PageRequest): PageCells[] {
    const descriptor = folder.open('pagemap')
    try {
      return ranges.map((range) => pageCells(glanceAtPages(descriptor, this.#reading(folder, range)), cells))
    } finally {
      closeSync(descriptor)
    }
  }

  /** @throws FailureError `unsupported`, `denied`, `gone` */
  trackWrites(process: ProcessKey): void {
    const { folder } = openProcess(process, this.#root)
    try {
      clearSoftDirty(folder, this.#isTracking)
    } finally {
      folder.close()
    }
  }

  /** @throws FailureError `gone` */
  async locate({ process, maps, addresses }: SymbolQuestion): Promise<LocatedAddress[]> {
    const { table } = scanMappings(new TextEncoder().encode(maps))
    const folder = process === null ? null : openProcess(process, this.#root).folder
    try {
      const roots = { procFolder: folder === null ? null : folder.pathOf('.'), root: null }
      const open = await openModules(table, addresses, roots, this.#modules)
      const isGenerated = addresses.some((address) => isGeneratedAt(table, rowAtAddress(table, address)))
      // A jit dump is another mapping, of which the question has no line.
      const names =
        folder === null || !isGenerated
          ? null
          : generatedNames(folder.pathOf('.'), scanMappings(folder.read('maps')).table)
      return addresses.map((address) => locateAddress(table, address, this.#pageSize, open, names?.code))
    } finally {
      folder?.close()
    }
  }
}
