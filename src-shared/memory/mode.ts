import { PERM_SHARED, permsText } from './mapping-table.ts'

/** pmap's five mode characters by PERM_* bits: r, w, x, then `s` or `-`, then always `-`. */
export const MODES: readonly string[] = Array.from(
  { length: 16 },
  (_, perms) => `${permsText(perms).slice(0, 3)}${perms & PERM_SHARED ? 's' : '-'}-`
)
