/** What a key means in a lesson; `choice` is the number of an answer on the screen, from 1 on. */
export type LessonKey =
  { readonly kind: 'forward' } | { readonly kind: 'back' } | { readonly kind: 'choose'; readonly choice: number }

/** The parts of a key press that matter. */
export interface PressedKey {
  readonly key: string
  readonly hasModifier: boolean
  /** Where it was pressed: text is being written there; keys move within it (a list, a table); or neither. */
  readonly target: 'text' | 'widget' | 'other'
}

/**
 * A presenter's remote sends PageDown and PageUp, and some the arrows. On a projector they are the lesson's, wherever the focus
 * was left; else tables and lists keep their keys.
 */
export function lessonKeyOf({ key, hasModifier, target }: PressedKey, isPresenting: boolean): LessonKey | null {
  if (hasModifier || target === 'text') return null
  const isFree = target === 'other'
  if (/^[1-9]$/.test(key)) return isFree ? { kind: 'choose', choice: Number(key) } : null
  if (key === 'PageDown' && (isFree || isPresenting)) return { kind: 'forward' }
  if (key === 'PageUp' && (isFree || isPresenting)) return { kind: 'back' }
  if (key === 'ArrowRight' && isFree) return { kind: 'forward' }
  if (key === 'ArrowLeft' && isFree) return { kind: 'back' }
  return null
}

/** Where a key was pressed. Of the lesson's own answers the arrows up and down are enough. */
export function targetOf(element: EventTarget | null): PressedKey['target'] {
  if (!(element instanceof Element)) return 'other'
  if (element.closest('.lesson-view input[type=radio]') !== null) return 'other'
  if (element.closest('input:not([type=checkbox], [type=radio], [type=button]), textarea, [contenteditable=true]'))
    return 'text'
  return element.closest(
    'select, [role=grid], [role=listbox], [role=menu], [role=tablist], [role=separator], [role=slider], [role=dialog], input, canvas, svg'
  ) === null
    ? 'other'
    : 'widget'
}
