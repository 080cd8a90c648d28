import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { Grouping } from '#shared/memory/group-rows.ts'
import type { Metric } from '#shared/memory/metrics.ts'

export const THEMES = ['system', 'dark', 'light', 'contrast'] as const
export type Theme = (typeof THEMES)[number]
export const LOCALES = ['en', 'zh-CN'] as const
export type Locale = (typeof LOCALES)[number]

/** Presets of the mapping table: pmap's own column sets. */
export const PRESETS = ['default', 'd', 'x', 'X', 'XX', 'custom'] as const
export type Preset = (typeof PRESETS)[number]

/** How much of the time watching may spend reading, as parts of 1. */
export const DUTY_LIMITS = [0.01, 0.02, 0.05, 0.1, 0.2] as const

/** What the user chose and expects to find again; kept by the settings task. */
export const usePreferencesStore = defineStore('preferences', () => {
  const theme = ref<Theme>('system')
  const locale = ref<Locale>('en')
  const metric = ref<Metric>('rss')
  const preset = ref<Preset>('x')
  /** Columns of the `custom` preset, by column id, in order. */
  const customColumns = ref<readonly string[]>([])
  const isFullPath = ref(false)
  /** What the table puts together; null shows mapping after mapping. */
  const grouping = ref<Grouping | null>(null)
  /** Widths of panes in CSS pixels, by pane name. */
  const panes = ref<Readonly<Record<string, number>>>({})
  /** Id of the view that each slot of the window shows, where the user chose one. */
  const shownViews = ref<Readonly<Record<string, string>>>({})
  /** Widths of the mapping table's columns that the user changed, CSS pixels, by column id. */
  const columnWidths = ref<Readonly<Record<string, number>>>({})
  /** Widths of the process list's columns that the user changed, CSS pixels, by column name. */
  const processWidths = ref<Readonly<Record<string, number>>>({})
  /** Largest part of the time that watching may spend reading, 0.01 … 0.2. */
  const dutyLimit = ref<(typeof DUTY_LIMITS)[number]>(0.05)

  /** Brings a view to the front of its slot; it stays there until another one is chosen. */
  function showView(slot: string, id: string): void {
    shownViews.value = { ...shownViews.value, [slot]: id }
  }

  return {
    theme,
    locale,
    metric,
    preset,
    customColumns,
    isFullPath,
    grouping,
    panes,
    shownViews,
    showView,
    columnWidths,
    processWidths,
    dutyLimit
  }
})
