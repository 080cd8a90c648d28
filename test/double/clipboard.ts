import type * as E from 'electron'
import { covered } from './covered.ts'

let content: string | null = null

/** A clipboard of this process, text only; pages have Chromium's, which is another. */
export const clipboard = covered('clipboard', {
  has: async (type) => type === 'text/plain' && content !== null,
  readText: async () => content ?? '',
  writeText: async (text) => {
    content = text
  },
  clear: () => {
    content = null
  }
} satisfies Pick<E.Clipboard, 'has' | 'readText' | 'writeText' | 'clear'>)
