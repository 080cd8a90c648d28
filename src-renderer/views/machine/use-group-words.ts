import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { formatKib } from '#shared/base/format-units.ts'
import { visibleText } from '#shared/base/visible-text.ts'
import type { GroupItem, GroupTree } from '#shared/layout/group-tree.ts'
import type { TreemapNode } from '#shared/layout/treemap-node.ts'
import { nameInList } from '#shared/machine/program-name.ts'
import { nameWithPid } from '#shared/memory/process-key.ts'
import { groupWords } from '#shared/memory/purpose-words.ts'
import { usePurposeWords } from '../../components/use-purpose-words.ts'
import type { NodeWords } from './node-words.ts'

/** The names of the nodes of a group's picture. A new object whenever something shown changes. */
export function useGroupWords(tree: () => GroupTree): ComputedRef<NodeWords> {
  const { t, n, locale } = useI18n()
  const dictionary = usePurposeWords()
  return computed(() => {
    // Read here, so that the language of what is drawn on a canvas changes as well.
    void locale.value
    const now = tree()
    const measure = t('metric.pss')
    const amount = (node: TreemapNode): string => formatKib(Math.round(node.valueKb))
    const share = (node: TreemapNode): string =>
      n(now.root.valueKb === 0 ? 0 : node.valueKb / now.root.valueKb, {
        style: 'percent',
        maximumFractionDigits: 1
      })
    function titleOf(item: GroupItem | undefined, count: number): string {
      switch (item?.kind) {
        case undefined:
          return t('machine.whole')
        case 'process': {
          const { name, command, process } = item.capture
          const called = nameInList(name, command)
          const aside = called.aside === '' ? '' : ` ${visibleText(called.aside)}`
          return `${nameWithPid(visibleText(called.name), process)}${aside}`
        }
        case 'category':
          return t(`category.${item.category}`)
        case 'label':
          return groupWords(item.label, dictionary) || t('treemap.unnamed')
        case 'rest':
          return t('treemap.other', { count: n(count) })
      }
    }
    const title = (node: TreemapNode): string => titleOf(now.items.get(node.id), node.count)
    function short(node: TreemapNode): string {
      const whole = title(node)
      return whole.startsWith('/') ? whole.slice(whole.lastIndexOf('/') + 1) || whole : whole
    }
    const detail = (node: TreemapNode): string => {
      const item = now.items.get(node.id)
      return item?.kind === 'label' ? t(`category.${item.category}`) : ''
    }
    return {
      measure,
      amount,
      share,
      title,
      detail,
      text: (node) => ({ name: title(node), short: short(node), perms: '', amount: amount(node) }),
      tooltip: (node) => ({
        title: title(node),
        subtitle: detail(node),
        rows: [
          [measure, `${amount(node)} · ${share(node)}`],
          [t('treemap.mappings'), n(node.count)]
        ]
      })
    }
  })
}
