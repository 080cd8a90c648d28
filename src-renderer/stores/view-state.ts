import type { Failure } from '#shared/contract/failure.ts'

/**
 * State of anything that comes from a host. `stale` keeps the last picture on the screen with since when and why it
 * is old; `empty` and `failed` carry the reason to show instead of the view.
 */
export type ViewState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'empty'; readonly reason: string }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'stale'; readonly since: number; readonly failure: Failure }
