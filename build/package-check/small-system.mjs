// A small Debian-like system in a folder, into which packages are installed for real: dpkg of this machine with --root, the
// maintainer scripts in a chroot with busybox. Where the user is not root, he is it in a user namespace.
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { run } from './report.mjs'

const AS_ROOT = process.getuid() === 0 ? [] : ['unshare', '--map-root-user', '--']
/** Commands here run with an empty PATH, this program included. */
const CHROOT = ['/usr/sbin/chroot', '/usr/bin/chroot'].find((path) => existsSync(path)) ?? 'chroot'
/** The ordinary user there, without a name. */
export const USER_ID = process.getuid() || 1000
/** Words that run what follows as an ordinary user in another root: by number, or as the current user with the right to chroot alone. */
const AS_USER =
  process.getuid() === 0
    ? [CHROOT, `--userspec=${USER_ID}:${USER_ID}`]
    : ['unshare', '--map-current-user', '--keep-caps', '--', CHROOT]
/** Programs of the system that scripts and commands use. */
const APPLETS = ['sh', 'cat', 'chmod', 'cp', 'rm', 'readlink', 'id', 'head', 'stat', 'timeout']

/** Libraries of a program, as the loader finds them here, and the loader. */
function librariesOf(program) {
  return [...run('ldd', [program]).matchAll(/(\/[^\s)]+)/g)].map(([, path]) => path)
}

export class SmallSystem {
  /** Words before a command that must be root. */
  asRoot = AS_ROOT

  constructor(work) {
    this.root = mkdtempSync(join(work, 'system-'))
    chmodSync(this.root, 0o755)
    for (const folder of ['usr/bin', 'etc', 'tmp', 'proc', 'dev', 'var/lib/dpkg/info', 'var/lib/dpkg/updates'])
      mkdirSync(join(this.root, folder), { recursive: true })
    writeFileSync(join(this.root, 'var/lib/dpkg/status'), '')
    writeFileSync(join(this.root, 'etc/passwd'), 'root:x:0:0:root:/root:/bin/sh\n')
    // A plain file does where nothing reads it.
    writeFileSync(join(this.root, 'dev/null'), '')
    chmodSync(join(this.root, 'dev/null'), 0o666)
    run('ln', ['-s', 'usr/bin', join(this.root, 'bin')])
    cpSync(realpathSync('/bin/busybox'), join(this.root, 'usr/bin/busybox'))
    for (const name of APPLETS) run('ln', ['-s', 'busybox', join(this.root, 'usr/bin', name)])
  }

  /** Brings what a dynamic program needs from this machine. */
  bringLibraries(program) {
    for (const path of librariesOf(program)) {
      mkdirSync(join(this.root, dirname(path)), { recursive: true })
      cpSync(realpathSync(path), join(this.root, path))
    }
  }

  /** dpkg on this system; what the package depends on is not there. */
  dpkg(...words) {
    const [program, ...args] = [
      ...AS_ROOT,
      'dpkg',
      `--root=${this.root}`,
      '--force-depends',
      '--force-not-root',
      ...words
    ]
    return spawnSync(program, args, {
      encoding: 'utf8',
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C.UTF-8' }
    })
  }

  /** Runs a command in this system as root, with no PATH unless one is given. */
  command(words, environment = { PATH: '' }, options = {}) {
    return this.#run([...AS_ROOT, CHROOT], words, environment, options)
  }

  /** The same as an ordinary user. */
  commandOfUser(words, environment = { PATH: '' }, options = {}) {
    return this.#run(AS_USER, words, environment, options)
  }

  #run(before, words, environment, options) {
    const [program, ...args] = [...before, this.root, ...words]
    return spawnSync(program, args, {
      encoding: 'utf8',
      timeout: 60_000,
      ...options,
      env: { ...environment }
    })
  }

  /** Everything that lies here, with modes and owners of programs, but what dpkg keeps for itself. */
  files() {
    return run('find', [
      this.root,
      '-not',
      '-type',
      'd',
      '-not',
      '-path',
      '*/var/lib/dpkg/*',
      '-not',
      '-path',
      '*/proc/*',
      '-printf',
      '%P %m\n'
    ])
      .trim()
      .split('\n')
      .sort()
  }

  remove() {
    rmSync(this.root, { recursive: true, force: true })
  }
}
