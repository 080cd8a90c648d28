import type { ListLine } from './arrange-processes.ts'

/** What a key asks of the process list. */
export type ListCommand =
  | { readonly kind: 'move'; readonly to: number }
  | { readonly kind: 'branch'; readonly key: string; readonly isOpen: boolean }
  | { readonly kind: 'open' | 'filter' }

interface Key {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

/** The command for a key with the cursor at line `at` (−1: nowhere), or null when the key is not the list's. */
export function listCommand(event: Key, lines: readonly ListLine[], at: number, page: number): ListCommand | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null
  const move = (to: number): ListCommand => ({ kind: 'move', to: Math.min(Math.max(to, 0), lines.length - 1) })
  const line = lines[at]
  switch (event.key) {
    case 'ArrowDown':
      return move(at + 1)
    case 'ArrowUp':
      return move(at - 1)
    case 'PageDown':
      return move(at + page)
    case 'PageUp':
      return move(at - page)
    case 'Home':
      return move(0)
    case 'End':
      return move(lines.length - 1)
    case 'ArrowRight':
      if (line?.branch === 'closed') return { kind: 'branch', key: line.key, isOpen: true }
      return line?.branch === 'open' ? move(at + 1) : null
    case 'ArrowLeft':
      if (line?.branch === 'open') return { kind: 'branch', key: line.key, isOpen: false }
      return line === undefined || line.depth === 0 ? null : move(parentLine(lines, at))
    case 'Enter':
    case ' ':
      return line === undefined ? null : { kind: 'open' }
    default:
      // A letter is the beginning of a filter, as is the slash that people know from other programs.
      return event.key.length === 1 ? { kind: 'filter' } : null
  }
}

function parentLine(lines: readonly ListLine[], at: number): number {
  const depth = lines[at]!.depth
  for (let above = at - 1; above >= 0; above--) if (lines[above]!.depth < depth) return above
  return at
}
