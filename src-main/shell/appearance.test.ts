import { EventEmitter } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Settings } from '#shared/contract/host.ts'

const system = { locale: 'en-US', isDark: false, isHighContrast: false }
const painted: string[] = []
class NativeTheme extends EventEmitter {
  themeSource = 'system'
  get shouldUseDarkColors(): boolean {
    return this.themeSource === 'system' ? system.isDark : this.themeSource === 'dark'
  }
  get shouldUseHighContrastColors(): boolean {
    return system.isHighContrast
  }
}
const nativeTheme = new NativeTheme()
vi.mock('electron', () => ({
  nativeTheme,
  app: { getLocale: () => system.locale },
  BrowserWindow: { getAllWindows: () => [{ setBackgroundColor: (color: string) => painted.push(color) }] }
}))
const { followAppearance } = await import('./appearance.ts')

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vmatlas-appearance-'))
  vi.stubEnv('XDG_CONFIG_HOME', folder)
  Object.assign(system, { locale: 'en-US', isDark: false, isHighContrast: false })
  painted.length = 0
})
afterEach(() => {
  vi.unstubAllEnvs()
  nativeTheme.removeAllListeners()
  rmSync(folder, { recursive: true })
})

/** What was sent and painted: languages in turn, and the last background. */
function following(stored?: string): { spoken: string[]; follow: (settings: Settings) => void } {
  if (stored !== undefined) {
    mkdirSync(join(folder, 'vmatlas'), { recursive: true })
    writeFileSync(join(folder, 'vmatlas/settings.json'), stored)
  }
  const spoken: string[] = []
  const follow = followAppearance((locale) => spoken.push(locale))
  return { spoken, follow }
}

it('speaks the language that was chosen, else the system’s, and again only when it changes', () => {
  const { spoken, follow } = following()
  follow({ theme: 'dark' })
  follow({ locale: 'zh-CN' })
  follow({ locale: 'zh-CN', theme: 'light' })
  follow({ locale: 'en' })
  expect(spoken).toEqual(['en', 'zh-CN', 'en'])
  system.locale = 'zh-TW'
  expect(following().spoken).toEqual(['zh-CN'])
  expect(following('{"locale":"en","theme":"light"}').spoken).toEqual(['en'])
})

it('takes the theme into native parts, and paints windows in it before their pages do', () => {
  const { follow } = following('{"theme":"dark"}')
  expect([nativeTheme.themeSource, painted.at(-1)]).toEqual(['dark', '#14171b'])
  follow({ theme: 'light' })
  expect([nativeTheme.themeSource, painted.at(-1)]).toEqual(['light', '#ffffff'])
  follow({ theme: 'contrast' })
  expect([nativeTheme.themeSource, painted.at(-1)]).toEqual(['system', '#ffffff'])
  // The desktop turns dark by itself.
  system.isDark = true
  nativeTheme.emit('updated')
  expect(painted.at(-1)).toBe('#000000')
  follow({ theme: 'system' })
  nativeTheme.emit('updated')
  expect(painted.at(-1)).toBe('#14171b')
})

it.each(['{"theme":', '[]', '{"theme":"pink","locale":7}'])('takes damaged settings for none: %s', (stored) => {
  expect(following(stored).spoken).toEqual(['en'])
  expect(nativeTheme.themeSource).toBe('system')
})
