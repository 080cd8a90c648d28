import { readdirSync, readlinkSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { expect, it } from 'vitest'
import { recordMoments } from './record-moments.ts'

/** The nameless file of a recording, through this process's own list of open files. */
function openRecording(): { path: string; mode: number; links: number } | undefined {
  for (const descriptor of readdirSync('/proc/self/fd')) {
    try {
      const path = readlinkSync(`/proc/self/fd/${descriptor}`)
      if (!path.startsWith(`${tmpdir()}/`) || !path.endsWith(' (deleted)')) continue
      const { mode, nlink } = statSync(`/proc/self/fd/${descriptor}`)
      return { path, mode: mode & 0o777, links: nlink }
    } catch {
      // The one by which the list itself was read.
    }
  }
  return undefined
}

it('what is recorded is this user’s alone while it is on the disk, and has no name there', async () => {
  const before = process.umask(0)
  let seen: ReturnType<typeof openRecording>
  const recorded = await recordMoments({
    root: '/proc',
    processes: [{ pid: process.pid, startTime: 0 }],
    note: '',
    tool: '0',
    pageSize: 4096,
    count: 1,
    everyMs: 0,
    progress: () => (seen = openRecording()),
    isCancelled: () => false,
    beginMoment: () => undefined,
    wait: () => Promise.resolve(),
    isEnded: () => false
  })
  process.umask(before)
  expect(seen).toMatchObject({ mode: 0o600, links: 0 })
  recorded.close()
  expect(openRecording()).toBeUndefined()
})
