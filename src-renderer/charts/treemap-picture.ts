import { visibleText } from '#shared/base/visible-text.ts'
import type { TreemapNode } from '#shared/layout/treemap-node.ts'
import type { Category } from '#shared/memory/category.ts'
import { readChartLook, type ChartLook } from './chart-look.ts'
import { newPicture, type TreemapOption } from './echarts-setup.ts'
import { NO_WORDS, type TileWords } from './tile-label.ts'
import { roomOfNode } from './tile-room.ts'
import { nodesById, treemapOption } from './treemap-option.ts'

export type PictureFormat = 'png' | 'svg'

/** 16:9, as slides and screens are; CSS pixels. */
const WIDTH = 1280
const HEIGHT = 720
/** Room for the words above the rectangles and for the legend below them, CSS pixels. */
const TITLE_HEIGHT = 56
const LEGEND_HEIGHT = 30
const MARGIN = 12
/** Enough for a projector and for print. */
const PIXEL_RATIO = 2

/** What a picture shows; names in it are untrusted and drawn as text. */
export interface Picture {
  readonly tree: TreemapNode
  readonly text: (node: TreemapNode) => TileWords
  readonly isHatched: boolean
  readonly title: string
  /** Metric and totals. */
  readonly subtitle: string
  readonly legend: readonly { readonly category: Category; readonly text: string }[]
}

type TitleOption = Extract<NonNullable<TreemapOption['title']>, readonly unknown[]>[number]

/** A line of the legend: a square of each colour before its words. ECharts' own legend knows series, not nodes. */
function legendTitle({ legend }: Picture, look: ChartLook): TitleOption {
  const squareOf = (category: Category) => {
    return { backgroundColor: look.categories[category].fill, width: 11, height: 11, borderRadius: 2 }
  }
  const rich = Object.fromEntries(legend.map(({ category }, index) => [`c${index}`, squareOf(category)]))
  return {
    // Braces would begin a style of their own.
    text: legend.map(({ text }, index) => `{c${index}|} ${text.replace(/[{}|]/g, ' ')}`).join('     '),
    left: MARGIN,
    bottom: MARGIN,
    textStyle: { color: look.text, fontFamily: look.font, fontSize: 12, fontWeight: 'normal', rich }
  }
}

function bytesOfDataUrl(url: string): Uint8Array {
  const binary = atob(url.slice(url.indexOf(',') + 1))
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0))
}

/** A treemap as a picture file, in the colours of the theme on the screen, with a title for what it shows. */
export function pictureOf(picture: Picture, format: PictureFormat): Uint8Array {
  const { tree, isHatched, title, subtitle } = picture
  const look = readChartLook(document.body)
  const nodes = nodesById(tree)
  const text = (id: string): TileWords => {
    const node = nodes.get(id)
    return node === undefined ? NO_WORDS : picture.text(node)
  }
  const chart = newPicture(format, WIDTH, HEIGHT, PIXEL_RATIO)
  try {
    const roomOf = (index: number) => roomOfNode(chart, index)
    const drawn = treemapOption({ tree, look, moveMs: 0, isHatched, text, roomOf })
    const series = [drawn.series ?? []].flat().map((each) => ({
      ...each,
      left: MARGIN,
      right: MARGIN,
      top: TITLE_HEIGHT,
      bottom: LEGEND_HEIGHT + MARGIN
    }))
    chart.setOption({
      ...drawn,
      animation: false,
      backgroundColor: look.surface,
      title: [
        {
          // XML allows no control characters, and no reader opens a file with one.
          text: visibleText(title),
          subtext: visibleText(subtitle),
          left: MARGIN,
          top: MARGIN,
          itemGap: 4,
          textStyle: { color: look.text, fontFamily: look.font, fontSize: 15, fontWeight: 600 },
          subtextStyle: { color: look.text, fontFamily: look.font, fontSize: 12 }
        },
        legendTitle(picture, look)
      ],
      series
    } as TreemapOption)
    return format === 'svg'
      ? new TextEncoder().encode(chart.renderToSVGString())
      : bytesOfDataUrl(chart.getDataURL({ type: 'png', pixelRatio: PIXEL_RATIO, backgroundColor: look.surface }))
  } finally {
    chart.dispose()
  }
}
