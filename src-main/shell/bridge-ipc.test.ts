import { describe, expect, it, vi } from 'vitest'
import type { HostApi } from '#shared/contract/host.ts'
import { decodeFrame, encodeFrame } from '#shared/contract/wire.ts'

type Handler = (event: object, method: unknown, args: unknown) => Promise<Uint8Array>
const handlers = new Map<string, Handler>()
vi.mock('electron', () => ({
  protocol: {},
  BrowserWindow: { fromWebContents: () => null, getAllWindows: () => [] },
  ipcMain: { handle: (channel: string, handler: Handler) => handlers.set(channel, handler) }
}))
const { serveBridge } = await import('./bridge-ipc.ts')

serveBridge(() => ({ listRecent: () => Promise.resolve(['a file']) }) as unknown as HostApi)
const invoke = (senderFrame: object | null, method: unknown, args: unknown): Promise<Uint8Array> => {
  const handler = handlers.get('vmatlas:invoke')
  if (handler === undefined) throw new Error('no handler')
  return handler({ senderFrame, sender: {} }, method, args)
}
const OWN = { origin: 'app://bundle', parent: null }

describe('the desktop bridge', () => {
  it('answers its own page', async () => {
    expect(decodeFrame(await invoke(OWN, 'listRecent', encodeFrame([])))).toEqual({ ok: true, value: ['a file'] })
  })

  it.each([
    ['another origin', { origin: 'https://example.com', parent: null }],
    ['a frame inside a page', { origin: 'app://bundle', parent: {} }],
    ['a frame that is gone', null]
  ])('refuses %s', async (_what, frame) => {
    await expect(invoke(frame, 'listRecent', encodeFrame([]))).rejects.toThrow('refused')
  })

  it('refuses arguments that are no frame, and reports what is wrong with a damaged one', async () => {
    await expect(invoke(OWN, 'listRecent', [])).rejects.toThrow('refused')
    expect(decodeFrame(await invoke(OWN, 'listRecent', new Uint8Array([255, 255, 0, 0])))).toMatchObject({ ok: false })
    expect(decodeFrame(await invoke(OWN, 'nothing', encodeFrame([])))).toMatchObject({
      ok: false,
      failure: { kind: 'unsupported' }
    })
  })
})
