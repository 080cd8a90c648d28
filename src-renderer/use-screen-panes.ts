import { useWindowSize } from '@vueuse/core'
import { computed } from 'vue'
import type { LayoutMode } from './layout-mode.ts'
import { usePane } from './views/shell/use-pane.ts'

/** From this width on the details leave the table the room that it needs. */
const ROOMY = 1500
const MOST_PICTURE = 0.6
/** The line of tabs and that of switches above a picture. */
const ABOVE_PICTURE = 68
/** Tabs, toolbar, header, both lines of totals and six rows of a table, CSS pixels. */
const LEAST_TABLE = 25 + 36 + 26 + 2 * 23 + 6 * 22
/** CSS pixels. */
export const LEAST_PICTURE = 100
const LARGER = 1.3

interface Screen {
  layout(): LayoutMode
  /** For a projector. */
  isLarge(): boolean
  /** Height of what picture and table share, CSS pixels; 0 while it is not known. */
  centreHeight(): number
}

/** The panes of a process's screen, and how large each may be. */
export function useScreenPanes(screen: Screen) {
  const { width, height } = useWindowSize()
  const zoom = computed(() => (screen.isLarge() ? LARGER : 1))
  /** More than a third of the window's height for the picture itself. */
  const picture = usePane('picture', Math.round(Math.max(140, height.value * 0.36 + ABOVE_PICTURE)))
  const pictureWidth = usePane('pictureWidth', Math.round(width.value * 0.36))
  /** What is above takes the picture's room, never that of the table's rows. */
  const mostPicture = computed(() => {
    const most = (height.value * MOST_PICTURE) / zoom.value
    const besideTable = screen.centreHeight() === 0 ? most : screen.centreHeight() - LEAST_TABLE
    return Math.round(Math.max(LEAST_PICTURE, Math.min(most, besideTable)))
  })
  const mostPictureWidth = computed(() => Math.round((width.value * MOST_PICTURE) / zoom.value))
  const isSideBySide = computed(() => screen.layout().centre === 'side-by-side' && !screen.isLarge())
  const pictureStyle = computed(() =>
    isSideBySide.value
      ? { width: `${Math.min(pictureWidth.size.value, mostPictureWidth.value)}px` }
      : { height: `${Math.min(picture.size.value, mostPicture.value)}px` }
  )
  return {
    zoom,
    picture,
    pictureWidth,
    legend: usePane('legend', width.value < 1200 ? -224 : 224),
    details: usePane('details', width.value >= ROOMY ? 300 : -260),
    mostPicture,
    mostPictureWidth,
    mostDetails: computed(() => Math.round(width.value * 0.4)),
    isSideBySide,
    pictureStyle
  }
}
