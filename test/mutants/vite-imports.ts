import { globSync, readFileSync } from 'node:fs'
import { createRequire, type LoadFnOutput, type LoadHookContext } from 'node:module'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deflateRawSync } from 'node:zlib'
import ts from 'typescript'
import { compileScript, parse, registerTS } from 'vue/compiler-sfc'

// What Vite makes of source and Node does not: components, styles, texts (`?raw`) and import.meta.glob, for tests that run in plain Node.

registerTS(() => ts)

/** A component as a module: its template becomes the function that draws it, its styles are left out. */
function componentModule(source: string, filename: string): string {
  const { descriptor } = parse(source, { filename })
  return compileScript(descriptor, { id: filename, inlineTemplate: true }).content
}

interface GlobOptions {
  readonly eager?: boolean
  readonly import?: string
  readonly query?: string
}

/** `import.meta.glob` of the module at `url`: modules by their paths, or what loads each. `?packed` as in build/packed-recordings.ts. */
function glob(url: string, pattern: string, { eager, query }: GlobOptions): Record<string, unknown> {
  const folder = dirname(fileURLToPath(url))
  const require = createRequire(url)
  const load = (path: string): unknown =>
    query === '?packed'
      ? deflateRawSync(readFileSync(resolve(folder, path))).toString('base64')
      : require(resolve(folder, path))
  const paths = globSync(pattern, { cwd: folder }).map((path) => `./${path}`)
  return Object.fromEntries(
    paths.map((path) => [path, eager === true ? load(path) : () => Promise.resolve(load(path))])
  )
}
Object.assign(globalThis, { globOfVite: glob })

/** A loading hook of Node's (`registerHooks`) for sources that need Vite. */
export function loadLikeVite(
  url: string,
  context: LoadHookContext,
  next: (url: string, context?: LoadHookContext) => LoadFnOutput
): LoadFnOutput {
  const { pathname, searchParams } = new URL(url)
  const of = (source: string): LoadFnOutput => ({ format: 'module-typescript', source, shortCircuit: true })
  if (searchParams.has('raw')) return of(`export default ${JSON.stringify(readFileSync(fileURLToPath(url), 'utf8'))}`)
  if (pathname.endsWith('.css')) return of('')
  if (pathname.endsWith('.vue')) {
    const file = fileURLToPath(url)
    return of(componentModule(readFileSync(file, 'utf8'), file))
  }
  if (!pathname.endsWith('.ts')) return next(url, context)
  const source = readFileSync(fileURLToPath(url), 'utf8')
  if (!source.includes('import.meta.glob')) return next(url, context)
  return of(source.replaceAll(/import\.meta\.glob(<[^(]*>)?\(/g, 'globalThis.globOfVite(import.meta.url, '))
}
