import { computed, type ComputedRef, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { WHOLE, type TreemapNode } from '#shared/layout/treemap-node.ts'
import { changeTree, treemapTree } from '#shared/layout/treemap-tree.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { METRICS, type Metric } from '#shared/memory/metrics.ts'
import { isMetricKnown, knownMetric } from '#shared/memory/metric-values.ts'
import { processKeyText } from '#shared/memory/process-key.ts'
import { useCaptureStore } from '../../stores/capture-store.ts'
import { useCompareStore } from '../../stores/compare-store.ts'
import { useShownMetric } from '../../stores/shown-choices.ts'
import { useSelectionStore } from '../../stores/selection-store.ts'
import { usePacedCapture } from '../../components/use-paced-capture.ts'
import { useScope, type ScopeWalk } from './use-scope.ts'

export interface ShownTree {
  readonly capture: Readonly<Ref<Capture | null>>
  /** Metrics that the capture reports. */
  readonly known: ComputedRef<ReadonlySet<Metric>>
  /** The chosen metric, or size where the capture lacks it. */
  readonly metric: ComputedRef<Metric>
  /** What is drawn; null without a capture. */
  readonly tree: ComputedRef<TreemapNode | null>
  readonly isCompared: ComputedRef<boolean>
  /** Changes were asked for, but nothing changed: what is there is drawn instead. */
  readonly isNothingChanged: ComputedRef<boolean>
  /** Why there is nothing to draw; empty where there is. */
  readonly emptyText: ComputedRef<string>
  readonly scopes: ScopeWalk
}

/** What the picture shows: the capture or its changes, by which metric, and which part of it. */
export function useShownTree(): ShownTree {
  const { t } = useI18n()
  const captures = useCaptureStore()
  const compare = useCompareStore()
  const chosenMetric = useShownMetric()
  const selection = useSelectionStore()

  const capture = usePacedCapture(
    () => captures.shown,
    () => captures.isFrozen
  )
  const known = computed(() => {
    const table = capture.value?.table
    return new Set<Metric>(table === undefined ? METRICS : METRICS.filter((metric) => isMetricKnown(table, metric)))
  })
  const metric = computed<Metric>(() =>
    capture.value === null ? chosenMetric.value : knownMetric(capture.value.table, chosenMetric.value)
  )
  const scopes = useScope(() => (capture.value === null ? '' : processKeyText(capture.value.process)), {
    get: () => selection.category,
    lift: () => {
      selection.category = null
    }
  })
  const { scope } = scopes
  const changes = computed(() =>
    capture.value === null || !compare.areChangesDrawn ? null : changeTree(capture.value, metric.value, scope.value)
  )
  const isNothingChanged = computed(() => changes.value?.valueKb === 0 && scope.value === WHOLE)
  const tree = computed(() => {
    if (capture.value === null) return null
    return changes.value !== null && !isNothingChanged.value
      ? changes.value
      : treemapTree(capture.value, metric.value, scope.value)
  })
  const emptyText = computed(() => {
    if (capture.value === null) return t('treemap.idle')
    if (capture.value.table.rowCount === 0) return t('treemap.noMappings')
    if (tree.value?.valueKb !== 0) return ''
    return t(tree.value === changes.value ? 'treemap.nothingChanged' : `metricNothing.${metric.value}`)
  })
  const isCompared = computed(() => capture.value?.table.changes != null)
  return { capture, known, metric, tree, isCompared, isNothingChanged, emptyText, scopes }
}
