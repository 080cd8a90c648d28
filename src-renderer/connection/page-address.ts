import { routeText, readRoute, type Route } from '#shared/contract/route.ts'

/** The page's own address as a route; its `#` part is never sent to the host. */
export interface PageAddress {
  read(): Route
  /** Changes it without a step in the browser's history. */
  write(route: Route): void
  /** When the user edits it, or follows a link within the page. */
  onChange(listener: (route: Route) => void): void
}

export const pageAddress: PageAddress = {
  read: () => readRoute(location.hash.slice(1)),
  write(route) {
    const text = routeText(route)
    const { pathname, search } = location
    if (location.hash.slice(1) !== text) history.replaceState(null, '', `${pathname}${search}${text && `#${text}`}`)
  },
  onChange(listener) {
    addEventListener('hashchange', () => listener(pageAddress.read()))
  }
}
