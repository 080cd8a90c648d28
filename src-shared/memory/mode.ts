import type { AbsentColumn } from './capture.ts'
import { PERM_SHARED, permsText } from './mapping-table.ts'

/** pmap's five mode characters by PERM_* bits: r, w, x, then `s` or `-`, then always `-`. */
export const MODES: readonly string[] = Array.from(
  { length: 16 },
  (_, perms) => `${permsText(perms).slice(0, 3)}${perms & PERM_SHARED ? 's' : '-'}-`
)

/** Permissions in letters, with `?` for the fourth where the source does not report whether mappings are shared. */
export const withSharing = (letters: string, absent: readonly AbsentColumn[] | undefined): string =>
  absent?.includes('sharing') === true ? `${letters.slice(0, 3)}?${letters.slice(4)}` : letters
