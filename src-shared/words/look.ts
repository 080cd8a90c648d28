/** English names of the parts of looking into a process; the Chinese ones are in the locales. */
export const lookParts = {
  jvm: 'areas of the JVM',
  v8: 'V8 pages',
  malloc: 'free memory in malloc',
  blocks: 'what is in large blocks',
  'thread-names': 'names of threads',
  'java-threads': 'whole names of Java threads',
  stacks: 'stacks of threads',
  loader: 'memory of the loader',
  shares: 'shares of mixed mappings'
}
