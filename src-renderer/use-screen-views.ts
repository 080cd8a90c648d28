import { computed } from 'vue'
import type { LayoutMode } from './layout-mode.ts'
import { isViewOf, shownView } from './shown-view.ts'
import { useCaptureStore } from './stores/capture-store.ts'
import { useHostStore } from './stores/host-store.ts'
import { useShownViewId } from './stores/shown-choices.ts'
import { VIEWS, type ViewSlot } from './views.ts'

/** Which views the process's screen shows in which slot. @param isLarge for a projector: the room is the table's */
export function useScreenViews(layout: () => LayoutMode, isLarge: () => boolean) {
  const captures = useCaptureStore()
  const host = useHostStore()
  const runtimes = computed(() => captures.current?.classification.runtimes ?? [])
  const viewsAt = (slot: ViewSlot) =>
    VIEWS.filter(
      (view) => view.slot === slot && (view.needs === null || host.can(view.needs)) && isViewOf(view, runtimes.value)
    )

  const pictures = computed(() => viewsAt('picture'))
  const isShort = computed(() => layout().header === 'short' || isLarge())
  const isCompact = computed(() => layout().header === 'compact' && !isLarge())
  /** The table first: it has what the others draw. */
  const tableViews = computed(() => [
    ...viewsAt('table'),
    ...(isShort.value ? viewsAt('header').filter(({ whenShort }) => whenShort === 'tab') : [])
  ])
  const compactViews = computed(() => [...tableViews.value, ...pictures.value, ...viewsAt('legend')])
  /** In a short window the sentences stay, what is drawn gives way to rows. */
  const headers = computed(() => {
    // From the back row only the picture and the table can be read; what changed is in the lesson's text.
    if (isLarge()) return []
    const isRoomFor = { tab: !isShort.value, gone: !isShort.value && !isCompact.value }
    return viewsAt('header').filter(({ whenShort }) => whenShort === undefined || isRoomFor[whenShort])
  })
  const pictureId = useShownViewId(() => 'picture')
  const pictureTitle = computed(() => shownView(pictures.value, pictureId.value)?.titleKey)
  return { viewsAt, pictures, tableViews, compactViews, headers, isShort, isCompact, pictureTitle }
}
