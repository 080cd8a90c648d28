import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { recordedIo } from '#test/support/command-io.ts'
import { FINDING_RULES } from '#shared/findings/index.ts'
import { shareCaptures } from '#shared/formats/snapshot/share-captures.ts'
import type { Looking } from '#shared/memory/capture.ts'
import { EVERYTHING } from '#shared/redact/redaction.ts'
import { findings } from './findings.ts'
import { NODE_PACK } from './support/export-shared.ts'

const SHARED = {
  format: 'vmsnap',
  redaction: EVERYTHING,
  provenance: { tool: 'test', hostName: null, kernel: null, privileged: false, note: '' },
  viewer: null
} as const

const folder = mkdtempSync(join(tmpdir(), 'vmatlas-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function run(...args: string[]): Promise<{ status: number; printed: string; errors: string }> {
  const { io, said, complained } = recordedIo()
  const status = await findings(args, io)
  return { status, printed: said(), errors: complained() }
}

it('prints what stands out, with its numbers, why, what to do and where', async () => {
  const file = join(folder, 'wx.txt')
  writeFileSync(file, '7f0000000000-7f0000001000 rwxp 00000000 00:00 0 \n')
  const { status, printed } = await run(file)
  expect(status).toBe(0)
  expect(printed).toContain('Worth a look: Memory that may be written and executed\n  1 mappings (4 KiB)')
  expect(printed).toContain('Mappings: 7f0000000000-7f0000001000')
  const { printed: json } = await run(file, '--json')
  expect(JSON.parse(json)).toMatchObject({
    findings: [
      { id: 'writable-executable', level: 'look', mappings: [{ start: '0x7f0000000000', end: '0x7f0000001000' }] }
    ]
  })
})

it('reports that nothing stands out', async () => {
  const file = join(folder, 'quiet.txt')
  writeFileSync(file, '555500000000-555500100000 r-xp 00000000 08:01 7 /usr/bin/quiet\n')
  expect((await run(file)).printed).toContain('Nothing stands out.')
})

it('reports what was not looked at, so that nothing found is not taken for nothing there', async () => {
  const saved = (looking: Looking): string => {
    const made = captureOfText('7f0000000000-7f0000001000 rw-p 00000000 00:00 0 \n')
    const file = join(folder, 'looked.vmsnap')
    writeFileSync(
      file,
      shareCaptures({ ...SHARED, moments: [{ takenAt: 1, note: '', captures: [{ ...made, looking }] }] }, NODE_PACK)
    )
    return file
  }
  const printedOf = async (looking: Partial<Looking>): Promise<string> =>
    (await run(saved({ depth: 'inside', couldLookInside: true, cut: [], cost: null, ...looking }))).printed
  expect(await printedOf({})).toMatch(/Nothing stands out\.\n$/)
  expect(await printedOf({ cut: ['malloc', 'stacks'] })).toContain(
    'Not all of it was looked at: when this was captured there was not enough time to look at all of: free memory in malloc, stacks of threads.'
  )
  expect(await printedOf({ couldLookInside: false })).toContain('the memory of the process could not be looked into')
  expect(await printedOf({ depth: 'files', couldLookInside: null })).toContain(
    'Free memory inside malloc and idle stacks'
  )
  const { printed } = await run(saved({ depth: 'inside', couldLookInside: true, cut: ['v8'], cost: null }), '--json')
  expect(JSON.parse(printed)).toMatchObject({ looked: { depth: 'inside', couldLookInside: true, cut: ['v8'] } })
})

it('reports that a listing is cut', async () => {
  const file = join(folder, 'cut.txt')
  writeFileSync(
    file,
    '7f0000000000-7f0000001000 rw-p 00000000 00:00 0 \n...\n7f0000002000-7f0000003000 r--p 00000000 00:00 0 \n'
  )
  expect((await run(file)).printed).toContain('The listing is cut: only the mappings that it lists were looked at.')
  expect(JSON.parse((await run(file, '--json')).printed)).toMatchObject({ cut: 'rows-left-out' })
})

it('are all documented, and the members of the JSON', async () => {
  const documented = readFileSync(join(import.meta.dirname, '../../docs/findings.md'), 'utf8')
  const kinds = documented.slice(documented.indexOf('## Kinds'))
  const ids = [...kinds.matchAll(/^\| `([a-z-]+)` \|/gm)].map((found) => found[1])
  expect(ids.sort()).toEqual(FINDING_RULES.map(({ id }) => id).sort())
  const file = join(folder, 'members.txt')
  writeFileSync(file, '7f0000000000-7f0000001000 rwxp 00000000 00:00 0 \n')
  const value = JSON.parse((await run(file, '--json')).printed) as { findings: object[] }
  for (const name of [...Object.keys(value), ...Object.keys(value.findings[0]!)])
    expect(documented).toContain(`\`${name}\``)
  expect(Object.keys(value)).toEqual(['pid', 'name', 'looked', 'cut', 'findings'])
})

it('wants one process', async () => {
  expect(await run()).toMatchObject({ status: 2 })
  expect(await run('/nowhere')).toMatchObject({ status: 1 })
})
