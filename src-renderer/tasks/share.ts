import { Calls } from '#shared/contract/calls.ts'
import { failureOf } from '#shared/contract/failure.ts'
import type { Bridge } from '#shared/contract/host.ts'
import type { Provenance } from '#shared/formats/snapshot/snapshot-of-captures.ts'
import type { MomentMachine } from '#shared/formats/snapshot/machine-text.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { keepsProgramName, type RedactionChoice } from '#shared/redact/redaction.ts'
import { shareName, type SharedFormat } from '#shared/formats/snapshot/share-captures.ts'
import { isSameProcess } from '#shared/memory/process-key.ts'
import { fetchViewer } from '../connection/viewer-page.ts'
import { useCaptureStore } from '../stores/capture-store.ts'
import { useCompareStore } from '../stores/compare-store.ts'
import { useHostStore } from '../stores/host-store.ts'
import type { MakePicture, PictureFormat } from '../stores/share-store.ts'
import { useSourceStore } from '../stores/source-store.ts'
import type { SharePreview, ShareQuestion } from '../workers/share-job.ts'
import type { Connect, WorkerConnection } from '../workers/worker-connection.ts'
import { saveFile } from './save-file.ts'

export type { SharePreview } from '../workers/share-job.ts'

export interface ShareTask {
  /** What a redaction would replace in what is on the screen. @throws FailureError */
  preview(redaction: RedactionChoice): Promise<SharePreview>
  /** Writes what is on the screen (compared, also what it is compared with) and gives it to the user. */
  save(format: SharedFormat, redaction: RedactionChoice): Promise<string | null>
  /** The same with a picture that a view draws. @returns the name or path that was written, null when nothing was */
  savePicture(format: PictureFormat, redaction: RedactionChoice, make: MakePicture | null): Promise<string | null>
  /** The captures may be forgotten: they are no longer shown. */
  done(): void
}

/** What a file is called after: by pid, and by name where names are not left out. */
function nameOfFile({ name, process }: Capture, redaction: RedactionChoice): string {
  return keepsProgramName(redaction) ? `${name.replaceAll(/[^\w.-]/g, '_')}-${process.pid}` : 'process'
}

/** Giving captures away as files. */
export function createShare(bridge: Bridge, connect: Connect<ShareQuestion>): ShareTask {
  const captures = useCaptureStore()
  const compare = useCompareStore()
  const host = useHostStore()
  const sources = useSourceStore()
  const calls = new Calls()
  let connection: WorkerConnection<ShareQuestion> | null = null
  let loaded: readonly Capture[] = []

  function provenance(): Provenance {
    const machine = host.description?.machine ?? null
    const file = sources.current?.opened.source ?? null
    const version = host.description?.versions['vmatlas']
    return {
      tool: version === undefined ? 'vmatlas' : `vmatlas ${version}`,
      hostName: file === null ? (machine?.hostName ?? null) : file.host,
      kernel: file === null ? (machine?.kernel ?? null) : file.kernel,
      architecture: file === null ? (machine?.architecture ?? null) : null,
      bootTime: file?.bootTime ?? null,
      bootId: file?.bootId ?? null,
      user: file === null ? (machine?.user ?? null) : null,
      privileged: file === null ? (machine?.privileged ?? false) : (file.privileged ?? false),
      note: file?.note ?? ''
    }
  }

  /** In order of time: what it is compared with, then what is on the screen. */
  function shown(): readonly Capture[] {
    const { current } = captures
    if (current === null) return []
    const { base } = compare
    const isCompared = base !== null && isSameProcess(base.of, current.process) && base.capture !== current
    return isCompared ? [base.capture, current] : [current]
  }

  function load(): WorkerConnection<ShareQuestion> {
    connection ??= connect((answer) => calls.settle(answer.id, answer))
    const now = shown()
    if (now.length !== loaded.length || now.some((capture, index) => capture !== loaded[index])) {
      loaded = now
      const { hostName } = provenance()
      connection.send({
        id: null,
        question: { kind: 'load', captures: now, hosts: hostName == null ? [] : [hostName] }
      })
    }
    return connection
  }

  /** What lies around the process now; of a past moment, and where it is not known, nothing. */
  async function machineOf({ process }: Capture, format: SharedFormat): Promise<MomentMachine | null> {
    if ((format !== 'html' && format !== 'vmsnap') || captures.isPast) return null
    const [memory, around] = await Promise.all([
      bridge.invoke('machine').catch(() => null),
      bridge.invoke('surroundings', process).catch(() => null)
    ])
    const { cgroup = null, path = [] } = around ?? {}
    const own = cgroup === null ? null : { version: cgroup.version, path: cgroup.identity.path }
    return { memory, cgroups: own === null ? [] : [{ pid: process.pid, cgroup: own, path }] }
  }

  const ask = (question: ShareQuestion): Promise<unknown> => calls.ask((id) => load().send({ id, question }))

  return {
    async preview(redaction) {
      return (await ask({ kind: 'preview', redaction })) as SharePreview
    },
    async save(format, redaction) {
      const { current } = captures
      if (current === null) return null
      try {
        const viewer = format === 'html' ? await fetchViewer() : null
        const request = { format, redaction, provenance: provenance(), viewer }
        const bytes = (await ask({ kind: 'share', request, machine: await machineOf(current, format) })) as Uint8Array
        const name = shareName(keepsProgramName(redaction) ? current : { ...current, name: 'process' }, format)
        return await saveFile(bridge, name, bytes)
      } catch (error) {
        host.addNotice(failureOf(error, 'export').detail)
        return null
      }
    },
    async savePicture(format, redaction, make) {
      const { current } = captures
      const bytes = make?.(format, redaction) ?? null
      if (current === null || bytes === null) return null
      try {
        return await saveFile(bridge, `treemap-${nameOfFile(current, redaction)}.${format}`, bytes)
      } catch (error) {
        host.addNotice(failureOf(error, 'export').detail)
        return null
      }
    },
    done() {
      loaded = []
      connection?.send({ id: null, question: { kind: 'forget' } })
    }
  }
}
