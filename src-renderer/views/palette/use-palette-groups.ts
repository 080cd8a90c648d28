import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { AMOUNT_UNITS } from '#shared/base/format-units.ts'
import { COMMANDS, keyTextOf } from '#shared/contract/commands.ts'
import { visibleText } from '#shared/base/visible-text.ts'
import { nameWithPid, processKeyText } from '#shared/memory/process-key.ts'
import { textAt } from '#shared/memory/text-list.ts'
import { usePreferencesStore } from '../../stores/preferences-store.ts'
import { useProcessesStore } from '../../stores/processes-store.ts'
import { useRecentStore, type RecentProcess } from '../../stores/recent-store.ts'
import { useSourceStore } from '../../stores/source-store.ts'
import { useTasks } from '../../tasks/index.ts'
import type { PaletteGroup, PaletteItem } from './palette-items.ts'

const MOST_PROCESSES = 40

/** What the palette offers now: where one was, what can be done, views, files, and all processes once something is sought. */
export function usePaletteGroups(
  isOpen: () => boolean,
  views: () => readonly PaletteItem[]
): ComputedRef<readonly PaletteGroup[]> {
  const { t } = useI18n()
  const tasks = useTasks()
  const preferences = usePreferencesStore()
  const processes = useProcessesStore()
  const recent = useRecentStore()
  const sources = useSourceStore()

  async function showRecent({ file, process }: RecentProcess): Promise<void> {
    if (file !== sources.currentId) await tasks.files.show(file)
    await tasks.process.open(process)
  }
  const recentItems = (): PaletteItem[] =>
    recent.processes
      .filter(({ file }) => file === null || sources.files.some(({ id }) => id === file))
      .map((each) => ({
        id: `recent-${each.file ?? ''}-${processKeyText(each.process)}`,
        label: nameWithPid(visibleText(each.name), each.process),
        note: each.file === null ? t('palette.live') : visibleText(fileName(each.file)),
        shortcut: '',
        run: () => void showRecent(each)
      }))
  const fileName = (id: string): string => sources.files.find((file) => file.id === id)?.name ?? ''

  const fileItems = (): PaletteItem[] => [
    ...sources.files.map(({ id, name }) => ({
      id: `file-${id}`,
      label: visibleText(name),
      note: t('palette.opened'),
      shortcut: '',
      run: () => void tasks.files.show(id)
    })),
    ...sources.recent.map((name, index) => ({
      id: `recent-file-${index}`,
      label: visibleText(name),
      note: t('palette.recentFile'),
      shortcut: '',
      run: () => void tasks.files.openRecent(index)
    }))
  ]
  const commandItems = (): PaletteItem[] =>
    COMMANDS.filter(({ id }) => id !== 'showPalette' && tasks.commands.can(id)).map(({ id }) => ({
      id,
      label: t(`command.${id}`),
      note: '',
      shortcut: keyTextOf(id),
      run: () => void tasks.commands.run(id)
    }))
  const unitItems = (): PaletteItem[] =>
    AMOUNT_UNITS.map((unit) => ({
      id: `units-${unit}`,
      label: t(`units.names.${unit}`),
      note: t('units.label'),
      shortcut: '',
      run: () => {
        preferences.units = unit
      }
    }))
  function processItems(): PaletteItem[] {
    const { list } = processes
    if (list === null) return []
    const users = new Map(list.users)
    return Array.from({ length: list.count }, (_, row) => {
      const process = { pid: list.pid[row]!, startTime: list.startTime[row]! }
      return {
        id: `process-${processKeyText(process)}`,
        label: nameWithPid(visibleText(textAt(list.name, row)), process),
        note: visibleText(users.get(list.uid[row]!) ?? ''),
        keywords: textAt(list.commandLine, row),
        shortcut: '',
        run: () => void tasks.process.open(process)
      }
    })
  }

  return computed(() =>
    isOpen()
      ? [
          { id: 'recent', label: t('palette.recent'), items: recentItems(), most: 12, mostAtFirst: 5 },
          { id: 'commands', label: t('palette.commands'), items: commandItems(), most: 40, mostAtFirst: 40 },
          { id: 'units', label: t('units.label'), items: unitItems(), most: 6, mostAtFirst: 0 },
          { id: 'views', label: t('palette.views'), items: views(), most: 20, mostAtFirst: 20 },
          { id: 'files', label: t('palette.files'), items: fileItems(), most: 20, mostAtFirst: 8 },
          {
            id: 'processes',
            label: t('palette.processes'),
            items: processItems(),
            most: MOST_PROCESSES,
            mostAtFirst: 0
          }
        ]
      : []
  )
}
