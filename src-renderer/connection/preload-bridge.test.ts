import { expect, it } from 'vitest'
import { FailureError } from '#shared/contract/failure.ts'
import { decodeFrame, encodeFrame } from '#shared/contract/wire.ts'
import { bridgeThroughPreload, type PreloadDoor } from './preload-bridge.ts'

function doorThat(answer: (method: string, args: unknown) => unknown): PreloadDoor {
  return {
    invoke: async (method, frame) => encodeFrame(answer(method, decodeFrame(frame))),
    on: (_event, listener) => {
      listener(encodeFrame('told'))
      return () => undefined
    }
  }
}

it('carries arguments and answers as frames, columns included', async () => {
  const bridge = bridgeThroughPreload(
    doorThat((method, args) => ({ ok: true, value: { method, args, column: Float64Array.of(1, 2) } }))
  )
  expect(await bridge.invoke('markMoment', { pid: 1, startTime: 2 }, 'note')).toEqual({
    method: 'markMoment',
    args: [{ pid: 1, startTime: 2 }, 'note'],
    column: Float64Array.of(1, 2)
  })
})

it('turns a failure into an error that carries it, and a closed door into a lost connection', async () => {
  const failure = { kind: 'denied', target: 'process 1', detail: 'no' } as const
  const refused = bridgeThroughPreload(doorThat(() => ({ ok: false, failure })))
  await expect(refused.invoke('describeHost')).rejects.toMatchObject({ failure })
  const closed = bridgeThroughPreload({ ...doorThat(() => null), invoke: () => Promise.reject(new Error('gone')) })
  const error: unknown = await closed.invoke('describeHost').catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(FailureError)
  expect(error).toMatchObject({ failure: { kind: 'lost' } })
})

it('reports events as they are', () => {
  const heard: string[] = []
  bridgeThroughPreload(doorThat(() => null)).on('notice', (text) => heard.push(text))
  expect(heard).toEqual(['told'])
})
