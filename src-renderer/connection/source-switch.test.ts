import { expect, it } from 'vitest'
import { ASKED_OF } from '#shared/contract/host-methods.ts'
import type { Bridge, HostMethod } from '#shared/contract/host.ts'
import type { OpenedFiles } from './opened-files.ts'
import { switchSources } from './source-switch.ts'

const PROCESS = { pid: 7, startTime: 1 }
const METHODS = Object.keys(ASKED_OF) as HostMethod[]

function made(kind: 'live' | 'file' | 'report') {
  const asked: string[] = []
  const host = {
    invoke: (method: string) => {
      asked.push(`host ${method}`)
      return Promise.resolve(null)
    },
    on: () => () => undefined
  } as unknown as Bridge
  const files = {
    list: (id: string, moment: number) => Promise.resolve(asked.push(`list ${id} ${moment}`)),
    capture: (id: string, moment: number) => Promise.resolve(asked.push(`capture ${id} ${moment}`))
  } as unknown as OpenedFiles
  const bridge = switchSources(host, files, () => (kind === 'live' ? { kind } : { kind, id: 'a', moment: 2 }))
  return { asked, bridge }
}

it('asks the host’s machine for everything while it is what is shown', async () => {
  const { asked, bridge } = made('live')
  for (const method of METHODS) await (bridge.invoke as (method: string) => Promise<unknown>)(method)
  expect(asked).toEqual(METHODS.map((method) => `host ${method}`))
})

it.each(['file', 'report'] as const)('never asks the host about a process of a %s', async (kind) => {
  const { asked, bridge } = made(kind)
  await bridge.invoke('listProcesses', { precise: false })
  await bridge.invoke('capture', PROCESS, { detail: 'smaps', elevated: false, task: 't' })
  await expect(
    bridge.invoke('takeSnapshot', 't', { processes: [PROCESS], evidence: 'maps', note: '' })
  ).rejects.toMatchObject({
    failure: { kind: 'unsupported' }
  })
  expect(asked).toEqual(['list a 2', 'capture a 2'])
  await bridge.invoke('readSettings')
  expect(asked.at(-1)).toBe('host readSettings')
})
