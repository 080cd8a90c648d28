import { CoveredEmitter } from './covered.ts'

type Source = 'system' | 'light' | 'dark'

/** The theme; the system's own is light until a test calls `electron.double.setSystemDark(true)`. */
class NativeTheme extends CoveredEmitter {
  #source: Source = 'system'
  #isSystemDark = false
  #follower: (isDark: boolean) => void = () => {}
  readonly shouldUseHighContrastColors = false
  readonly shouldUseInvertedColorScheme = false
  readonly prefersReducedTransparency = false

  get themeSource(): Source {
    return this.#source
  }

  set themeSource(source: Source) {
    if (!['system', 'light', 'dark'].includes(source))
      throw new TypeError(`Error processing argument: ${String(source)}`)
    this.#change(() => (this.#source = source))
  }

  get shouldUseDarkColors(): boolean {
    return this.#source === 'system' ? this.#isSystemDark : this.#source === 'dark'
  }

  setSystemDark(isDark: boolean): void {
    this.#change(() => (this.#isSystemDark = isDark))
  }

  #change(apply: () => void): void {
    const before = this.shouldUseDarkColors
    apply()
    if (this.shouldUseDarkColors === before) return
    this.#follower(this.shouldUseDarkColors)
    this.emit('updated')
  }

  /** Emitted before the app's own; the windows' pages follow the theme so. */
  follow(follower: (isDark: boolean) => void): void {
    this.#follower = follower
  }
}

export const nativeTheme = new NativeTheme()
