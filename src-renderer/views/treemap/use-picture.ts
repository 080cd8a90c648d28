import { onScopeDispose, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { visibleText } from '#shared/base/visible-text.ts'
import { WHOLE, type TreemapNode, type TreemapScope } from '#shared/layout/treemap-node.ts'
import { changeTree, treemapTree } from '#shared/layout/treemap-tree.ts'
import type { Capture } from '#shared/memory/capture.ts'
import type { Metric } from '#shared/memory/metrics.ts'
import { nameWithPid } from '#shared/memory/process-key.ts'
import { redactCaptures } from '#shared/redact/redact-capture.ts'
import { isRedacting, keepsProgramName, type RedactionChoice } from '#shared/redact/redaction.ts'
import { pictureOf } from '../../charts/treemap-picture.ts'
import { useHostStore } from '../../stores/host-store.ts'
import { usePreferencesStore } from '../../stores/preferences-store.ts'
import { useShareStore, type PictureFormat } from '../../stores/share-store.ts'
import { useTasks } from '../../tasks/index.ts'
import { nodeIndexOf } from '#shared/layout/node-walk.ts'
import { useNodeWords } from './use-node-words.ts'

/** What is on the screen, as far as a picture needs it. */
export interface Pictured {
  readonly capture: Capture
  readonly tree: TreemapNode
  readonly metric: Metric
  readonly scope: TreemapScope
}

/** Offers the picture to whoever shares what is on the screen, as long as the treemap is there. */
export function usePicture(shown: () => Pictured | null): void {
  const { t, d, n } = useI18n()
  const host = useHostStore()
  const preferences = usePreferencesStore()
  const sharing = useShareStore()
  const { commands } = useTasks()
  const drawn = shallowRef<(Pictured & { readonly nodeIndex: ReturnType<typeof nodeIndexOf> }) | null>(null)
  const words = useNodeWords(() => drawn.value)

  /** The same without what is to be left out. A group whose name is left out can't be found again: its category is drawn. */
  function withoutSecrets(now: Pictured, redaction: RedactionChoice): Pictured | null {
    if (!isRedacting(redaction)) return now
    const capture = redactCaptures([now.capture], redaction, [host.description?.machine?.hostName ?? '']).captures[0]
    if (capture === undefined) return null
    const treeOf = now.tree.deltaKb === null ? treemapTree : changeTree
    const tree = treeOf(capture, now.metric, now.scope)
    if (tree !== null && tree.valueKb > 0) return { ...now, capture, tree }
    const around = treeOf(capture, now.metric, { ...WHOLE, category: now.scope.category })
    return around === null ? null : { ...now, capture, tree: around }
  }

  function make(format: PictureFormat, redaction: RedactionChoice): Uint8Array | null {
    const now = shown()
    const pictured = now === null ? null : withoutSecrets(now, redaction)
    if (pictured === null) return null
    drawn.value = { ...pictured, nodeIndex: nodeIndexOf(pictured.tree) }
    const { capture, tree } = pictured
    const time = capture.takenAt === null ? '' : d(capture.takenAt, 'moment')
    const title = [
      keepsProgramName(redaction) ? nameWithPid(visibleText(capture.name), capture.process) : t('share.unnamed'),
      time
    ]
    const said = words.value
    const legend = tree.children
      .filter(({ kind }) => kind === 'category')
      .flatMap((node) =>
        node.category === null ? [] : [{ category: node.category, text: `${said.title(node)} ${said.amount(node)}` }]
      )
    const subtitle = `${said.measure}: ${said.amount(tree)} · ${t('treemap.spokenCount', { count: n(tree.count) }, tree.count)}`
    const whole = title.filter(Boolean).join(', ')
    const isHatched = preferences.patterns
    return pictureOf({ tree, text: said.text, isHatched, title: whole, subtitle, legend }, format)
  }

  sharing.makePicture = make
  const ask = (format: PictureFormat) => () => {
    sharing.asked = format
    commands.run('exportReport')
  }
  const unregister = [commands.register('savePng', ask('png')), commands.register('saveSvg', ask('svg'))]
  onScopeDispose(() => {
    if (sharing.makePicture === make) sharing.makePicture = null
    for (const each of unregister) each()
  })
}
