import { computed, shallowRef, watch, type ComputedRef } from 'vue'
import type { Category } from '#shared/memory/category.ts'
import { WHOLE, type TreemapScope } from '#shared/layout/treemap-node.ts'

/** Which part is drawn, the way back from it, and how that goes together with the filter by category. */
export interface ScopeWalk {
  readonly scope: ComputedRef<TreemapScope>
  /** From the whole to the drawn part, both included. */
  readonly path: ComputedRef<readonly TreemapScope[]>
  readonly open: (scope: TreemapScope) => void
  /** Back to step `index` of the path; the whole also lifts the filter. */
  readonly goTo: (index: number) => void
  readonly goOut: () => void
}

/** @param processKey text that changes when another process is shown: its picture starts at the whole */
export function useScope(
  processKey: () => string,
  filter: { get: () => Category | null; lift: () => void }
): ScopeWalk {
  const opened = shallowRef<readonly TreemapScope[]>([])
  const path = computed(() => {
    const category = filter.get()
    if (category === null) return [WHOLE, ...opened.value]
    const inside = opened.value.filter((step) => step.category === category)
    const base = { ...WHOLE, category }
    const startsThere = inside[0]?.label === null && inside[0].skip === 0 && inside[0].range === null
    return startsThere ? [WHOLE, ...inside] : [WHOLE, base, ...inside]
  })
  const scope = computed(() => path.value.at(-1) ?? WHOLE)

  /** Steps between: a group is reached through its category, the rest of a group through the group. */
  function stepsTo(target: TreemapScope): TreemapScope[] {
    const { category, label, skip, range } = target
    const between: TreemapScope[] = [{ ...WHOLE, category }]
    if (label !== null) between.push({ ...WHOLE, category, label })
    if (skip > 0 || range !== null) between.push(target)
    return between
  }

  function open(target: TreemapScope): void {
    const isRest = target.skip > 0 || target.range !== null
    const { category, label } = scope.value
    const isFurther = isRest && category === target.category && label === target.label
    opened.value = isFurther ? [...opened.value, target] : stepsTo(target)
  }

  function goTo(index: number): void {
    if (index === 0) {
      opened.value = []
      filter.lift()
    } else opened.value = path.value.slice(1, index + 1)
  }

  watch(processKey, () => {
    opened.value = []
  })
  return { scope, path, open, goTo, goOut: () => goTo(Math.max(0, path.value.length - 2)) }
}
