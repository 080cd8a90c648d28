import { computed, onScopeDispose, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { keyTextOf } from '#shared/contract/commands.ts'
import type { BarItem } from '../../components/OverflowBar.vue'
import { useCaptureStore } from '../../stores/capture-store.ts'
import { useCompareStore } from '../../stores/compare-store.ts'
import { useTasks } from '../../tasks/index.ts'

/** The buttons that begin and end comparing what is on the screen with an earlier moment, and what they do. */
export function useCompareTools(): {
  readonly items: ComputedRef<readonly BarItem[]>
  readonly choose: (id: string) => void
} {
  const { t } = useI18n()
  const captures = useCaptureStore()
  const compare = useCompareStore()
  const tasks = useTasks()

  function toggle(): void {
    if (compare.base === null) void tasks.compare.mark()
    else tasks.compare.stop()
  }
  onScopeDispose(tasks.commands.register('compare', toggle))

  const items = computed<readonly BarItem[]>(() => [
    {
      id: 'compare',
      label: t('compare.start'),
      title: t(compare.base === null ? 'compare.startHint' : 'compare.stopHint', { key: keyTextOf('compare') }),
      shortcut: keyTextOf('compare'),
      isPressed: compare.base !== null,
      isDisabled: captures.current === null && compare.base === null,
      testId: 'compare'
    },
    {
      id: 'compareWith',
      label: t('compare.choose'),
      title: t('compare.chooseHint'),
      isDisabled: captures.current === null
    }
  ])

  return {
    items,
    choose: (id) => {
      if (id === 'compare') toggle()
      else if (id === 'compareWith') compare.isChoosing = true
    }
  }
}
