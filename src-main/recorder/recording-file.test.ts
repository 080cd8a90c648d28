import { expect, it } from 'vitest'
import { openBytes } from '#shared/formats/index.ts'
import { History } from '#shared/history/history.ts'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { recordingFile } from './recording-file.ts'

const PROVENANCE = {
  tool: 'vmatlas test',
  hostName: 'h',
  kernel: '6.1',
  architecture: 'x64',
  bootTime: null,
  user: null
}
const text = (kb: number): string =>
  `10000000-10001000 r-xp 00000000 08:01 5 /bin/x\nRss: 4 kB\n20000000-30000000 rw-p 00000000 00:00 0 [heap]\nRss: ${kb} kB\n`

function recorded(): History {
  const history = new History()
  const process = { pid: 7, startTime: 3 }
  for (let at = 0; at < 5; at++) history.add(captureOfText(text(at * 100), { process, takenAt: 1000 + at * 1000 }))
  history.report({ kind: 'mark', at: 5500, count: 1, label: 'before the \u001b[2J deploy', starts: [] })
  history.report({ kind: 'fork', at: 5600, count: 2, label: 'sh', starts: [] })
  history.report({ kind: 'exit', at: 5900, count: 1, label: 'signal:SIGKILL', starts: [] })
  return history
}

it('keeps every moment, the marks, the children and the end of a recording', async () => {
  const done: number[] = []
  const bytes = await recordingFile(
    recorded(),
    PROVENANCE,
    (at) => void done.push(at),
    () => false
  )
  const { moments, source } = openBytes(bytes, 'r.vmsnap', nodeFormatContext)
  expect(done).toEqual([0, 1, 2, 3, 4])
  expect(source.host).toBe('h')
  expect(moments.map(({ takenAt }) => takenAt)).toEqual([1000, 2000, 3000, 4000, 5000])
  expect(moments.map(({ events = [] }) => events)).toEqual([
    [],
    [],
    [],
    [],
    [
      { kind: 'mark', at: 5500, count: 1, label: 'before the \u001b[2J deploy' },
      { kind: 'fork', at: 5600, count: 2, label: 'sh' },
      { kind: 'exit', at: 5900, count: 1, label: 'signal:SIGKILL' }
    ]
  ])
  const rss = moments.map(({ processes }) => processes[0]!.capture().table.fields.find(({ name }) => name === 'Rss'))
  expect(rss.map((field) => field!.values[field!.stride])).toEqual([0, 100, 200, 300, 400])
})

it('stops when the user wants it', async () => {
  await expect(
    recordingFile(
      recorded(),
      PROVENANCE,
      () => undefined,
      () => true
    )
  ).rejects.toThrow('it was stopped')
})
