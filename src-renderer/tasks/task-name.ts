/** This page's own part of the names of its tasks: one host may serve several pages. */
const PAGE = crypto.getRandomValues(new Uint32Array(1)).join('')
let count = 0

/** A name for long work that no other work has, in this page or another. */
export function taskName(kind: string): string {
  return `${kind}-${PAGE}-${++count}`
}
