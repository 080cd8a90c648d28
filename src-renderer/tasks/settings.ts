import { watch } from 'vue'
import { failureOf } from '#shared/contract/failure.ts'
import type { Bridge, Settings } from '#shared/contract/host.ts'
import { GROUPINGS } from '#shared/memory/group-rows.ts'
import { METRICS } from '#shared/memory/metrics.ts'
import { useHostStore } from '../stores/host-store.ts'
import { DUTY_LIMITS, LOCALES, PRESETS, THEMES, usePreferencesStore } from '../stores/preferences-store.ts'
import type { Pace } from './pace.ts'

const SAVE_DELAY = 500
const MOST_PANES = 50
const MOST_COLUMNS = 200
/** CSS pixels; more is nobody's screen. */
const LARGEST = 20_000

/** Reads the user's preferences from the host and saves every later change, a moment after it was made. */
export async function keepSettings(bridge: Bridge, pace: Pace): Promise<() => void> {
  const host = useHostStore()
  if (!host.can('settings')) return () => undefined
  let others: Settings = {}
  try {
    others = await bridge.invoke('readSettings')
    applySettings(others)
  } catch (error) {
    host.addNotice(failureOf(error, 'settings').detail)
  }
  let callOff = (): void => undefined
  let isWaiting = false
  const save = (): void => {
    if (!isWaiting) return
    isWaiting = false
    callOff()
    // Keys of other versions are kept as they were found.
    bridge.invoke('writeSettings', { ...others, ...currentSettings() }).catch((error: unknown) => {
      host.addNotice(failureOf(error, 'settings').detail)
    })
  }
  const stop = watch(currentSettings, () => {
    callOff()
    isWaiting = true
    callOff = pace.after(SAVE_DELAY, save)
  })
  // A window that is closed right after a change keeps it all the same.
  addEventListener('pagehide', save)
  return () => {
    stop()
    callOff()
    removeEventListener('pagehide', save)
  }
}

/** The preferences as the host stores them. */
export function currentSettings(): Settings {
  const preferences = usePreferencesStore()
  const { theme, locale, metric, preset, customColumns, isFullPath, grouping, panes, dutyLimit } = preferences
  return {
    theme,
    locale,
    metric,
    preset,
    customColumns: [...customColumns],
    isFullPath,
    grouping,
    panes: { ...panes },
    shownViews: { ...preferences.shownViews },
    columnWidths: { ...preferences.columnWidths },
    processWidths: { ...preferences.processWidths },
    dutyLimit
  }
}

/** Takes over what is valid; anything else (a file of another version, edited by hand) leaves the preference as it is. */
export function applySettings(settings: Settings): void {
  const preferences = usePreferencesStore()
  const wanted = settings as Record<keyof ReturnType<typeof currentSettings>, unknown>
  const { theme, locale, metric, preset, customColumns, isFullPath, grouping, panes } = wanted
  const { columnWidths, processWidths, dutyLimit, shownViews } = wanted
  preferences.theme = oneOf(THEMES, theme) ?? preferences.theme
  preferences.locale = oneOf(LOCALES, locale) ?? preferences.locale
  preferences.metric = oneOf(METRICS, metric) ?? preferences.metric
  preferences.preset = oneOf(PRESETS, preset) ?? preferences.preset
  if (Array.isArray(customColumns)) {
    preferences.customColumns = customColumns.filter((id) => typeof id === 'string').slice(0, 200)
  }
  if (typeof isFullPath === 'boolean') preferences.isFullPath = isFullPath
  preferences.grouping = oneOf(GROUPINGS, grouping) ?? preferences.grouping
  preferences.panes = pixelsIn(panes, MOST_PANES) ?? preferences.panes
  preferences.shownViews = namesIn(shownViews, MOST_PANES) ?? preferences.shownViews
  preferences.columnWidths = pixelsIn(columnWidths, MOST_COLUMNS) ?? preferences.columnWidths
  preferences.processWidths = pixelsIn(processWidths, MOST_COLUMNS) ?? preferences.processWidths
  const limit = DUTY_LIMITS.find((each) => each === dutyLimit)
  if (limit !== undefined) preferences.dutyLimit = limit
}

function oneOf<T extends string>(list: readonly T[], value: unknown): T | null {
  return list.find((each) => each === value) ?? null
}

/** Sizes by name, as far as they are sizes; null when it is nothing of the kind. */
function pixelsIn(value: unknown, most: number): Record<string, number> | null {
  if (typeof value !== 'object' || value === null) return null
  const sizes = Object.entries(value).filter(
    (pair): pair is [string, number] => typeof pair[1] === 'number' && Math.abs(pair[1]) <= LARGEST
  )
  return Object.fromEntries(sizes.slice(0, most))
}

/** Names by name, as far as they are texts; null when it is nothing of the kind. */
function namesIn(value: unknown, most: number): Record<string, string> | null {
  if (typeof value !== 'object' || value === null) return null
  const names = Object.entries(value).filter((pair): pair is [string, string] => typeof pair[1] === 'string')
  return Object.fromEntries(names.slice(0, most))
}
