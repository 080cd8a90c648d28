/** A colour as ECharts wants to compute with it: 0 … 255 each. */
export interface Rgb {
  readonly red: number
  readonly green: number
  readonly blue: number
}

/** Reads `#rgb`, `#rrggbb`, `rgb(…)`; undefined for anything else. */
export function parseRgb(text: string): Rgb | undefined {
  const short = /^#([\da-f])([\da-f])([\da-f])$/i.exec(text)
  const hex = short
    ? `#${short[1]}${short[1]}${short[2]}${short[2]}${short[3]}${short[3]}`
    : /^#[\da-f]{6}([\da-f]{2})?$/i.exec(text)?.[0]
  const parts = hex
    ? [hex.slice(1, 3), hex.slice(3, 5), hex.slice(5, 7)].map((part) => parseInt(part, 16))
    : /^rgba?\(([^)]*)\)$/i
        .exec(text)?.[1]
        ?.split(/[\s,/]+/)
        .map(Number)
  const [red, green, blue] = parts ?? []
  return red === undefined || green === undefined || blue === undefined || Number.isNaN(red + green + blue)
    ? undefined
    : { red, green, blue }
}

/** Relative luminance, 0 … 1 (WCAG 2.2). */
function luminance(colour: Rgb): number {
  const [red, green, blue] = [colour.red, colour.green, colour.blue].map((part) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Black or white, whichever contrasts more with the background. */
export function inkOn(background: Rgb): '#000000' | '#ffffff' {
  return luminance(background) > 0.179 ? '#000000' : '#ffffff'
}

/** `share` (0 … 1) of the first colour over the second, as CSS text. */
export function mix(over: Rgb, under: Rgb, share: number): string {
  const part = (a: number, b: number) => Math.round(a * share + b * (1 - share))
  return `rgb(${part(over.red, under.red)}, ${part(over.green, under.green)}, ${part(over.blue, under.blue)})`
}
