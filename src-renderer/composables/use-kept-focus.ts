import { watch, type Ref } from 'vue'

/**
 * Gives the focus to `target` when what had it has gone from the document with a change of `source`: a button that opened
 * what is there now. Without this the keyboard would begin at the top of the window again.
 */
export function useKeptFocus(target: Readonly<Ref<HTMLElement | null>>, source: () => unknown): void {
  watch(
    source,
    () => {
      const { activeElement } = document
      if (activeElement === null || activeElement === document.body) target.value?.focus({ preventScroll: true })
    },
    { flush: 'post' }
  )
}
