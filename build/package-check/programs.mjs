// The programs in the packages: old enough for old systems, without what only a debugger needs.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { check } from './report.mjs'

/** Debian 10 and RHEL 8, and what Electron and Node themselves need. */
const OLDEST_GLIBC = [2, 28]

function isElf(path) {
  const status = statSync(path)
  return status.isFile() && status.size > 4 && readFileSync(path).subarray(0, 4).toString('latin1') === '\u007fELF'
}

function newestGlibc(path) {
  // A static program has no such table, and objdump exits with an error.
  const { stdout } = spawnSync('objdump', ['-T', path], { encoding: 'utf8', maxBuffer: 2 ** 28 })
  const versions = [...stdout.matchAll(/GLIBC_(\d+)\.(\d+)/g)]
  return versions
    .map(([, major, minor]) => [Number(major), Number(minor)])
    .reduce((a, b) => (b[0] * 1000 + b[1] > a[0] * 1000 + a[1] ? b : a), [0, 0])
}

/** Every ELF program below a folder. */
export function checkPrograms(folder) {
  const programs = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => isElf(path))
  const own = ['subject/subject', 'subject/libpart.so', 'helper/vmatlas-page-scan', 'helper/vmatlas-start', 'node/node']
  for (const name of own)
    check(
      `there is the program ${name}`,
      programs.some((path) => path.endsWith(name))
    )
  for (const path of programs) {
    const name = path.slice(folder.length + 1)
    const [major, minor] = newestGlibc(path)
    check(
      `${name} starts with glibc ${OLDEST_GLIBC.join('.')}`,
      major * 1000 + minor <= OLDEST_GLIBC[0] * 1000 + OLDEST_GLIBC[1],
      `it needs ${major}.${minor}`
    )
    check(`${name} is stripped`, !spawnSync('file', ['-b', path], { encoding: 'utf8' }).stdout.includes('not stripped'))
  }
}
