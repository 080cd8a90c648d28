// What the packages are built with here instead of what only a release downloads.
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './report.mjs'

/** What marks the fuses inside Electron's binary: the sentinel, version 1, nine fuses, all "disabled". */
const FUSE_WIRE = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u0009000000000'

/** A folder that stands in for the Electron runtime. */
export function electronStandIn(work) {
  const dist = join(work, 'electron')
  mkdirSync(join(dist, 'resources'), { recursive: true })
  writeFileSync(join(dist, 'electron'), `#!/bin/sh\n# ${FUSE_WIRE}\nexit 0\n`)
  for (const name of ['electron', 'chrome-sandbox']) {
    if (name !== 'electron') writeFileSync(join(dist, name), '')
    chmodSync(join(dist, name), 0o755)
  }
  writeFileSync(
    join(dist, 'version'),
    JSON.parse(readFileSync(join(ROOT, 'node_modules/electron/package.json'), 'utf8')).version
  )
  return dist
}

/** Bytes before an AppImage's file system. */
const RUNTIME_BYTES = 4096

/**
 * An AppImage's runtime as a script: it always extracts and runs, as the real one does when asked to with
 * APPIMAGE_EXTRACT_AND_RUN. What it starts, and with which variables, is the same.
 */
const RUNTIME = `#!/bin/sh
file=$(command -p readlink -f "$0")
work=$(command -p mktemp -d)
command -p unsquashfs -quiet -no-progress -offset ${RUNTIME_BYTES} -dest "$work/root" "$file" >/dev/null
trap 'command -p rm -rf "$work"' EXIT
ARGV0=$0 APPIMAGE=$file APPDIR=$work/root "$work/root/AppRun" "$@"
exit
`

/** A folder that stands in for electron-builder's tools for AppImages: Debian's mksquashfs, and the runtime above. */
export function appImageToolsStandIn(work) {
  const tools = join(work, 'appimage-tools')
  for (const folder of ['runtimes', 'lib/x64', 'lib/arm64']) mkdirSync(join(tools, folder), { recursive: true })
  for (const name of ['mksquashfs', 'desktop-file-validate']) symlinkSync(`/usr/bin/${name}`, join(tools, name))
  for (const arch of ['x64', 'arm64'])
    writeFileSync(join(tools, `runtimes/runtime-${arch}`), RUNTIME.padEnd(RUNTIME_BYTES, '\n'))
  return tools
}
