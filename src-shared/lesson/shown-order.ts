/** FNV-1a: spreads short texts well; nothing here is secret. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193) >>> 0
  return value
}

/**
 * The order in which the answers of a step's question are shown, as indices into its choices: mixed, so that the position gives away
 * nothing, and always the same, so that a class and its sheets speak of the same number. `step` counts from 0.
 */
export function shownOrder(lesson: string, step: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, choice) => choice).sort(
    (one, other) => hash(`${lesson} ${step} ${one}`) - hash(`${lesson} ${step} ${other}`)
  )
}
