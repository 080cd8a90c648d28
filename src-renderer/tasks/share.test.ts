import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { FailureError } from '#shared/contract/failure.ts'
import type { Bridge } from '#shared/contract/host.ts'
import { plainSource } from '#shared/formats/importer.ts'
import { EVERYTHING, SECURE } from '#shared/redact/redaction.ts'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { settle } from '#test/support/hand-pace.ts'
import { useCaptureStore } from '../stores/capture-store.ts'
import { useCompareStore } from '../stores/compare-store.ts'
import { useHostStore } from '../stores/host-store.ts'
import { useSourceStore } from '../stores/source-store.ts'
import type { ShareQuestion } from '../workers/share-job.ts'
import type { WorkerAnswer } from '../workers/worker-job.ts'
import { createShare, type ShareTask } from './share.ts'

const KEY = { pid: 7, startTime: 1 }
const MAPS = '00400000-00401000 r-xp 00000000 00:00 0 \n'
const [BEFORE, NOW] = [1, 2].map((takenAt) => captureOfText(MAPS, { process: KEY, name: 'de mo', takenAt }))
const MACHINE = { hostName: 'here', kernel: '6.1.0', architecture: 'x86_64', user: 'me', privileged: true }

let share: ShareTask
let sent: { id: number | null; question: ShareQuestion }[]
let answer: (answer: WorkerAnswer) => void
let saved: unknown[]
let asked: string[]

beforeEach(() => {
  setActivePinia(createPinia())
  sent = []
  saved = []
  asked = []
  useHostStore().description = {
    kind: 'desktop',
    capabilities: ['saveFile'],
    versions: { vmatlas: '9' },
    machine: MACHINE
  } as never
  const bridge = {
    invoke(method: string, ...rest: unknown[]) {
      asked.push(method)
      if (method === 'saveFile') saved.push(rest)
      if (method === 'surroundings')
        return Promise.resolve({ cgroup: { version: 2, identity: { path: '/a' } }, path: ['p'] })
      return method === 'machine' ? Promise.reject(new Error('no')) : Promise.resolve(`/tmp/${String(rest[0])}`)
    }
  } as unknown as Bridge
  share = createShare(bridge, (receive) => {
    answer = receive
    return { send: (message: (typeof sent)[number]) => void sent.push(message), close: () => undefined }
  })
})

const kinds = (): string[] => sent.map(({ question }) => question.kind)
const last = () => sent.at(-1) as unknown as { id: number; question: { request: { provenance: unknown } } }
const answered = async (value: unknown): Promise<void> => {
  await settle()
  answer({ id: sent.at(-1)!.id!, ok: true, value } as never)
  await settle()
}

describe('what is on the screen as a file', () => {
  it('is written by the worker and saved under its name', async () => {
    useCaptureStore().current = NOW!
    const saving = share.save('csv', EVERYTHING)
    await answered(Uint8Array.of(1))
    expect(await saving).toBe('/tmp/de_mo-7.csv')
    expect(saved).toEqual([['de_mo-7.csv', Uint8Array.of(1)]])
    expect(kinds()).toEqual(['load', 'share'])
    expect(sent[0]!.question).toEqual({ kind: 'load', captures: [NOW], hosts: ['here'] })
    expect(sent[1]!.question).toMatchObject({
      machine: null,
      request: {
        format: 'csv',
        redaction: EVERYTHING,
        viewer: null,
        provenance: {
          tool: 'vmatlas 9',
          hostName: 'here',
          kernel: '6.1.0',
          architecture: 'x86_64',
          user: 'me',
          privileged: true,
          bootTime: null,
          note: ''
        }
      }
    })
  })

  it('has no name of the program where names are left out', async () => {
    useCaptureStore().current = NOW!
    const saving = share.save('csv', SECURE)
    await answered(Uint8Array.of(1))
    expect(await saving).toBe('/tmp/process-7.csv')
  })

  it('as a snapshot has what surrounds the process, as far as it is known', async () => {
    useCaptureStore().current = NOW!
    void share.save('vmsnap', EVERYTHING)
    await settle()
    expect(asked).toEqual(['machine', 'surroundings'])
    expect(sent.at(-1)!.question).toMatchObject({
      machine: { memory: null, cgroups: [{ pid: 7, cgroup: { version: 2, path: '/a' }, path: ['p'] }] }
    })
  })

  it('has also what it is compared with, before it', async () => {
    useCaptureStore().current = NOW!
    useCompareStore().base = { capture: BEFORE!, of: KEY, source: '', moment: null }
    void share.preview(SECURE)
    expect(sent[0]!.question).toMatchObject({ captures: [BEFORE, NOW] })
    useCompareStore().base = { capture: BEFORE!, of: { pid: 8, startTime: 1 }, source: '', moment: null }
    void share.preview(SECURE)
    expect(sent[2]!.question).toMatchObject({ captures: [NOW] })
    useCompareStore().base = { capture: NOW!, of: KEY, source: '', moment: null }
    void share.preview(SECURE)
    expect(kinds()).toEqual(['load', 'preview', 'load', 'preview', 'preview'])
  })

  it('of a file has the machine of the file', async () => {
    const source = { ...plainSource('vmsnap', 'x'), host: 'there', kernel: '5.4', bootTime: 3, bootId: 'b', note: 'n' }
    const sources = useSourceStore()
    sources.add({ id: 'f', name: 'x', opened: { source, moments: [], momentNotes: [], notes: [] } })
    sources.currentId = 'f'
    useCaptureStore().current = NOW!
    void share.save('csv', EVERYTHING)
    await settle()
    expect(last().question.request.provenance).toEqual({
      tool: 'vmatlas 9',
      hostName: 'there',
      kernel: '5.4',
      architecture: null,
      bootTime: 3,
      bootId: 'b',
      user: null,
      privileged: false,
      note: 'n'
    })
  })

  it('is nothing where nothing is on the screen, and a failure is reported', async () => {
    expect(await share.save('csv', EVERYTHING)).toBeNull()
    expect(await share.savePicture('png', EVERYTHING, () => Uint8Array.of(1))).toBeNull()
    useCaptureStore().current = NOW!
    const saving = share.save('csv', EVERYTHING)
    await settle()
    answer({ id: last().id, ok: false, failure: { kind: 'internal', target: 'export', detail: 'why' } } as never)
    expect(await saving).toBeNull()
    expect(useHostStore().notices.map(({ text }) => text)).toEqual(['why'])
  })

  it('as a picture is what a view draws', async () => {
    useCaptureStore().current = NOW!
    expect(await share.savePicture('svg', EVERYTHING, () => Uint8Array.of(2))).toBe('/tmp/treemap-de_mo-7.svg')
    expect(await share.savePicture('png', SECURE, () => Uint8Array.of(2))).toBe('/tmp/treemap-process.png')
    expect(await share.savePicture('png', SECURE, null)).toBeNull()
    const failing = (): never => {
      throw new FailureError('bug', 'x', 'no canvas')
    }
    await expect(share.savePicture('png', SECURE, failing)).rejects.toThrow('no canvas')
  })

  it('is forgotten by the worker when it is no longer looked at', () => {
    share.done()
    expect(sent).toEqual([])
    useCaptureStore().current = NOW!
    void share.preview(SECURE)
    share.done()
    void share.preview(SECURE)
    expect(kinds()).toEqual(['load', 'preview', 'forget', 'load', 'preview'])
  })
})
