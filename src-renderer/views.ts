import { defineAsyncComponent, type Component } from 'vue'
import type { Capability } from '#shared/contract/host.ts'

/**
 * Where a view is in the window: above everything, the legend beside the picture, that above or beside the table, details
 * at the side. In small windows legend, pictures and tables share one slot. The views of `header`
 * are below one another; in every other slot one is shown, and tabs choose which.
 */
export const VIEW_SLOTS = ['header', 'legend', 'picture', 'table', 'details'] as const
export type ViewSlot = (typeof VIEW_SLOTS)[number]

export interface ViewDescriptor {
  readonly id: string
  /** Key of its name in the locales. */
  readonly titleKey: string
  readonly slot: ViewSlot
  /**
   * Mounted only while its tab is chosen, so a view that is not seen costs nothing. What is to outlast a change of tab
   * belongs in a store.
   */
  readonly component: Component
  /** What the host must be able to do for this view to make sense; null for any host. */
  readonly needs: Capability | null
  /** The runtime or allocator that must live in the process for it to make sense; any process if left out. */
  readonly runtime?: string
  /** What happens to a `header` view where there is little height: in a short window a tab, in a compact one already nothing. It stays if left out. */
  readonly whenShort?: 'tab' | 'gone'
}

/**
 * All views of a process, each slot's in the order of its tabs; the first one of a slot is shown until the user chooses
 * another. Adding one: its folder under views/ and a line here.
 */
export const VIEWS: readonly ViewDescriptor[] = [
  {
    id: 'compare',
    titleKey: 'compare.bar',
    slot: 'header',
    component: defineAsyncComponent(() => import('./views/compare/CompareBar.vue')),
    needs: null
  },
  {
    id: 'summary',
    titleKey: 'summary.label',
    slot: 'header',
    component: defineAsyncComponent(() => import('./views/summary/SummaryView.vue')),
    needs: null
  },
  {
    id: 'category-bar',
    titleKey: 'summary.category',
    slot: 'header',
    component: defineAsyncComponent(() => import('./views/categories/CategoryBarView.vue')),
    needs: null,
    whenShort: 'gone'
  },
  {
    id: 'categories',
    titleKey: 'summary.categories',
    slot: 'legend',
    component: defineAsyncComponent(() => import('./views/categories/CategoriesView.vue')),
    needs: null
  },
  {
    id: 'timeline',
    titleKey: 'timeline.label',
    slot: 'header',
    component: defineAsyncComponent(() => import('./views/timeline/TimelineView.vue')),
    needs: null,
    whenShort: 'tab'
  },
  {
    id: 'treemap',
    titleKey: 'treemap.label',
    slot: 'picture',
    component: defineAsyncComponent(() => import('./views/treemap/TreemapView.vue')),
    needs: null
  },
  {
    id: 'ladder',
    titleKey: 'ladder.label',
    slot: 'picture',
    component: defineAsyncComponent(() => import('./views/ladder/LadderView.vue')),
    needs: null
  },
  {
    id: 'pages',
    titleKey: 'pages.label',
    slot: 'picture',
    component: defineAsyncComponent(() => import('./views/pages/PagesView.vue')),
    needs: null
  },
  {
    id: 'mapping-table',
    titleKey: 'mappingTable.label',
    slot: 'table',
    component: defineAsyncComponent(() => import('./views/mapping-table/MappingTableView.vue')),
    needs: null
  },
  {
    id: 'grown',
    titleKey: 'timeline.grown',
    slot: 'table',
    component: defineAsyncComponent(() => import('./views/timeline/GrownView.vue')),
    needs: null
  },
  {
    id: 'events',
    titleKey: 'timeline.events',
    slot: 'table',
    component: defineAsyncComponent(() => import('./views/timeline/EventsView.vue')),
    needs: null
  },
  {
    id: 'findings',
    titleKey: 'findingsView.label',
    slot: 'table',
    component: defineAsyncComponent(() => import('./views/findings/FindingsView.vue')),
    needs: null
  },
  {
    id: 'jvm',
    titleKey: 'jvm.label',
    slot: 'table',
    component: defineAsyncComponent(() => import('./views/jvm/JvmView.vue')),
    needs: null,
    runtime: 'JVM'
  },
  {
    id: 'shared',
    titleKey: 'sharing.title',
    slot: 'table',
    component: defineAsyncComponent(() => import('./views/machine/SharedView.vue')),
    needs: null
  },
  {
    id: 'details',
    titleKey: 'details.label',
    slot: 'details',
    component: defineAsyncComponent(() => import('./views/details/DetailsView.vue')),
    needs: null
  },
  {
    id: 'surroundings',
    titleKey: 'limits.label',
    slot: 'details',
    component: defineAsyncComponent(() => import('./views/machine/SurroundingsView.vue')),
    needs: null
  }
]
