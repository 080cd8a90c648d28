import type { en } from './en.ts'

/** All texts of one language, by the keys that English has. */
export type Messages = typeof en
