import { watch } from 'vue'
import { failureOf } from '#shared/contract/failure.ts'
import type { Bridge, Settings } from '#shared/contract/host.ts'
import { SETTING_NAMES, validSettings } from '#shared/contract/settings.ts'
import { useHostStore } from '../stores/host-store.ts'
import { usePreferencesStore } from '../stores/preferences-store.ts'
import type { Pace } from './pace.ts'

const SAVE_DELAY = 500

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
  return Object.fromEntries(SETTING_NAMES.map((name) => [name, plainCopy(preferences[name])]))
}

/** Of lists and records a plain copy, no reactive proxy, so that it can be sent to the host. */
function plainCopy(value: unknown): unknown {
  if (Array.isArray(value)) return [...(value as unknown[])]
  return typeof value === 'object' && value !== null ? { ...value } : value
}

/** Takes over what is valid; anything else leaves the preference as it is. */
export function applySettings(settings: Settings): void {
  // Not $patch, which would merge what is stored into what is there.
  Object.assign(usePreferencesStore(), validSettings(settings))
}
