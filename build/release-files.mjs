// What goes beside the packages of a release: a bill of materials (CycloneDX) and the checksums of everything in dist.
import { createHash } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
const FOLDER = process.argv[2] ?? join(ROOT, 'dist')
const { name, version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))

// Everything of the lock file: what is bundled is a development dependency here.
const materials = execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx'], { cwd: ROOT, maxBuffer: 2 ** 28 })
writeFileSync(join(FOLDER, `${name}-${version}.cdx.json`), materials)

const files = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(deb|rpm|AppImage|tar\.gz|zip|json)$/.test(entry.name))
  .map((entry) => entry.name)
  .sort()
const sums = files.map(
  (file) =>
    `${createHash('sha256')
      .update(readFileSync(join(FOLDER, file)))
      .digest('hex')}  ${file}\n`
)
writeFileSync(join(FOLDER, 'SHA256SUMS'), sums.join(''))
console.log(`${files.length} files in ${join(FOLDER, 'SHA256SUMS')}`)
