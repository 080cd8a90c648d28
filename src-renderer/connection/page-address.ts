import { placeText, readPlace, type Place } from '#shared/contract/place.ts'

/** The page's own address as a place; its `#` part is never sent to the host. */
export interface PageAddress {
  read(): Place
  /** Changes it without a step in the browser's history. */
  write(place: Place): void
  /** When somebody changes it by hand, or follows a link within the page. */
  onChange(listener: (place: Place) => void): void
}

export const pageAddress: PageAddress = {
  read: () => readPlace(location.hash.slice(1)),
  write(place) {
    const text = placeText(place)
    const { pathname, search } = location
    if (location.hash.slice(1) !== text) history.replaceState(null, '', `${pathname}${search}${text && `#${text}`}`)
  },
  onChange(listener) {
    addEventListener('hashchange', () => listener(pageAddress.read()))
  }
}
