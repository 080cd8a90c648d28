import { computed, nextTick, ref, type ComputedRef, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { keyTextOf } from '#shared/contract/commands.ts'
import type { MenuItem } from '../../components/ContextMenu.vue'

export interface LineMenu {
  /** Where it is open, and for which process; null while it is not. */
  readonly place: Ref<{ readonly x: number; readonly y: number; readonly key: string } | null>
  readonly items: ComputedRef<readonly MenuItem[]>
  /** Opens at the pointer; asked for by key, at the line, since a key has no place of its own. */
  open(event: MouseEvent, key: string, line: HTMLElement | null): void
  close(): Promise<void>
}

/** The menu of a line: where the process may be opened. */
export function useLineMenu(scroller: Readonly<Ref<HTMLElement | null>>): LineMenu {
  const { t } = useI18n()
  const place: LineMenu['place'] = ref(null)
  return {
    place,
    items: computed(() => [
      { id: 'open', label: t('processList.menu.open'), shortcut: 'Enter' },
      { id: 'window', label: t('processList.menu.window'), shortcut: keyTextOf('openInNewWindow') }
    ]),
    open(event, key, line) {
      event.preventDefault()
      const box = event.target === scroller.value ? line?.getBoundingClientRect() : undefined
      place.value = { x: box ? box.left + 60 : event.clientX, y: box ? box.bottom : event.clientY, key }
    },
    async close() {
      place.value = null
      await nextTick()
      // Unless the user went elsewhere, the keyboard goes on where it was.
      if (document.activeElement === document.body) scroller.value?.focus({ preventScroll: true })
    }
  }
}
