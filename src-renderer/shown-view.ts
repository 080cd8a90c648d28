import type { ViewDescriptor } from './views.ts'

/** The view of a slot to show: the chosen one where it is among them, else the first; undefined where there is none. */
export function shownView(views: readonly ViewDescriptor[], chosen: string | undefined): ViewDescriptor | undefined {
  return views.find(({ id }) => id === chosen) ?? views[0]
}

/** Whether a view makes sense for a process: whether what it is about lives there. @param runtimes names, with versions */
export function isViewOf({ runtime }: ViewDescriptor, runtimes: readonly string[]): boolean {
  return runtime === undefined || runtimes.some((name) => name === runtime || name.startsWith(`${runtime} `))
}
