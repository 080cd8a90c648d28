// Compiles the two small C programs that the packages ship: the lessons' subject and the privileged reader. Without a
// compiler the app is built all the same; it then says that lessons run from their recordings.
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
const PROGRAMS = [
  ['src-main/subject/program/subject.c', 'out/subject/subject', ['-O1']],
  ['build/helper/vmatlas-read.c', 'out/helper/vmatlas-read', ['-O2', '-static']]
]

const age = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0

// Linked as vmatlas, or as pmap, it is a command.
chmodSync(join(ROOT, 'out/main/cli.js'), 0o755)

if (spawnSync('cc', ['--version'], { stdio: 'ignore' }).status !== 0) {
  console.warn('No C compiler (cc) found: lessons will run from their recordings only.')
} else {
  for (const [source, product, flags] of PROGRAMS) {
    const from = join(ROOT, source)
    const to = join(ROOT, product)
    if (age(to) > age(from)) continue
    mkdirSync(dirname(to), { recursive: true })
    execFileSync('cc', [...flags, '-Wall', '-Wextra', '-o', to, from, '-lpthread'], { stdio: 'inherit' })
  }
}
