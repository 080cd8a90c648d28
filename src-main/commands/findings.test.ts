import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { recordedIo } from '#test/support/command-io.ts'
import { findings } from './findings.ts'

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

it('says that nothing stands out', async () => {
  const file = join(folder, 'quiet.txt')
  writeFileSync(file, '555500000000-555500100000 r-xp 00000000 08:01 7 /usr/bin/quiet\n')
  expect((await run(file)).printed).toContain('Nothing stands out.')
})

it('wants one process', async () => {
  expect(await run()).toMatchObject({ status: 2 })
  expect(await run('/nowhere')).toMatchObject({ status: 1 })
})
