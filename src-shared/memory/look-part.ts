/** Parts of looking into the memory of a process, in their order. */
export const LOOK_PARTS = [
  'jvm',
  'v8',
  'malloc',
  'blocks',
  'thread-names',
  'java-threads',
  'stacks',
  'loader',
  'shares'
] as const
export type LookPart = (typeof LOOK_PARTS)[number]
