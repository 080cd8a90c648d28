import { beforeAll, expect, it, vi } from 'vitest'

interface Bridge {
  invoke(method: unknown, args: unknown): Promise<unknown>
  on(event: unknown, listener: (frame: unknown) => void): () => void
}

const exposed: Record<string, Bridge> = {}
const asked: unknown[][] = []
const heard = new Map<string, (event: object, frame: unknown) => void>()
vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, api: Bridge) => (exposed[name] = api) },
  ipcRenderer: {
    invoke: (...args: unknown[]) => {
      asked.push(args)
      return Promise.resolve('answer')
    },
    on: (channel: string, listener: (event: object, frame: unknown) => void) => heard.set(channel, listener),
    removeListener: (channel: string) => heard.delete(channel)
  }
}))
beforeAll(() => import('../src-preload/index.ts'))

const bridge = (): Bridge => exposed['vmatlas']!

it('gives the page one object with two functions', () => {
  expect(Object.keys(exposed)).toEqual(['vmatlas'])
  expect(Object.keys(bridge()).sort()).toEqual(['invoke', 'on'])
})

it('passes on methods of the contract, as frames, on one channel', async () => {
  const frame = new Uint8Array(1)
  expect(await bridge().invoke('listRecent', frame)).toBe('answer')
  expect(asked).toEqual([['vmatlas:invoke', 'listRecent', frame]])
  for (const [method, args] of [
    ['dispose', frame],
    ['toString', frame],
    ['listRecent', []],
    ['listRecent', undefined]
  ] as const)
    await expect(bridge().invoke(method, args)).rejects.toThrow('no such method')
  expect(asked).toHaveLength(1)
})

it('listens to events of the contract alone, and hands over the frame alone', () => {
  const frames: unknown[][] = []
  const stop = bridge().on('notice', (...given) => frames.push(given))
  expect([...heard.keys()]).toEqual(['vmatlas:event:notice'])
  heard.get('vmatlas:event:notice')?.({ sender: 'ipc' }, 'frame')
  expect(frames).toEqual([['frame']])
  stop()
  expect(heard.size).toBe(0)
  for (const event of ['secret', 'toString', '../invoke', null, 7])
    expect(() => bridge().on(event, () => undefined)).toThrow('no such event')
  expect(heard.size).toBe(0)
})
