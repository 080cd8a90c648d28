import { defineAsyncComponent, type Component } from 'vue'
import type { Capability } from '#shared/contract/host.ts'

/** Where a view stands in the window: above everything, picture above table, details at the side. */
export type ViewSlot = 'header' | 'picture' | 'table' | 'details'

export interface ViewDescriptor {
  readonly id: string
  /** Key of its name in the locales. */
  readonly titleKey: string
  readonly slot: ViewSlot
  readonly component: Component
  /** What the host must be able to do for this view to make sense; null for any host. */
  readonly needs: Capability | null
}

/** All views of a process. Adding one: its folder under views/ and a line here. */
export const VIEWS: readonly ViewDescriptor[] = [
  {
    id: 'summary',
    titleKey: 'summary.label',
    slot: 'header',
    component: defineAsyncComponent(() => import('./views/summary/SummaryView.vue')),
    needs: null
  },
  {
    id: 'treemap',
    titleKey: 'treemap.label',
    slot: 'picture',
    component: defineAsyncComponent(() => import('./views/treemap/TreemapView.vue')),
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
    id: 'details',
    titleKey: 'details.label',
    slot: 'details',
    component: defineAsyncComponent(() => import('./views/details/DetailsView.vue')),
    needs: null
  }
]
