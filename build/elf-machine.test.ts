import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { programsForOthers } from './elf-machine.mjs'

it('finds programs of another machine, and takes nothing else for one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vmatlas-elf-'))
  const program = (name: string, machine: number): void => {
    const header = Buffer.alloc(64)
    header.writeUInt32BE(0x7f454c46)
    header.writeUInt16LE(machine, 18)
    writeFileSync(join(folder, name), header)
  }
  program('x64', 62)
  program('arm64', 183)
  writeFileSync(join(folder, 'script'), '#!/bin/sh\nexit 0 # and some more\n')
  writeFileSync(join(folder, 'short'), '')
  expect(programsForOthers([folder], 1)).toEqual([join(folder, 'arm64')])
  expect(programsForOthers([folder], 3)).toEqual([join(folder, 'x64')])
  rmSync(folder, { recursive: true })
})
