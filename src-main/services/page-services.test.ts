import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { HostApi, SubjectHandle } from '#shared/contract/host.ts'
import { decodeFrame, encodeFrame } from '#shared/contract/wire.ts'
import { startBrowserHost } from '#main/host/browser-host.ts'
import { createSubjects } from '#main/subject/subjects.ts'
import { createHostServices, type HostServices } from './host-services.ts'
import { pageServices } from './page-services.ts'

const folder = mkdtempSync(join(tmpdir(), 'vmatlas-page-'))
let services: HostServices

beforeAll(() => {
  execFileSync(process.execPath, [join(import.meta.dirname, '../../build/compile-programs.mjs')])
  services = createHostServices(
    {
      kind: 'browser',
      versions: {},
      settingsFile: join(folder, 'settings.json'),
      logFile: join(folder, 'log'),
      subjects: createSubjects()!
    },
    () => undefined
  )
})

afterAll(async () => {
  await services.dispose()
  rmSync(folder, { recursive: true })
})

const isThere = ({ process }: SubjectHandle): boolean => existsSync(`/proc/${process.pid}/exe`)

it('ends the subjects of a browser page when its socket closes, and no others', async () => {
  const host = await startBrowserHost({ api: services, root: folder, port: 0 })
  const { headers } = await fetch(host.addressFor('printed'), { redirect: 'manual' })
  const cookie = headers.get('set-cookie')?.split(';')[0] ?? ''
  const startIn = async (socket: WebSocket): Promise<SubjectHandle> => {
    await new Promise((resolve) => socket.once('open', resolve))
    const answer = new Promise<Buffer>((resolve) => socket.once('message', resolve))
    socket.send(encodeFrame({ id: 1, method: 'startSubject', args: [] }))
    return (decodeFrame(new Uint8Array(await answer)) as { answer: { value: SubjectHandle } }).answer.value
  }
  const open = (): WebSocket =>
    new WebSocket(`ws://127.0.0.1:${host.port}/socket`, {
      headers: { cookie, origin: `http://127.0.0.1:${host.port}` }
    })
  const [left, kept] = [open(), open()]
  const [gone, stays] = await Promise.all([startIn(left), startIn(kept)])
  expect([isThere(gone), isThere(stays)]).toEqual([true, true])

  left.close()
  await vi.waitFor(() => expect(isThere(gone)).toBe(false))
  expect(isThere(stays)).toBe(true)
  await host.close()
  await vi.waitFor(() => expect(isThere(stays)).toBe(false))
})

it('stops a subject that was still being started when its page went', async () => {
  const page = pageServices(services)
  const starting = page.api.startSubject()
  page.end()
  const handle = await starting
  await vi.waitFor(() => expect(isThere(handle)).toBe(false))
})

it('does not stop twice what the page stopped itself', async () => {
  const stopSubject = vi.fn(() => Promise.resolve())
  const startSubject = (): Promise<SubjectHandle> =>
    Promise.resolve({ id: 'subject-1', process: { pid: 1, startTime: 1 } })
  const page = pageServices({ ...services, startSubject, stopSubject } satisfies HostApi)
  const { id } = await page.api.startSubject()
  await page.api.stopSubject(id)
  page.end()
  expect(stopSubject).toHaveBeenCalledTimes(1)
})
