// electron-builder's beforePack hook: puts what runs without Electron beside the archive. Copies, because a file that is an
// extra resource is left out of the archive.
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const OUT = join(import.meta.dirname, '../out')

export default function beforePack() {
  const target = join(OUT, 'resources')
  const isShipped = (file) => !file.endsWith('.map')
  rmSync(target, { recursive: true, force: true })
  mkdirSync(join(target, 'cli'), { recursive: true })
  cpSync(join(OUT, 'main/cli.js'), join(target, 'cli/cli.js'))
  cpSync(join(OUT, 'main/chunks'), join(target, 'cli/chunks'), { recursive: true, filter: isShipped })
  cpSync(join(OUT, 'renderer'), join(target, 'renderer'), { recursive: true, filter: isShipped })
  // The command line is made of ES modules.
  writeFileSync(join(target, 'cli/package.json'), '{ "type": "module" }\n')
}
