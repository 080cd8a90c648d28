import { FailureError } from '#shared/contract/failure.ts'
import type { Bridge, HostApi, HostMethod } from '#shared/contract/host.ts'
import type { SourceMethod } from '#shared/contract/host-methods.ts'
import type { OpenedFiles } from './opened-files.ts'

/** Where lists and readings come from: the host's own machine, or a moment of a file; a report has no machine at all. */
type DataSource =
  { readonly kind: 'live' } | { readonly kind: 'file' | 'report'; readonly id: string; readonly moment: number }

type Calls = { readonly [M in HostMethod]: (...args: Parameters<HostApi[M]>) => ReturnType<HostApi[M]> }

const NO_PAGES = 'a file does not hold what is known of single pages; only a live process can be asked'

/** What a file answers: everything that is asked of a source, so that a process of a file is never looked for on this machine. */
function answersOfFile(files: OpenedFiles, id: string, moment: number): Pick<Calls, SourceMethod> {
  return {
    listProcesses: () => files.list(id, moment),
    exactNumbers: ({ counts }) => files.exact(id, moment, counts),
    machine: () => files.machine(id, moment),
    surroundings: (process) => files.surroundings(id, moment, process),
    sharing: () => files.sharing(id, moment),
    capture: (process) => files.capture(id, moment, process),
    timeline: (process, question) => files.timeline(id, process, question),
    pastCapture: (process, number) => files.capture(id, number, process),
    grown: (process, question) => files.grown(id, process, question),
    markMoment: () => Promise.reject(new FailureError('unsupported', 'mark', 'a file keeps the marks that it has')),
    pages: () => Promise.reject(new FailureError('unsupported', 'pages', NO_PAGES)),
    trackWrites: () => Promise.reject(new FailureError('unsupported', 'pages', NO_PAGES)),
    askJvm: () => Promise.reject(new FailureError('unsupported', 'JVM', 'only the JVM of a live process can be asked')),
    trends: () => Promise.resolve([]),
    recordedNumbers: () => Promise.resolve(null),
    saveRecording: () =>
      Promise.reject(new FailureError('unsupported', 'recording', 'what is shown is a file already')),
    takeSnapshot: () =>
      Promise.reject(
        new FailureError('unsupported', 'snapshot', 'what is shown is a file, which is a snapshot already')
      )
  }
}

/** The host's bridge, except that whatever is asked of a source comes from the one on the screen. */
export function switchSources(host: Bridge, files: OpenedFiles, current: () => DataSource): Bridge {
  const answers = (): Partial<Calls> => {
    const source = current()
    return source.kind === 'live' ? {} : answersOfFile(files, source.id, source.moment)
  }
  return {
    invoke<M extends HostMethod>(method: M, ...args: Parameters<HostApi[M]>) {
      const own: Partial<Calls>[M] = answers()[method]
      return own === undefined ? host.invoke(method, ...args) : own(...args)
    },
    on: (event, listener) => host.on(event, listener)
  }
}
