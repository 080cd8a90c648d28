import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { SettingsFile, settingsPath } from './settings-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'vmatlas-settings-'))
afterAll(() => rmSync(folder, { recursive: true }))

const file = join(folder, 'vmatlas', 'settings.json')
const notices: string[] = []
const settings = (): SettingsFile => new SettingsFile(file, (notice) => notices.push(notice))
beforeEach(() => {
  notices.length = 0
  rmSync(join(folder, 'vmatlas'), { recursive: true, force: true })
})

describe('settings', () => {
  it('are read as they were written', () => {
    expect(settings().read()).toEqual({})
    settings().write({ theme: 'dark' })
    expect(settings().read()).toEqual({ theme: 'dark' })
    expect(readdirSync(join(folder, 'vmatlas'))).toEqual(['settings.json'])
    expect(notices).toEqual([])
  })

  it.each(['{"theme":', '', '[1]', 'null', '"text"', '\0'])(
    'that are damaged are set aside as they are: %j',
    (text) => {
      settings().write({})
      writeFileSync(file, text)
      expect(settings().read()).toEqual({})
      const [aside = ''] = readdirSync(join(folder, 'vmatlas'))
      expect(aside).toMatch(/^settings\.json\.broken-\d+$/)
      expect(readFileSync(join(folder, 'vmatlas', aside), 'utf8')).toBe(text)
      expect(notices).toEqual([expect.stringContaining(`set aside as ${join(folder, 'vmatlas', aside)}`)])
      // The next start does not report it.
      settings().write({ theme: 'light' })
      expect(settings().read()).toEqual({ theme: 'light' })
      expect(notices).toHaveLength(1)
    }
  )

  it('that are damaged and can’t be set aside are no failure', () => {
    settings().write({})
    writeFileSync(file, 'damaged')
    const rename = vi.spyOn(Date, 'now').mockReturnValue(7)
    // A name that is taken by a folder with something in it: also root can't rename over that.
    mkdirSync(`${file}.broken-7/x`, { recursive: true })
    expect(settings().read()).toEqual({})
    rename.mockRestore()
    expect(notices).toEqual([expect.stringMatching(/could not be read, nor set aside \(\w+\)/)])
    expect(readFileSync(file, 'utf8')).toBe('damaged')
  })

  it('that may not be read are counted', () => {
    mkdirSync(file, { recursive: true })
    expect(settings().read()).toEqual({})
    expect(notices).toEqual([expect.stringContaining('EISDIR')])
  })

  it('that can’t be written leave nothing half behind', () => {
    mkdirSync(join(file, 'x'), { recursive: true })
    expect(() => settings().write({ theme: 'dark' })).toThrow()
    expect(readdirSync(join(folder, 'vmatlas'))).toEqual(['settings.json'])
  })

  it('are where the XDG rules put them', () => {
    expect(settingsPath({ XDG_CONFIG_HOME: '/configuration' })).toBe('/configuration/vmatlas/settings.json')
    expect(settingsPath({ XDG_CONFIG_HOME: 'relative' })).toMatch(/^\/.*\/\.config\/vmatlas\/settings\.json$/)
  })
})

/** How often the writer is killed; the environment variable makes a long run of it. */
const KILLS = Number(process.env['VMATLAS_KILLS'] ?? 8)

it(
  'are whole whenever their writer is killed, and nothing of it is left after a later one',
  async () => {
    const writer = `
    import { SettingsFile } from ${JSON.stringify(join(import.meta.dirname, 'settings-file.ts'))}
    const settings = new SettingsFile(${JSON.stringify(file)}, () => undefined)
    for (let count = 0; ; count++) {
      settings.write({ count, filler: 'x'.repeat(200_000), end: count })
      if (count === 0) process.stdout.write('ready')
    }`
    let left = 0
    for (let round = 0; round < KILLS; round++) {
      const child = spawn(process.execPath, ['--input-type=module', '-e', writer], {
        stdio: ['ignore', 'pipe', 'inherit']
      })
      await new Promise((resolve) => child.stdout.once('data', resolve))
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20))
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGKILL')
      await gone
      left += readdirSync(join(folder, 'vmatlas')).length - 1
      const { count, end } = settings().read()
      expect(count).toEqual(expect.any(Number))
      expect(end).toBe(count)
    }
    expect(notices).toEqual([])
    // What another host is writing at this moment is its own; what none has written to for a minute goes.
    const halves = (): string[] => readdirSync(join(folder, 'vmatlas')).filter((name) => name.endsWith('.part'))
    const living = `.settings.json.${process.pid}-0123456789ab.part`
    writeFileSync(join(folder, 'vmatlas', living), '{')
    for (const name of halves()) utimesSync(join(folder, 'vmatlas', name), 0, 0)
    settings().write({})
    expect(halves()).toEqual([living])
    if (KILLS > 50) expect(left).toBeGreaterThan(0)
  },
  20_000 + KILLS * 1000
)
