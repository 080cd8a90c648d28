// Builds the app when out/ is missing or older than any source file, so that `npm start` is one command.
import { execFileSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
const SOURCES = [
  'src-main',
  'src-shared',
  'src-preload',
  'src-renderer',
  'electron.vite.config.ts',
  'build/report.vite.config.ts',
  'package.json'
]
const PRODUCTS = [
  'out/main/index.js',
  'out/main/cli.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  'out/renderer/report.html'
]

function newest(path) {
  const status = statSync(path)
  if (!status.isDirectory()) return status.mtimeMs
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))))
}

export function isBuilt() {
  const products = PRODUCTS.map((path) => statSync(join(ROOT, path), { throwIfNoEntry: false })?.mtimeMs ?? 0)
  return Math.min(...products) > Math.max(...SOURCES.map((path) => newest(join(ROOT, path))))
}

export function buildIfNeeded() {
  if (isBuilt()) return
  console.log('Building …')
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] })
}
