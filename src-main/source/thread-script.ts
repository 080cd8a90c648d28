import { basename, join } from 'node:path'

/**
 * The script of a thread that is started by its path: from sources it is beside the file that starts it; in a bundle it is
 * an entry of its own (electron.vite.config.ts).
 * @param meta of the file that starts it
 * @param name without an ending: `pack.worker`
 */
export function threadScript({ url, dirname }: Pick<ImportMeta, 'url' | 'dirname'>, name: string): string {
  if (url.endsWith('.ts')) return join(dirname, `${name}.ts`)
  return join(dirname, basename(dirname) === 'chunks' ? '..' : '', `${name}.js`)
}
