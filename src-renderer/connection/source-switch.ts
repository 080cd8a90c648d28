import type { Bridge, HostMethod } from '#shared/contract/host.ts'
import type { GrownBetween, TimelineQuestion } from '#shared/history/timeline.ts'
import type { ProcessKey } from '#shared/memory/process-key.ts'
import type { OpenedFiles } from './opened-files.ts'

/** Which source is on the screen: the host's own machine, or a moment of an opened file. */
export type CurrentSource =
  { readonly kind: 'live' } | { readonly kind: 'file'; readonly id: string; readonly moment: number }

/** The host's bridge, except that lists and captures come from whichever source is on the screen. */
export function switchSources(host: Bridge, files: OpenedFiles, current: () => CurrentSource): Bridge {
  return {
    invoke: ((method: HostMethod, ...args: unknown[]): Promise<unknown> => {
      const source = current()
      if (source.kind === 'file' && method === 'listProcesses') return files.list(source.id, source.moment)
      if (source.kind === 'file' && method === 'capture')
        return files.capture(source.id, source.moment, args[0] as ProcessKey)
      if (source.kind === 'file' && method === 'timeline')
        return files.timeline(source.id, args[0] as ProcessKey, args[1] as TimelineQuestion)
      if (source.kind === 'file' && method === 'grown')
        return files.grown(source.id, args[0] as ProcessKey, args[1] as GrownBetween)
      if (source.kind === 'file' && method === 'pastCapture')
        return files.capture(source.id, args[1] as number, args[0] as ProcessKey)
      return (host.invoke as (method: HostMethod, ...args: unknown[]) => Promise<unknown>)(method, ...args)
    }) as Bridge['invoke'],
    on: (event, listener) => host.on(event, listener)
  }
}
