import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { formatKib } from '#shared/base/format-units.ts'
import { visibleText } from '#shared/base/visible-text.ts'
import type { MachineItem, MachineMetric, MachineTree } from '#shared/layout/machine-tree.ts'
import type { TreemapNode } from '#shared/layout/treemap-node.ts'
import { nameInList } from '#shared/machine/program-name.ts'
import { nameWithPid } from '#shared/memory/process-key.ts'
import type { ListedProcess } from '#shared/machine/listed-process.ts'
import type { NodeWords } from './node-words.ts'

const shownName = (process: ListedProcess): string => visibleText(nameInList(process.name, process.command).name)

/** The names of the nodes of the machine's picture. A new object whenever something shown changes. */
export function useMachineWords(tree: () => MachineTree, metric: () => MachineMetric): ComputedRef<NodeWords> {
  const { t, n, locale } = useI18n()
  return computed(() => {
    // Read here, so that the language of what is drawn on a canvas changes as well.
    void locale.value
    const now = tree()
    const measure = t(`metric.${metric()}`)
    const amount = (node: TreemapNode): string => {
      const item = now.items.get(node.id)
      const isRss = item?.kind === 'process' && !item.isKnown
      return isRss ? t('machine.byRss', { amount: formatKib(node.valueKb) }) : formatKib(Math.round(node.valueKb))
    }
    const share = (node: TreemapNode): string =>
      n(now.root.valueKb === 0 ? 0 : node.valueKb / now.root.valueKb, {
        style: 'percent',
        maximumFractionDigits: 1
      })
    const groupName = (name: string): string => (name === '' ? t('processList.noGroup') : visibleText(name))

    function titleOf(item: MachineItem | undefined): string {
      switch (item?.kind) {
        case undefined:
          return t('machine.whole')
        case 'group':
          return groupName(item.name)
        case 'process':
          return nameWithPid(shownName(item.process), item.process)
        case 'part':
          return t(`machine.pages.${item.part}`)
        case 'rest':
          return t('machine.smaller', { count: n(item.members.length) })
        case 'groups':
          return t('machine.restOfGroups', { count: n(item.groups.length) }, item.groups.length)
      }
    }
    const title = (node: TreemapNode): string => titleOf(now.items.get(node.id))

    function detail(node: TreemapNode): string {
      const item = now.items.get(node.id)
      if (item?.kind === 'group') return t('processList.count', { count: n(item.members.length) }, item.members.length)
      if (item?.kind === 'process') {
        const { aside } = nameInList(item.process.name, item.process.command)
        if (item.isKnown) return visibleText(aside)
        return t(item.process.exactState === 'unread' ? 'machine.notYet' : 'processList.badge.unreadable')
      }
      return ''
    }
    return {
      measure,
      amount,
      share,
      title,
      detail,
      text(node) {
        const item = now.items.get(node.id)
        const isLocked = item?.kind === 'process' && !item.isKnown && item.process.exactState === 'unreadable'
        const sign = isLocked ? '⊘ ' : ''
        const count = item?.kind === 'group' ? ` · ${n(item.members.length)}` : ''
        const short = item?.kind === 'process' ? shownName(item.process) : title(node)
        return { name: `${sign}${title(node)}${count}`, short: `${sign}${short}`, perms: '', amount: amount(node) }
      },
      tooltip(node) {
        const item = now.items.get(node.id)
        const rows: (readonly [string, string])[] = [[measure, `${amount(node)} · ${share(node)}`]]
        if (item?.kind === 'process' || item?.kind === 'part') {
          const { amounts, user, pid } = item.process
          for (const each of ['rss', 'uss', 'swap'] as const) {
            const value = amounts[each]
            if (value !== null && each !== metric()) rows.push([t(`metric.${each}`), formatKib(value)])
          }
          rows.push([t('processList.column.pid'), String(pid)])
          if (user !== null) rows.push([t('processList.column.user'), visibleText(user)])
        } else rows.push([t('machine.count'), n(node.count)])
        const command = item?.kind === 'process' ? visibleText(item.process.command).slice(0, 200) : ''
        return { title: title(node), subtitle: command, rows }
      }
    }
  })
}
