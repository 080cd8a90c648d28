import { join } from 'node:path'

/** The built page: beside the built commands, or beside the chunks that they are made of. */
export const RENDERER = join(
  import.meta.dirname,
  import.meta.dirname.endsWith('chunks') ? '../../renderer' : '../renderer'
)
