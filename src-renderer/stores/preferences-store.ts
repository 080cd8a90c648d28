import { defineStore } from 'pinia'
import { ref, type Ref } from 'vue'
import { SETTING_NAMES, usualSettings, type SettingValues } from '#shared/contract/settings.ts'

type Refs = { [Name in keyof SettingValues]: Ref<SettingValues[Name]> }

/** What the user chose and expects to find again (contract/settings.ts); kept by the settings task. */
export const usePreferencesStore = defineStore('preferences', () => {
  const usual = usualSettings()
  const settings = Object.fromEntries(SETTING_NAMES.map((name) => [name, ref(usual[name])])) as unknown as Refs

  /** Brings a view to the front of its slot; it stays there until another one is chosen. */
  function showView(slot: string, id: string): void {
    settings.shownViews.value = { ...settings.shownViews.value, [slot]: id }
  }

  return { ...settings, showView }
})
