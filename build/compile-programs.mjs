// Compiles the small C programs that the packages ship: the lessons' subject, the privileged reader and the page scanner. Without a
// compiler the app is built all the same; it then says that lessons run from their recordings.
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
/** Folders, the programs made of all the C files in each, and how. */
const PROGRAMS = [
  ['src-main/subject/program', 'out/subject/subject', ['-O1']],
  ['build/helper', 'out/helper/vmatlas-read', ['-O2', '-static']],
  ['build/page-scan', 'out/helper/vmatlas-page-scan', ['-O2', '-static']]
]

const age = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0

// Linked as vmatlas, or as pmap, it is a command.
chmodSync(join(ROOT, 'out/main/cli.js'), 0o755)

if (spawnSync('cc', ['--version'], { stdio: 'ignore' }).status !== 0) {
  console.warn('No C compiler (cc) found: lessons will run from their recordings only.')
} else {
  for (const [folder, product, flags] of PROGRAMS) {
    const from = readdirSync(join(ROOT, folder)).map((name) => join(ROOT, folder, name))
    const to = join(ROOT, product)
    if (from.every((file) => age(to) > age(file))) continue
    mkdirSync(dirname(to), { recursive: true })
    const sources = from.filter((file) => file.endsWith('.c'))
    execFileSync('cc', [...flags, '-Wall', '-Wextra', '-o', to, ...sources, '-lpthread'], { stdio: 'inherit' })
  }
}
