import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { LayoutMode } from './layout-mode.ts'
import { isViewOf } from './shown-view.ts'
import { useCaptureStore } from './stores/capture-store.ts'
import { useHostStore } from './stores/host-store.ts'
import { usePreferencesStore } from './stores/preferences-store.ts'
import { VIEWS } from './views.ts'
import type { PaletteItem } from './views/palette/palette-items.ts'

/** The views behind tabs, for the palette: choosing one brings it to the front. */
export function usePaletteViews(layout: Readonly<{ value: LayoutMode }>): ComputedRef<readonly PaletteItem[]> {
  const { t } = useI18n()
  const host = useHostStore()
  const preferences = usePreferencesStore()
  const captures = useCaptureStore()
  return computed(() =>
    VIEWS.filter(
      (view) =>
        view.slot !== 'header' &&
        (view.needs === null || host.can(view.needs)) &&
        isViewOf(view, captures.current?.classification.runtimes ?? [])
    ).map((view) => ({
      id: `view-${view.id}`,
      label: t(view.titleKey),
      note: t(`shell.pane.views.${view.slot as 'picture'}`),
      shortcut: '',
      run: () => {
        const isTogether = layout.value.centre === 'tabs' && view.slot !== 'details'
        preferences.showView(isTogether ? 'compact' : view.slot, view.id)
      }
    }))
  )
}
