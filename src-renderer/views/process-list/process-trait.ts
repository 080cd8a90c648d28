import { TRAIT_KERNEL_THREAD, TRAIT_UNREADABLE, TRAIT_ZOMBIE } from '#shared/memory/process-list.ts'

/** What sets a process apart from an ordinary one that may be read. */
export type ProcessTrait = 'kernelThread' | 'zombie' | 'unreadable'

export const TRAIT_SIGNS: Readonly<Record<ProcessTrait, string>> = { kernelThread: '⚙', zombie: '∅', unreadable: '⊘' }

/** @param traits bits as in ProcessList */
export function traitOf({ traits }: { readonly traits: number }): ProcessTrait | null {
  if (traits & TRAIT_KERNEL_THREAD) return 'kernelThread'
  if (traits & TRAIT_ZOMBIE) return 'zombie'
  return traits & TRAIT_UNREADABLE ? 'unreadable' : null
}
