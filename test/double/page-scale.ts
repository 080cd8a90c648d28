export interface Size {
  width: number
  height: number
}

/** Electron's zoom levels are powers of 1.2 (docs/api/web-contents.md). */
const STEP = 1.2

/** A page's size in screen pixels and its zoom; `apply` is called whenever one of them changes. */
export class PageScale {
  readonly #apply: (width: number, height: number, factor: number) => void
  #size: Size
  factor = 1

  constructor(size: Size, apply: (width: number, height: number, factor: number) => void) {
    this.#size = { width: size.width, height: size.height }
    this.#apply = apply
  }

  get level(): number {
    return Math.log(this.factor) / Math.log(STEP)
  }

  set({
    width = this.#size.width,
    height = this.#size.height,
    level,
    factor = level === undefined ? this.factor : STEP ** level
  }: Partial<Size> & { level?: number; factor?: number }): void {
    if (width === this.#size.width && height === this.#size.height && factor === this.factor) return
    this.#size = { width, height }
    this.factor = factor
    this.#apply(width, height, factor)
  }
}
