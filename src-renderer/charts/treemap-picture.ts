import { visibleText } from '#shared/base/visible-text.ts'
import { newPicture, type TreemapOption } from './echarts-setup.ts'
import type { ChartLook } from './chart-look.ts'
import type { TileRoom } from './tile-label.ts'
import { roomOfNode } from './tile-room.ts'

export const PICTURE_FORMATS = ['png', 'svg'] as const
export type PictureFormat = (typeof PICTURE_FORMATS)[number]

/** Room for the words above the rectangles, CSS pixels. */
const TITLE_HEIGHT = 34
const MARGIN = 8
/** Enough for a projector and for print. */
const PIXEL_RATIO = 2

export interface Picture {
  /** Made for a chart that tells the rooms of its rectangles. */
  readonly option: (roomOf: (dataIndex: number) => TileRoom | null) => TreemapOption
  readonly look: ChartLook
  /** What is drawn, in words; untrusted names in it are drawn as text. */
  readonly title: string
  /** CSS pixels. */
  readonly width: number
  readonly height: number
}

function bytesOfDataUrl(url: string): Uint8Array {
  const binary = atob(url.slice(url.indexOf(',') + 1))
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0))
}

/** A treemap as a picture file, with words above it that say what it shows. */
export function pictureOf({ option, look, title, width, height }: Picture, format: PictureFormat): Uint8Array {
  const whole = height + TITLE_HEIGHT + MARGIN
  const chart = newPicture(format, width + 2 * MARGIN, whole, PIXEL_RATIO)
  try {
    const drawn = option((index) => roomOfNode(chart, index))
    const series = [drawn.series ?? []].flat().map((each) => ({
      ...each,
      left: MARGIN,
      right: MARGIN,
      top: TITLE_HEIGHT,
      bottom: MARGIN
    }))
    chart.setOption({
      ...drawn,
      animation: false,
      backgroundColor: look.surface,
      title: {
        // XML has no place for some characters, and no reader opens a file with one.
        text: visibleText(title),
        left: MARGIN,
        top: MARGIN,
        textStyle: { color: look.text, fontFamily: look.font, fontSize: 13, fontWeight: 600 }
      },
      series
    } as TreemapOption)
    return format === 'svg'
      ? new TextEncoder().encode(chart.renderToSVGString())
      : bytesOfDataUrl(chart.getDataURL({ type: 'png', pixelRatio: PIXEL_RATIO, backgroundColor: look.surface }))
  } finally {
    chart.dispose()
  }
}
