import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { LESSONS } from '#shared/lesson/lessons.ts'
import { EXPORT_FORMATS } from '#shared/pmap/export-formats.ts'
import { USAGE } from '#shared/pmap/usage.ts'
import { SHARED_FORMATS } from '#shared/formats/snapshot/share-captures.ts'
import { recordedIo } from '#test/support/command-io.ts'
import { completionScripts } from '../../build/completions/index.ts'
import { FLEET_FORMATS } from './export.ts'
import { COMMANDS } from './index.ts'

const LINUX = join(import.meta.dirname, '../../build/linux')
const text = (name: string): string => readFileSync(join(LINUX, name), 'utf8')

/** Thrown where a command reads its words, with what it understands. */
class Understood extends Error {
  readonly options: readonly string[]
  constructor(options: readonly string[]) {
    super('understood')
    this.options = options
  }
}
type Options = Readonly<Record<string, { readonly short?: string }>>
vi.mock('node:util', async (original) => ({
  ...(await original<object>()),
  parseArgs: ({ options = {} }: { options?: Options }) => {
    throw new Understood(
      Object.entries(options).flatMap(([name, { short }]) => [
        `--${name}`,
        ...(short === undefined ? [] : [`-${short}`])
      ])
    )
  }
}))
// What goes wrong in a command is said to the user elsewhere; here it is the answer.
vi.mock('./support/report-errors.ts', async (original) => ({
  ...(await original<object>()),
  readWords: (await import('node:util')).parseArgs,
  reportErrors: (_name: string, run: unknown) => run
}))

/** The options that a command takes, from the command itself. */
async function optionsOf(name: string): Promise<readonly string[]> {
  // pmap reads its words as pmap does; its own help names them all.
  if (name === 'pmap')
    return [...USAGE.matchAll(/^ {1,5}(-\w+)?(?:, |) *(--[\w-]+)?.*$/gm)].flatMap(([, short, long]) =>
      [short, long].filter((option) => option !== undefined)
    )
  const run = await COMMANDS.find((command) => command.name === name)!.load()
  const { io } = recordedIo()
  try {
    await run([], io)
    return []
  } catch (error) {
    if (error instanceof Understood) return error.options
    throw error
  }
}

/** What bash offers after these words. */
function offered(...words: readonly string[]): string[] {
  // What the installed command answers when it is asked for its lessons, in its own form.
  const script = `vmatlas() { test "$*" = lessons && printf '%s  3 steps  Title\\n' ${LESSONS.map(({ id }) => id).join(' ')}; }; source '${join(LINUX, 'completions/vmatlas.bash')}'; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _vmatlas; printf '%s\\n' "\${COMPREPLY[@]}"`
  return execFileSync('bash', ['-c', script, 'bash', 'vmatlas', ...words], { encoding: 'utf8' })
    .split('\n')
    .filter(Boolean)
}

const NAMES = COMMANDS.map(({ name }) => name)

describe('completions', () => {
  it('are those that the list of commands makes', () => {
    for (const [name, made] of Object.entries(completionScripts()))
      expect(text(`completions/${name}`), 'run npm run completions').toBe(made)
  })

  it('offer every command, and no other', () => {
    expect(offered('').sort()).toEqual([...NAMES].sort())
    expect(offered('le')).toEqual(['lessons', 'lesson'])
  })

  it.each(['bash', 'zsh', 'fish'])('are understood by %s, where it is installed', (shell) => {
    const file = join(LINUX, 'completions', { bash: 'vmatlas.bash', zsh: '_vmatlas', fish: 'vmatlas.fish' }[shell]!)
    const { error, status, stderr } = spawnSync(shell, ['-n', file], { encoding: 'utf8' })
    if (error === undefined) expect(stderr + String(status)).toBe('0')
    else expect(shell).not.toBe('bash')
  })

  it.each(NAMES)('know the options of the command itself: %s', async (name) => {
    const options = await optionsOf(name)
    if (name === 'pmap') expect(options).toEqual(expect.arrayContaining(['-x', '-XX', '--range', '--from', '-V']))
    expect(offered(name, '-').sort()).toEqual([...new Set(options)].sort())
    if (name !== 'pmap')
      for (const option of options) expect(text('vmatlas.1').replaceAll('\\', ''), `man: ${option}`).toContain(option)
  })

  it.each(NAMES.filter((name) => name !== 'pmap'))('and its help names the same: %s', async (name) => {
    const { options } = COMMANDS.find((command) => command.name === name)!
    const named = options.flatMap(([flags]) => flags.split(', ').map((flag) => flag.split(' ')[0]))
    expect(named.sort()).toEqual([...new Set(await optionsOf(name))].sort())
  })

  it('and the installed script runs each of them on Node', () => {
    const words = /^ {2}(.*)\)$/m.exec(text('vmatlas'))?.[1]?.split(' | ') ?? []
    expect(words.filter((word) => !word.startsWith('-')).sort()).toEqual([...NAMES].sort())
  })

  it('offer what options and commands take', () => {
    const formats = [...new Set<string>([...SHARED_FORMATS, ...EXPORT_FORMATS, ...FLEET_FORMATS])].sort()
    expect(offered('export', '1', '--format', '').sort()).toEqual(formats)
    expect(offered('export', '-f', 'htm')).toEqual(['html'])
    expect(offered('lesson', '').sort()).toEqual(LESSONS.map(({ id }) => id).sort())
    for (const name of ['pmap', 'export', 'capture', 'compare'])
      expect(offered(name, String(process.pid))).toContain(String(process.pid))
    expect(offered('export', '--redact', 'pa')).toEqual(['paths'])
    // Some at once, with commas between them.
    expect(offered('export', '--redact', 'paths,us')).toEqual(['paths,users'])
  })
})
