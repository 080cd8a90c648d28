import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { captureLive } from '#main/commands/support/capture-live.ts'
import { pageSize } from '#main/source/machine.ts'
import { ProcFolder } from '#main/source/proc-folder.ts'
import { whatWords } from '#shared/memory/purpose-words.ts'
import { ProcessMemory } from './process-memory.ts'
import { v8Pages } from './v8-spaces.ts'

/** The Node that runs this, and the one that the project comes with. */
const NODES = [process.execPath, join(import.meta.dirname, '../../node_modules/.bin/node')].filter(existsSync)
/** Holds objects, and reports how large its spaces are. */
const PROGRAM = `
  const kept = (globalThis.kept = [])
  for (let i = 0; i < 200000; i++) kept.push({ i, text: 'x' + i })
  kept.push(new Array(500000).fill(kept))
  gc()
  gc()
  const spaces = require('v8').getHeapSpaceStatistics()
  console.log(JSON.stringify(Object.fromEntries(spaces.map((each) => [each.space_name, each.space_size]))))
  process.stdin.on('data', () => kept.length)
`

let child: ChildProcess | null = null
afterEach(() => child?.kill('SIGKILL'))

describe.each(NODES)('%s', (node) => {
  it('has the spaces that it reports', async () => {
    const started = spawn(node, ['--expose-gc', '--single-threaded-gc', '-e', PROGRAM], {
      stdio: ['pipe', 'pipe', 'inherit']
    })
    child = started
    const said = await new Promise<Buffer>((resolve) => started.stdout.once('data', resolve))
    const spaces = JSON.parse(said.toString()) as Record<string, number>
    const folder = new ProcFolder(started.pid!)
    const memory = ProcessMemory.open(folder, pageSize())!
    const { table, classification } = captureLive(started.pid!)
    const found = new Map<string, number>()
    for (const { start, end, space } of v8Pages(memory, table)) found.set(space, (found.get(space) ?? 0) + end - start)
    memory.close()
    folder.close()
    // It continues after it has reported, and may take or leave some pages.
    const isAbout = (own: number | undefined, wanted: number): boolean => Math.abs((own ?? 0) - wanted) <= 1024 ** 2
    const large = ['large_object_space', 'new_large_object_space', 'code_large_object_space']
    const sumOf = (names: readonly string[]): number => names.reduce((sum, name) => sum + (spaces[name] ?? 0), 0)
    expect(spaces['old_space']).toBeGreaterThan(4 * 1024 ** 2)
    for (const [space, wanted] of [
      ['old space', sumOf(['old_space'])],
      ['code space', sumOf(['code_space'])],
      ['trusted space', sumOf(['trusted_space'])],
      ['large objects', sumOf(large)]
    ] as const) {
      expect([space, isAbout(found.get(space), wanted)]).toEqual([space, true])
    }
    const names = Array.from({ length: table.rowCount }, (_, row) => whatWords(classification, row))
    expect(names).toContain('V8 heap: old space')
  })
})

it('finds none in a process without V8', () => {
  const other = spawn('sleep', ['60'])
  child = other
  const folder = new ProcFolder(other.pid!)
  const memory = ProcessMemory.open(folder, pageSize())!
  expect(v8Pages(memory, captureLive(other.pid!, 'smaps', 'maps').table)).toEqual([])
  memory.close()
  folder.close()
})
