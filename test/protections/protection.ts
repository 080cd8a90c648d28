/** One protection, and the change that takes it away. */
export interface Protection {
  readonly what: string
  /** The file that has it, from the root of the tree. */
  readonly file: string
  /** A text that occurs in the file once. */
  readonly find: string
  /** The text there without the protection. */
  readonly put: string
  /** Tests that should notice, as Vitest finds them; one that fails is enough. */
  readonly tests: readonly string[]
  /** Why nothing can notice: something else does the same. Such a change is tried too, and must stay green. */
  readonly equivalent?: string
}

/** Removals in one file, noticed by the same tests: what it protects from, the text, what is there instead. */
export function removals(
  file: string,
  tests: readonly string[],
  ...list: readonly (readonly [what: string, find: string, put: string, equivalent?: string])[]
): Protection[] {
  return list.map(([what, find, put, equivalent]) => ({
    what,
    file,
    find,
    put,
    tests,
    ...(equivalent === undefined ? {} : { equivalent })
  }))
}
