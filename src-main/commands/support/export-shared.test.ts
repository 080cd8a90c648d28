import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { openBytes } from '#shared/formats/index.ts'
import { mappingName } from '#shared/memory/mapping-table.ts'

const CLI = new URL('../../cli.ts', import.meta.url).pathname
const run = (args: readonly string[], input = ''): { status: number | null; out: Buffer; err: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, 'export', ...args], { input })
  return { status, out: stdout, err: stderr.toString() }
}
const MAPS = '10000-20000 r--p 00000000 08:01 5 /srv/secret/data\n20000-30000 r--p 00000000 08:01 6 /usr/lib/x.so\n'

it('writes a snapshot of a live process without private data', () => {
  const { status, out, err } = run([String(process.pid), '--format', 'vmsnap'])
  expect(err).toBe('')
  expect(status).toBe(0)
  const { source, moments } = openBytes(out, 'x', nodeFormatContext)
  expect(source.host).toBeNull()
  const capture = moments[0]?.processes[0]?.capture()
  expect(capture?.command).toMatch(/^\[.*\]$/)
  expect(capture?.table.rowCount).toBeGreaterThan(10)
})

it('redacts any format on request, from any source', () => {
  const json = run(['--from', '-', '--format', 'json', '--redact', 'paths'], MAPS)
  expect(json.status).toBe(0)
  expect(json.out.toString()).toContain('/redacted/file-1')
  expect(json.out.toString()).not.toContain('secret')
  const kept = run(['--from', '-', '--format', 'vmsnap', '--redact', 'nothing'], MAPS)
  const table = openBytes(kept.out, 'x', nodeFormatContext).moments[0]?.processes[0]?.capture().table
  expect(table === undefined ? '' : mappingName(table, 0)).toBe('/srv/secret/data')
})

it('reports what it does not understand', () => {
  expect(run(['1', '--redact', 'paths,everthing'])).toMatchObject({
    status: 2,
    err: expect.stringContaining('everthing') as string
  })
  expect(run(['--from', '/nowhere', '--format', 'vmsnap'])).toMatchObject({ status: 1 })
})
