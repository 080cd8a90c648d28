import { computed, ref, type ComputedRef, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { keyTextOf } from '#shared/contract/commands.ts'
import type { MenuItem } from '../../components/ContextMenu.vue'
import { useHostStore } from '../../stores/host-store.ts'
import type { ListLine } from './arrange-processes.ts'

export interface LineMenu {
  /** Where it is open, and for which line; null while it is not. */
  readonly opened: Ref<{ readonly x: number; readonly y: number; readonly line: ListLine } | null>
  readonly items: ComputedRef<readonly MenuItem[]>
}

/** The menu of a line: where its process may be opened, and adding it to the selection. */
export function useLineMenu(isSelected: (key: string) => boolean): LineMenu {
  const { t } = useI18n()
  const host = useHostStore()
  const opened: LineMenu['opened'] = ref(null)
  return {
    opened,
    items: computed(() => {
      const line = opened.value?.line
      if (line === undefined) return []
      const open = { id: 'open', label: t('processList.menu.open'), shortcut: 'Enter' }
      const window = { id: 'window', label: t('processList.menu.window'), shortcut: keyTextOf('openInNewWindow') }
      const select = {
        id: 'select',
        label: t(isSelected(line.key) ? 'processList.menu.deselect' : 'processList.menu.select'),
        shortcut: t('processList.menu.space')
      }
      return [open, ...(line.process !== null && host.can('windows') ? [window] : []), select]
    })
  }
}
