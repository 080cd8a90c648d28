import * as v from 'valibot'
import { AMOUNT_UNITS } from '../base/format-units.ts'
import { ADDRESS_SCALES } from '../layout/address-scale.ts'
import { EVIDENCE_DEPTHS } from '../memory/category.ts'
import { GROUPINGS } from '../memory/group-rows.ts'
import { PROCESS_GROUPINGS } from '../machine/group-processes.ts'
import { METRICS } from '../memory/metrics.ts'
import type { Capability, Settings } from './host.ts'

export const THEMES = ['system', 'dark', 'light', 'contrast'] as const
export type Theme = (typeof THEMES)[number]
export const LOCALES = ['en', 'zh-CN'] as const
export type Locale = (typeof LOCALES)[number]

/** Presets of the mapping table: what mappings are for beside the columns of -x, and pmap's own column sets. */
export const PRESETS = ['what', 'default', 'd', 'x', 'X', 'XX', 'custom'] as const
export type Preset = (typeof PRESETS)[number]

/** Shapes of the process list: one after the other, children under their parents, or groups. */
export const PROCESS_SHAPES = ['flat', 'tree', ...PROCESS_GROUPINGS.filter((by) => by !== 'tree')] as const

/** How much of the time watching may spend reading, as parts of 1. */
export const DUTY_LIMITS = [0.01, 0.02, 0.05, 0.1, 0.2] as const

/** How much the recorder may take, MiB. */
export const RECORDER_MIB = [16, 32, 64, 128, 256, 512, 1024, 2048] as const

const MOST_ENTRIES = 200
/** CSS pixels; no screen is larger. */
const LARGEST = 20_000

/** How the settings dialog offers one: a list of choices, or a box to tick. Its words are in the locales. */
export interface SettingField {
  /** Key of its name. */
  readonly label: string
  readonly options: readonly (string | number)[] | 'on-off'
  /** Options are words with the keys `<choices>.<option>`, except for `percent` (parts of 1), `mebibytes` and `language`. */
  readonly choices: string
  /** Key of a sentence below it. */
  readonly hint: string | null
  /** What the host must be able to do for it to make sense; null for any host. */
  readonly needs: Capability | null
}

/** One thing that the user chooses and expects to find again. */
export interface Setting<Value> {
  readonly schema: v.GenericSchema<unknown, Value>
  readonly usual: Value
  /** Null for what is chosen elsewhere: in the toolbar, by dragging. */
  readonly field: SettingField | null
}

const setting = <Value>(
  schema: v.GenericSchema<unknown, Value>,
  usual: NoInfer<Value>,
  field: SettingField | null = null
): Setting<Value> => ({ schema, usual, field })

const unknowns = v.record(v.string(), v.unknown())

/** Entries whose values are what they should be; others, from a file edited by hand, are left out. */
const entriesOf = <Value>(
  schema: v.GenericSchema<unknown, Value>
): v.GenericSchema<unknown, Readonly<Record<string, Value>>> =>
  v.pipe(
    unknowns,
    v.transform((values) => {
      const entries = Object.entries(values).flatMap(([name, value]): [string, Value][] => {
        const parsed = v.safeParse(schema, value)
        return parsed.success ? [[name, parsed.output]] : []
      })
      return Object.fromEntries(entries.slice(0, MOST_ENTRIES))
    })
  )

const pixels = entriesOf(v.pipe(v.number(), v.minValue(-LARGEST), v.maxValue(LARGEST)))
const names = entriesOf(v.pipe(v.string(), v.maxLength(64)))

const texts: v.GenericSchema<unknown, readonly string[]> = v.pipe(
  v.array(v.unknown()),
  v.transform((values) => values.filter((value) => typeof value === 'string').slice(0, MOST_ENTRIES))
)

/**
 * Every setting: the store, what is saved, how it is checked when it is read, and the dialog are made from this list. A new
 * one is a line here; one with a field also needs the words that the field names.
 */
export const SETTINGS = {
  theme: setting(v.picklist(THEMES), 'system', {
    label: 'shell.theme',
    options: THEMES,
    choices: 'shell.themes',
    hint: null,
    needs: null
  }),
  locale: setting(v.picklist(LOCALES), 'en', {
    label: 'shell.language',
    options: LOCALES,
    choices: 'language',
    hint: null,
    needs: null
  }),
  /** Pictures distinguish categories by patterns as well as by colours. */
  patterns: setting(v.boolean(), false, {
    label: 'shell.settings.patterns',
    options: 'on-off',
    choices: '',
    hint: 'shell.settings.patternsHint',
    needs: null
  }),
  /** Largest part of the time that watching may spend reading. */
  dutyLimit: setting(v.picklist(DUTY_LIMITS), 0.05, {
    label: 'shell.settings.limit',
    options: DUTY_LIMITS,
    choices: 'percent',
    hint: 'shell.settings.limitHint',
    needs: 'live'
  }),
  /** How deep a live process is looked into for what its memory is for; of other users' processes never inside. */
  evidence: setting(v.picklist(EVIDENCE_DEPTHS), 'inside', {
    label: 'shell.settings.evidence',
    options: EVIDENCE_DEPTHS,
    choices: 'shell.settings.evidences',
    hint: 'shell.settings.evidenceHint',
    needs: 'live'
  }),
  /** MiB of the host's memory that the recorder may take for the numbers of all processes. */
  recorderMachineMib: setting(v.picklist(RECORDER_MIB), 64, {
    label: 'shell.settings.recorderMachine',
    options: RECORDER_MIB,
    choices: 'mebibytes',
    hint: null,
    needs: 'recorder'
  }),
  /** The same for captures of watched processes. */
  recorderCapturesMib: setting(v.picklist(RECORDER_MIB), 256, {
    label: 'shell.settings.recorderCaptures',
    options: RECORDER_MIB,
    choices: 'mebibytes',
    hint: 'shell.settings.recorderHint',
    needs: 'recorder'
  }),
  /** How amounts are written; pmap's own columns stay in kB. */
  units: setting(v.picklist(AMOUNT_UNITS), 'auto', {
    label: 'units.label',
    options: AMOUNT_UNITS,
    choices: 'units.names',
    hint: 'units.hint',
    needs: null
  }),
  /** How the picture of the address space is drawn. */
  ladderScale: setting(v.picklist(ADDRESS_SCALES), 'compressed'),
  /** Whether the table has rows for what no mapping covers. */
  areGapsShown: setting(v.boolean(), false),
  /** Shows where new releases are, as a link. vmatlas itself looks for nothing. */
  showsReleases: setting(v.boolean(), false, {
    label: 'shell.settings.releases',
    options: 'on-off',
    choices: '',
    hint: 'shell.settings.releasesHint',
    needs: null
  }),
  metric: setting(v.picklist(METRICS), 'rss'),
  preset: setting(v.picklist(PRESETS), 'what'),
  /** Columns of the `custom` preset, by column id, in order. */
  customColumns: setting(texts, []),
  isFullPath: setting(v.boolean(), false),
  /** Column by which the mapping table is sorted, by its id; null for the source's own order. */
  sortColumn: setting(v.nullable(v.pipe(v.string(), v.maxLength(64))), null),
  isSortDescending: setting(v.boolean(), false),
  /** Filters of the mapping table that the user kept, as they were typed. */
  savedFilters: setting(texts, []),
  /** What the table puts together; null shows mapping after mapping. */
  grouping: setting(v.nullable(v.picklist(GROUPINGS)), null),
  /** Sizes of panes in CSS pixels, by pane name; negative while a pane is closed. */
  panes: setting(pixels, {}),
  /** Id of the view that each slot of the window shows, where the user chose one. */
  shownViews: setting(names, {}),
  /** Widths of the mapping table's columns that the user changed, CSS pixels, by column id. */
  columnWidths: setting(pixels, {}),
  /** Widths of the process list's columns that the user changed, CSS pixels, by column name. */
  processWidths: setting(pixels, {}),
  /** Ids of the process list's columns in the user's order, without the first; empty for the usual ones. */
  processColumns: setting(texts, []),
  /** How the process list is put together. */
  processShape: setting(v.picklist(PROCESS_SHAPES), 'flat'),
  /** Column by which the process list is sorted, by its id. */
  processSortColumn: setting(v.pipe(v.string(), v.maxLength(64)), 'rss'),
  isProcessSortDescending: setting(v.boolean(), true),
  /** What the machine's picture puts processes together by. */
  machineGrouping: setting(v.picklist(PROCESS_GROUPINGS), 'program')
} as const

export type SettingName = keyof typeof SETTINGS
export type SettingValues = { [Name in SettingName]: (typeof SETTINGS)[Name]['usual'] }

export const SETTING_NAMES = Object.keys(SETTINGS) as readonly SettingName[]

/** The default settings. */
export function usualSettings(): SettingValues {
  return Object.fromEntries(SETTING_NAMES.map((name) => [name, SETTINGS[name].usual])) as unknown as SettingValues
}

/** The settings that are what they should be; others, of another version or edited by hand, are left out. */
export function validSettings(stored: Settings): Partial<SettingValues> {
  const entries = SETTING_NAMES.flatMap((name): [string, unknown][] => {
    const parsed = v.safeParse(SETTINGS[name].schema, stored[name])
    return parsed.success ? [[name, parsed.output]] : []
  })
  return Object.fromEntries(entries)
}
