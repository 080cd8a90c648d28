import type { LocatedAddress } from '#shared/address/locate-address.ts'
import { locateAddress } from '#shared/address/locate-address.ts'
import { moduleLines } from '#shared/address/module-lines.ts'
import { failureOf } from '#shared/contract/failure.ts'
import type { Bridge } from '#shared/contract/host.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { processKeyText, type ProcessKey } from '#shared/memory/process-key.ts'
import type { PageRange } from '#shared/pages/page-request.ts'
import { useHostStore } from '../stores/host-store.ts'
import { usePagesStore } from '../stores/pages-store.ts'
import { useSourceStore } from '../stores/source-store.ts'

/** What was found at addresses, and whether the files were looked into for symbols. */
export interface FoundAddresses {
  readonly answers: readonly LocatedAddress[]
  /** Null where files were looked into; else why not: the file is of another machine, or there is no host. */
  readonly withoutSymbols: 'other-machine' | 'no-host' | 'failed' | null
}

export interface LookAtPages {
  /** Reads the pages of a range into the store. */
  read(process: ProcessKey, range: PageRange, cells: number): Promise<void>
  /** Keeps which pages are written from now on. */
  trackWrites(process: ProcessKey): Promise<void>
  /** What lies at addresses of a capture. */
  locate(capture: Capture, addresses: readonly bigint[]): Promise<FoundAddresses>
}

/** @param now milliseconds since 1970 */
export function createLookAtPages(bridge: Bridge, now: () => number = Date.now): LookAtPages {
  const pages = usePagesStore()
  const sources = useSourceStore()
  const host = useHostStore()
  let asked = 0

  /** Whether the files of what is on the screen are this machine's: a live process's, or those of a file made here. */
  function filesOf(capture: Capture): ProcessKey | null | 'other-machine' | 'no-host' {
    if (!host.can('live')) return 'no-host'
    if (sources.isLive) return capture.process
    const of = sources.current?.opened.source.host ?? null
    return of !== null && of === host.description?.machine?.hostName ? null : 'other-machine'
  }

  return {
    async read(process, range, cells) {
      const number = ++asked
      if (pages.picture === null) pages.state = { kind: 'waiting' }
      try {
        const [picture] = await bridge.invoke('pages', process, { ranges: [range], cells, depth: 'whole' })
        if (number !== asked || picture === undefined) return
        pages.picture = { cells: picture, takenAt: now() }
        pages.state = { kind: 'ready' }
      } catch (error) {
        if (number !== asked) return
        pages.picture = null
        pages.state = { kind: 'failed', failure: failureOf(error, `process ${process.pid}`) }
      }
    },
    async trackWrites(process) {
      try {
        await bridge.invoke('trackWrites', process)
        pages.whyNotWritten = ''
        pages.tracks(processKeyText(process), now())
      } catch (error) {
        pages.whyNotWritten = failureOf(error, `process ${process.pid}`).detail
      }
    },
    async locate(capture, addresses) {
      const { table, pageSize } = capture
      const alone = addresses.map((address) => locateAddress(table, address, pageSize, () => null))
      const process = filesOf(capture)
      if (process === 'no-host' || process === 'other-machine') return { answers: alone, withoutSymbols: process }
      const maps = moduleLines(table, addresses)
      if (maps === '') return { answers: alone, withoutSymbols: null }
      try {
        const found = await bridge.invoke('locate', { process, maps, addresses })
        // Rows and gaps are those of the whole table, what is in the files only the host knows.
        const answers = alone.map((own, at) => {
          const theirs = found[at]
          return theirs === undefined || theirs.row === null
            ? own
            : { ...theirs, row: own.row, offset: own.offset, fileOffset: own.fileOffset, gap: own.gap }
        })
        return { answers, withoutSymbols: null }
      } catch {
        return { answers: alone, withoutSymbols: 'failed' }
      }
    }
  }
}
