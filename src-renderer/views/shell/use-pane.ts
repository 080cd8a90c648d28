import { computed, type ComputedRef } from 'vue'
import { usePreferencesStore } from '../../stores/preferences-store.ts'

export interface Pane {
  /** CSS pixels; kept while the pane is closed. */
  readonly size: ComputedRef<number>
  readonly isOpen: ComputedRef<boolean>
  resize(size: number): void
  toggle(): void
  /** Back to the usual size. */
  reset(): void
}

/**
 * A pane whose size and openness are remembered as one number: a closed pane keeps its size as a negative one.
 * @param usual size until the user changes it; negative for a pane that is closed until then
 */
export function usePane(id: string, usual: number): Pane {
  const preferences = usePreferencesStore()
  const stored = computed(() => preferences.panes[id] ?? usual)

  function store(size: number): void {
    preferences.panes = { ...preferences.panes, [id]: size }
  }

  return {
    size: computed(() => Math.abs(stored.value)),
    isOpen: computed(() => stored.value > 0),
    resize: store,
    toggle: () => store(-stored.value),
    reset: () => store(Math.abs(usual))
  }
}
