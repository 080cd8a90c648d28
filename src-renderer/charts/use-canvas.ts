import { onBeforeUnmount, onMounted, ref, shallowRef, watch, type Ref } from 'vue'
import { cssZoomOf } from '../composables/css-zoom.ts'
import { readChartLook, watchTheme, type ChartLook } from './chart-look.ts'

/** What a drawing is made with: CSS pixels, whatever the screen's own are. */
export interface Canvas {
  readonly context: CanvasRenderingContext2D
  readonly width: number
  readonly height: number
  readonly look: ChartLook
}

/**
 * Keeps a canvas as large and as sharp as its element, and redraws it, once a frame at most, whenever its size, the theme or
 * something that `draw` reads has changed.
 * @param sources what `draw` reads
 */
export function useCanvas(
  element: Readonly<Ref<HTMLCanvasElement | null>>,
  sources: () => unknown,
  draw: (canvas: Canvas) => void
): { readonly size: Readonly<Ref<{ readonly width: number; readonly height: number }>> } {
  const size = shallowRef({ width: 0, height: 0 })
  const look = shallowRef<ChartLook | null>(null)
  const sharpness = ref(1)
  let frame = 0
  let stop: (() => void)[] = []

  function drawNow(): void {
    frame = 0
    const canvas = element.value
    const context = canvas?.getContext('2d')
    const { width, height } = size.value
    if (canvas == null || context == null || look.value === null || width === 0 || height === 0) return
    const [wide, high] = [Math.round(width * sharpness.value), Math.round(height * sharpness.value)]
    if (canvas.width !== wide || canvas.height !== high) {
      canvas.width = wide
      canvas.height = high
    }
    context.setTransform(wide / width, 0, 0, high / height, 0, 0)
    context.clearRect(0, 0, width, height)
    draw({ context, width, height, look: look.value })
  }

  function drawSoon(): void {
    if (frame === 0) frame = requestAnimationFrame(drawNow)
  }

  function measure(): void {
    const host = element.value?.parentElement
    if (host == null) return
    sharpness.value = window.devicePixelRatio * cssZoomOf(host)
    size.value = { width: host.clientWidth, height: host.clientHeight }
    drawSoon()
  }

  onMounted(() => {
    const canvas = element.value
    const host = canvas?.parentElement
    if (canvas === null || host == null) return
    look.value = readChartLook(canvas)
    const observer = new ResizeObserver(measure)
    observer.observe(host)
    const unwatchTheme = watchTheme(() => {
      look.value = readChartLook(canvas)
      drawSoon()
    })
    stop = [() => observer.disconnect(), unwatchTheme]
    measure()
  })
  onBeforeUnmount(() => {
    cancelAnimationFrame(frame)
    for (const each of stop) each()
  })
  watch(sources, drawSoon)
  return { size }
}
