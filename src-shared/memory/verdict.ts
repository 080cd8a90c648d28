/**
 * Whether a capture shows one moment.
 * - still: no thread of the process ran while it was read (run times of all threads unchanged).
 * - stable: it ran, but the mappings were the same before, during and after.
 * - changed: mappings changed while it was read; `rows` rows overlap, go backwards or differ from a second reading.
 * - truncated: the process exited or replaced itself (exec) meanwhile, or (`short`, reported by imported snapshots only) the text
 *   ends early; the end is missing.
 * - unchecked: an imported file or a source that gives no evidence.
 */
export type Verdict =
  | { readonly kind: 'still' }
  | { readonly kind: 'stable' }
  | { readonly kind: 'changed'; readonly rows: number }
  | { readonly kind: 'truncated'; readonly reason: 'exited' | 'exec' | 'short' }
  | { readonly kind: 'unchecked' }
