import type { Page } from '@playwright/test'
import { decodeFrame, encodeFrame } from '#shared/contract/wire.ts'
import type { ExactNumbers, ExactReading } from '#shared/machine/exact-reading.ts'
import { METRICS } from '#shared/memory/metrics.ts'
import type { MetricAmounts } from '#shared/memory/process-list.ts'
import { madeProcesses } from '#test/support/made-processes.ts'

interface Request {
  readonly id: number
  readonly method: string
  readonly args: readonly unknown[]
}

/** Amounts that change in every list, so that every sorted list has another order. */
const amountOf = (pid: number, turn: number): number => 100 + ((pid * 7919 + turn * 104_729) % 1_000_003)

function listOf(count: number, turn: number): unknown {
  return madeProcesses(
    Array.from({ length: count }, (_, at) => ({
      pid: 1000 + at,
      ppid: at === 0 ? 0 : 1000 + Math.floor(at / 3),
      name: `worker-${at % 90}`,
      command: `/usr/bin/worker-${at % 90} --number ${at}`,
      rss: amountOf(at, turn)
    })),
    Date.now()
  )
}

function exactOf(count: number, turn: number): ExactNumbers {
  const none = Object.fromEntries(METRICS.map((metric) => [metric, null])) as MetricAmounts
  const readings = Array.from({ length: count }, (_, at): ExactReading => {
    const pss = amountOf(at, turn)
    return {
      process: { pid: 1000 + at, startTime: 1 },
      takenAt: Date.now(),
      amounts: { ...none, rss: pss, pss, uss: pss / 2 },
      pssParts: { anonKb: pss / 2, fileKb: pss / 2, shmemKb: 0 },
      mappings: null,
      oomScore: null,
      cgroup: { version: 2, path: `/system.slice/worker-${at % 90}.service` }
    }
  })
  return { readings, milliseconds: 1, unread: 0 }
}

/** Lets a page believe that its host has this many processes, all of which change in every list. To be called before it is opened. */
export async function crowd(page: Page, count: number): Promise<void> {
  let turn = 0
  await page.routeWebSocket(/\/socket$/, (route) => {
    const server = route.connectToServer()
    route.onMessage((message) => {
      const { id, method } = decodeFrame(new Uint8Array(Buffer.from(message))) as Request
      const answer = (value: unknown): void => route.send(Buffer.from(encodeFrame({ id, answer: { ok: true, value } })))
      if (method === 'listProcesses') answer(listOf(count, ++turn))
      else if (method === 'exactNumbers') answer(exactOf(count, turn))
      else server.send(message)
    })
  })
}
