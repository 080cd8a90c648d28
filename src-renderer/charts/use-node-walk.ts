import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'
import { nodeIndexOf, walk, type NodeIndex, type WalkStep } from '#shared/layout/node-walk.ts'
import type { TreemapNode } from '#shared/layout/treemap-node.ts'

export interface NodeWalk {
  readonly nodeIndex: ComputedRef<NodeIndex | null>
  /** Id of the node at which the keyboard is; null until it has walked. */
  readonly cursor: Ref<string | null>
  /** What a screen reader announces for it. */
  readonly spoken: Ref<string>
  readonly onKey: (event: KeyboardEvent) => void
}

interface Answers {
  speak(node: TreemapNode): string
  /** Enter or the space bar. */
  pick(node: TreemapNode, event: KeyboardEvent): void
  /** Escape or Backspace. */
  leave(): void
}

const STEPS: Readonly<Record<string, WalkStep>> = {
  ArrowRight: 'next',
  ArrowLeft: 'previous',
  ArrowDown: 'in',
  ArrowUp: 'out',
  Home: 'first',
  End: 'last'
}

/** Walking nested rectangles with the keyboard: arrows walk, Enter picks, Escape leads out. Ctrl and Shift are the owner's. */
export function useNodeWalk(tree: () => TreemapNode | null, answers: Answers): NodeWalk {
  const nodeIndex = computed(() => {
    const now = tree()
    return now === null ? null : nodeIndexOf(now)
  })
  const cursor = ref<string | null>(null)
  const spoken = ref('')
  watch(tree, () => {
    if (cursor.value !== null && nodeIndex.value?.nodes.has(cursor.value) !== true) cursor.value = null
  })

  function onKey(event: KeyboardEvent): void {
    const now = tree()
    if (now === null || nodeIndex.value === null || event.altKey || event.metaKey) return
    const step = STEPS[event.key]
    if (step !== undefined) {
      const node = walk(now, nodeIndex.value, cursor.value, step)
      cursor.value = node?.id ?? null
      spoken.value = node === null ? '' : answers.speak(node)
    } else if (event.key === 'Enter' || event.key === ' ') {
      const node = cursor.value === null ? undefined : nodeIndex.value.nodes.get(cursor.value)
      if (node !== undefined) answers.pick(node, event)
    } else if (event.key === 'Escape' || event.key === 'Backspace') answers.leave()
    else return
    event.preventDefault()
  }

  return { nodeIndex, cursor, spoken, onKey }
}
