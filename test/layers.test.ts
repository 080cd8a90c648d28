import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { LAYERS } from './layers.ts'

const ROOT = join(import.meta.dirname, '..')

/** Every import of a file, static and dynamic, as a path from the root or a package's name. */
function importsOf(file: string, text: string): string[] {
  const script = file.endsWith('.vue')
    ? [...text.matchAll(/<script[^>]*>(.*?)<\/script>/gs)].map((m) => m[1]).join('\n')
    : text
  return ts.preProcessFile(script, true, true).importedFiles.map(({ fileName }) => {
    const name = fileName.replace(/\?.*$/, '')
    if (name.startsWith('#shared/')) return `src-shared/${name.slice(8)}`
    if (name.startsWith('#main/')) return `src-main/${name.slice(6)}`
    if (name.startsWith('#test/')) return `test/${name.slice(6)}`
    return name.startsWith('.') ? normalize(join(dirname(file), name)) : name
  })
}

const matches = (allowed: string, target: string): boolean =>
  allowed.endsWith('*')
    ? target.startsWith(allowed.slice(0, -1))
    : allowed.endsWith('/')
      ? target.startsWith(allowed)
      : target === allowed

/** Why an import is wrong, or null. */
function verdict(file: string, target: string): string | null {
  const layer = LAYERS.find(({ folder }) => file.startsWith(folder))
  if (layer === undefined) return `${file} is in no layer`
  // No view imports another: what two of them share belongs in components or tasks.
  const view = /^src-renderer\/views\/[^/]+\//.exec(file)?.[0]
  if (view !== undefined && target.startsWith('src-renderer/views/'))
    return target.startsWith(view) ? null : `${file} -> ${target}`
  if (target.startsWith(layer.folder) && layer.folder !== 'src-renderer/views/') return null
  return layer.mayImport.some((allowed) => matches(allowed, target)) ? null : `${file} -> ${target}`
}

function sourceFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|vue)$/.test(entry.name) && !/\.(test|d)\.ts$/.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
}

describe('layers', () => {
  it('has no import that the list does not allow', () => {
    const wrong = ['src-shared', 'src-main', 'src-preload', 'src-renderer'].flatMap((folder) =>
      sourceFiles(folder).flatMap((file) =>
        importsOf(file, readFileSync(join(ROOT, file), 'utf8')).flatMap((target) => verdict(file, target) ?? [])
      )
    )
    expect(wrong, 'see test/layers.ts and ARCHITECTURE.md for where this belongs').toEqual([])
  })

  it('sees static, dynamic and component imports', () => {
    expect(importsOf('src-shared/a/b.ts', "import x from '../c/d.ts'; void import('node:fs')")).toEqual([
      'src-shared/c/d.ts',
      'node:fs'
    ])
    expect(
      importsOf('src-renderer/views/a/A.vue', '<script setup lang="ts">import B from \'../b/B.vue\'</script>')
    ).toEqual(['src-renderer/views/b/B.vue'])
  })

  it.each([
    ['src-shared/scan/x.ts', 'node:fs'],
    ['src-shared/scan/x.ts', 'src-shared/pmap/mode.ts'],
    ['src-shared/memory/x.ts', 'src-shared/pmap/mode.ts'],
    ['src-shared/compare/x.ts', 'src-shared/formats/index.ts'],
    ['src-shared/new-folder/x.ts', 'src-shared/memory/metrics.ts'],
    ['src-main/host/x.ts', 'src-main/source/machine.ts'],
    ['src-main/services/x.ts', 'electron'],
    ['src-preload/index.ts', 'node:fs'],
    ['src-renderer/stores/x.ts', 'src-renderer/tasks/y.ts'],
    ['src-renderer/components/X.vue', 'src-renderer/stores/capture-store.ts'],
    ['src-renderer/views/a/A.vue', 'src-renderer/views/b/B.vue'],
    ['src-renderer/views/a/A.vue', 'echarts'],
    ['src-renderer/App.vue', 'src-main/cli.ts']
  ])('refuses %s -> %s', (file, target) => {
    expect(verdict(file, target)).not.toBeNull()
  })
})
