import { mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { makeFolder } from './make-folder.ts'

function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vmatlas-folder-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

it('makes what is missing, with its mode, and leaves what is there', () => {
  const scratch = scratchFolder()
  const folder = join(scratch, 'a/b/c')
  makeFolder(folder, 0o700)
  makeFolder(folder)
  for (const path of [folder, join(scratch, 'a')]) expect(statSync(path).mode & 0o777).toBe(0o700)
})

it('ends with the error of the system where none can be made', () => {
  const scratch = scratchFolder()
  const [file, link] = [join(scratch, 'file'), join(scratch, 'link')]
  writeFileSync(file, '')
  symlinkSync('nowhere', link)
  for (const [path, code] of [
    ['/proc/nothing/below', 'ENOENT'],
    [file, 'EEXIST'],
    [join(file, 'below'), 'ENOTDIR'],
    [link, 'EEXIST']
  ] as const)
    expect(() => makeFolder(path), path).toThrow(expect.objectContaining({ code }))
})
