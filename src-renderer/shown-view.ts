import type { ViewDescriptor } from './views.ts'

/** The view of a slot to show: the chosen one where it is among them, else the first; undefined where there is none. */
export function shownView(views: readonly ViewDescriptor[], chosen: string | undefined): ViewDescriptor | undefined {
  return views.find(({ id }) => id === chosen) ?? views[0]
}
