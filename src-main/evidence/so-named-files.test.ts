import { spawn, type ChildProcess } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { captureProcess } from '#main/capture/capture-process.ts'
import { FULL_PACE } from '#main/source/read-mappings.ts'

const folder = mkdtempSync(join(tmpdir(), 'vmatlas-named-'))
const children: ChildProcess[] = []
afterAll(() => {
  for (const child of children) child.kill()
  rmSync(folder, { recursive: true, force: true })
})

/** Names of the files that the program's mappings belong to, as they are reported. */
async function groupsOf(program: string, after: () => void = () => undefined): Promise<readonly string[]> {
  const child = spawn(program, ['1000'], { stdio: 'ignore' })
  children.push(child)
  await new Promise((resolve) => child.once('spawn', resolve))
  after()
  const capture = captureProcess({
    process: { pid: child.pid!, startTime: 0 },
    detail: 'maps',
    pace: FULL_PACE,
    root: '/proc',
    pageSize: 4096,
    rowsHint: 64,
    expectsMotion: false,
    evidence: 'files',
    looksIntoOthers: true
  })
  return capture.classification.groups.map(({ label }) => label)
}

it('a file that is named like a deleted one is called by its own name, a deleted one by the name it had', async () => {
  const [named, gone, replaced] = [join(folder, 'nap (deleted)'), join(folder, 'gone'), join(folder, 'replaced')]
  copyFileSync('/bin/sleep', named)
  copyFileSync('/bin/sleep', gone)
  expect(await groupsOf(named)).toContain(named)
  expect(await groupsOf(gone, () => rmSync(gone))).toContain(gone)
  copyFileSync('/bin/sleep', replaced)
  // Another file has the name that the kernel writes now.
  const replace = (): void => {
    rmSync(replaced)
    copyFileSync('/bin/sleep', `${replaced} (deleted)`)
  }
  expect(await groupsOf(replaced, replace)).toContain(replaced)
})
