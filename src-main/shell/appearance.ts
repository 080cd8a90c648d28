import { readFileSync } from 'node:fs'
import { app, BrowserWindow, nativeTheme } from 'electron'
import * as v from 'valibot'
import { settingsPath } from '#main/services/settings-file.ts'
import type { Settings } from '#shared/contract/host.ts'
import { LOCALES, THEMES, type Locale } from '#shared/contract/settings.ts'

/** The settings that native parts follow; anything else in them is the page's. */
const SHOWN = v.object({
  theme: v.fallback(v.picklist(THEMES), 'system'),
  locale: v.fallback(v.optional(v.picklist(LOCALES)), undefined)
})

/** The `--surface` of the page's themes: what a window shows before its page does. */
const BACKGROUNDS = {
  plain: { dark: '#14171b', light: '#ffffff' },
  contrast: { dark: '#000000', light: '#ffffff' }
}
let background = BACKGROUNDS.plain

/** The background of a window in the current theme. */
export function backgroundColor(): string {
  return nativeTheme.shouldUseDarkColors ? background.dark : background.light
}

/** The settings as they are on the disk; a missing or damaged file is reported where it is read for the page. */
function readSettings(): unknown {
  try {
    return JSON.parse(readFileSync(settingsPath(), 'utf8'))
  } catch {
    return {}
  }
}

/**
 * Keeps menus, dialogs, window frames and backgrounds at the user's theme and language.
 * @param speak is called with the language at the start and whenever it changes
 * @returns what takes over settings that were changed
 */
export function followAppearance(speak: (locale: Locale) => void): (settings: Settings) => void {
  let spoken: Locale | null = null
  const follow = (settings: unknown): void => {
    const parsed = v.safeParse(SHOWN, settings)
    const { theme, locale } = parsed.success ? parsed.output : { theme: 'system' as const, locale: undefined }
    background =
      theme === 'contrast' || nativeTheme.shouldUseHighContrastColors ? BACKGROUNDS.contrast : BACKGROUNDS.plain
    // The high-contrast theme is dark or light as the desktop is.
    nativeTheme.themeSource = theme === 'contrast' ? 'system' : theme
    paint()
    // As the page chooses when nothing was chosen yet.
    const wanted = locale ?? (app.getLocale().startsWith('zh') ? 'zh-CN' : 'en')
    if (wanted === spoken) return
    spoken = wanted
    speak(wanted)
  }
  const paint = (): void => {
    for (const window of BrowserWindow.getAllWindows()) window.setBackgroundColor(backgroundColor())
  }
  nativeTheme.on('updated', paint)
  follow(readSettings())
  return follow
}
