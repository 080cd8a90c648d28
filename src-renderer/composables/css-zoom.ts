/**
 * By how much CSS enlarges an element (`zoom` of it and all around it): pointers and boxes are measured in pixels of the window,
 * widths of what is inside in smaller ones. 1 where the browser does not know it (Chromium 128 and later do).
 */
export function cssZoomOf(element: EventTarget | null): number {
  return (element as { readonly currentCSSZoom?: number } | null)?.currentCSSZoom ?? 1
}
