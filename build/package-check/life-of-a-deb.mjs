// The deb from its installation to its end: over an older one, known to dpkg, used with an empty PATH, removed and purged.
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { check, run } from './report.mjs'
import { SmallSystem, USER_ID } from './small-system.mjs'

/** Files that must belong to the package, wherever they lie. */
const KNOWN = [
  '/usr/bin/vmatlas',
  '/usr/lib/vmatlas/vmatlas-read',
  '/usr/share/polkit-1/actions/io.github.vmatlas.policy',
  '/usr/share/mime/packages/vmatlas.xml',
  '/usr/share/metainfo/io.github.vmatlas.vmatlas.metainfo.xml',
  '/usr/share/man/man1/vmatlas.1.gz',
  '/usr/share/doc/vmatlas/copyright',
  '/usr/share/doc/vmatlas/changelog.gz',
  '/usr/share/bash-completion/completions/vmatlas',
  '/usr/share/zsh/vendor-completions/_vmatlas',
  '/usr/share/fish/vendor_completions.d/vmatlas.fish',
  '/usr/share/applications/vmatlas-desktop.desktop'
]

/** A package as before: its script made files that dpkg did not know. */
function olderDeb(work) {
  const tree = join(work, 'older')
  mkdirSync(join(tree, 'DEBIAN'), { recursive: true })
  mkdirSync(join(tree, 'opt/vmatlas'), { recursive: true })
  writeFileSync(join(tree, 'opt/vmatlas/only-in-the-older'), '')
  const fields = [
    'Package: vmatlas',
    'Version: 0.0.1',
    'Architecture: all',
    'Maintainer: x <x@example.com>',
    'Description: older'
  ]
  writeFileSync(join(tree, 'DEBIAN/control'), `${fields.join('\n')}\n`)
  const made = 'ln -sf /opt/vmatlas/resources/linux/vmatlas /usr/bin/vmatlas'
  writeFileSync(join(tree, 'DEBIAN/postinst'), `#!/bin/sh\nset -e\nbusybox ${made}\n`, { mode: 0o755 })
  writeFileSync(
    join(tree, 'DEBIAN/postrm'),
    '#!/bin/sh\ncase "$1" in upgrade) exit 0 ;; esac\nrm -f /usr/bin/vmatlas\n',
    { mode: 0o755 }
  )
  const deb = join(work, 'older.deb')
  run('dpkg-deb', ['--root-owner-group', '--build', tree, deb])
  return deb
}

const said = ({ status, stdout, stderr, error }) =>
  `status ${status}: ${error?.message ?? ''}${stdout}${stderr}`.slice(0, 1500)

function checkCommands(system) {
  const version = system.command(['/usr/bin/vmatlas', 'version'])
  check('the command runs with nothing on PATH', /^vmatlas \d/.test(version.stdout), said(version))
  const help = system.command(['/usr/bin/vmatlas', 'help'])
  check('and its help', help.status === 0 && help.stdout.includes('serve'), said(help))
  const from = system.command(
    ['/usr/bin/vmatlas', 'pmap', '--from', '-'],
    { PATH: '' },
    { input: readFileSync('/proc/self/maps') }
  )
  check('and pmap of a file', from.status === 0 && / total +\d+K/.test(from.stdout), said(from))
  // An old Node on PATH, which must not be taken.
  writeFileSync(join(system.root, 'usr/bin/node'), '#!/bin/sh\necho "v18.0.0: SyntaxError" >&2\nexit 1\n', {
    mode: 0o755
  })
  const old = system.command(['/usr/bin/vmatlas', 'version'], { PATH: '/usr/bin' })
  check('an older Node on PATH does not matter', /^vmatlas \d/.test(old.stdout), said(old))
  run('rm', [join(system.root, 'usr/bin/node')])
  const root = system.command(['/usr/bin/timeout', '-s', 'INT', '3', '/usr/bin/vmatlas'], {
    PATH: '/usr/bin',
    DISPLAY: ':0'
  })
  check(
    'as root with a display it says so, and serves a browser',
    root.stderr.includes('the window does not open for root') && root.stdout.startsWith('http://127.0.0.1:'),
    said(root)
  )
}

/** A user whom the kernel denies namespaces, from an archive that was unpacked elsewhere: no window, but a message. */
function checkDeniedSandbox(system) {
  const put = (path, text) => {
    mkdirSync(dirname(join(system.root, path)), { recursive: true })
    writeFileSync(join(system.root, path), text)
  }
  run('cp', ['-al', join(system.root, 'opt/vmatlas'), join(system.root, 'unpacked')])
  // Not root's and setuid, as after unpacking by a user.
  run('rm', [join(system.root, 'unpacked/chrome-sandbox')])
  put('unpacked/chrome-sandbox', '')
  const start = (program) =>
    system.commandOfUser(['/usr/bin/timeout', '-s', 'INT', '3', program], {
      PATH: '/usr/bin',
      DISPLAY: ':0',
      HOME: '/tmp'
    })
  const setting = 'proc/sys/kernel/apparmor_restrict_unprivileged_userns'
  const isWindow = ({ status, stderr }) => status === 0 && stderr === ''
  for (const [value, denied] of [
    ['1', true],
    ['0', false]
  ]) {
    put(setting, `${value}\n`)
    const outcome = start('/unpacked/resources/linux/vmatlas')
    check(
      `an unpacked archive, ${setting} = ${value}: ${denied ? 'a browser, with words' : 'the window'}`,
      denied
        ? outcome.stderr.includes('denies the window') &&
            outcome.stdout.startsWith('http://127.0.0.1:') &&
            // Nor has this user a name here.
            outcome.stderr.includes(` ${USER_ID}@`)
        : isWindow(outcome),
      said(outcome)
    )
  }
  put(setting, '1\n')
  const installed = start('/usr/bin/vmatlas')
  check('the installed package has a profile for that, and its window opens', isWindow(installed), said(installed))
  run('rm', ['-r', join(system.root, 'unpacked'), join(system.root, 'proc/sys')])
}

/** Serves the machine's own /proc from the installed files, outside of the small system. */
export function checkServing(system) {
  return new Promise((resolve) => {
    const script = join(system.root, 'opt/vmatlas/resources/linux/vmatlas')
    const child = spawn(script, ['serve', '--no-open'], { env: { PATH: '', HOME: system.root } })
    let heard = ''
    child.stdout.on('data', (bytes) => (heard += bytes))
    child.stderr.on('data', (bytes) => (heard += bytes))
    const end = setTimeout(() => child.kill('SIGINT'), 3000)
    child.once('exit', () => {
      clearTimeout(end)
      check('the installed command serves without a display', /^http:\/\/127\.0\.0\.1:\d+\/\?code=/m.test(heard), heard)
      resolve()
    })
  })
}

export async function checkLifeOfDeb(deb, work) {
  const system = new SmallSystem(work)
  const before = system.files()
  const first = system.dpkg('-i', olderDeb(work))
  check('an older package is installed', first.status === 0, said(first))
  const upgrade = system.dpkg('-i', deb)
  check('the package is installed over it', upgrade.status === 0, said(upgrade))
  check('of the older one nothing is left', !system.files().some((file) => file.includes('only-in-the-older')))
  for (const path of KNOWN) check(`dpkg knows ${path}`, system.dpkg('-S', path).status === 0)
  const mode = statSync(join(system.root, 'usr/lib/vmatlas/vmatlas-read')).mode & 0o7777
  check('the privileged reader has no right of its own', mode === 0o755, mode.toString(8))
  const verify = system.dpkg('--verify', 'vmatlas')
  check('all files are as they were packed', verify.status === 0 && verify.stdout === '', said(verify))
  system.bringLibraries(join(system.root, 'opt/vmatlas/resources/node/node'))
  const withLibraries = system.files()
  checkCommands(system)
  checkDeniedSandbox(system)
  await checkServing(system)
  const again = system.dpkg('-i', deb)
  check('the same package is installed again', again.status === 0, said(again))
  const script = (name, ...words) =>
    system.command(['/bin/sh', `/var/lib/dpkg/info/vmatlas.${name}`, ...words], { PATH: '/usr/bin' })
  for (const [name, ...words] of [
    ['postinst', 'abort-upgrade', '0.0.1'],
    ['postinst', 'abort-remove'],
    ['postrm', 'upgrade', '9.9'],
    ['postrm', 'failed-upgrade', '0.0.1'],
    ['postrm', 'abort-upgrade', '9.9']
  ]) {
    const { status } = script(name, ...words)
    check(`${name} ${words[0]} changes nothing`, status === 0 && system.files().join() === withLibraries.join())
  }
  const libraries = withLibraries.filter(
    (file) => !before.includes(file) && /^(usr\/)?lib(64)?\//.test(file) && !file.includes('vmatlas')
  )
  const removed = system.dpkg('--remove', 'vmatlas')
  const left = () => system.files().filter((file) => !before.includes(file) && !libraries.includes(file))
  check('it is removed', removed.status === 0, said(removed))
  check('nothing of it is left', left().length === 0, left().slice(0, 8).join(', '))
  const purged = system.dpkg('--purge', 'vmatlas')
  check('it is purged', purged.status === 0 && system.dpkg('-s', 'vmatlas').status !== 0, said(purged))
  system.remove()
}
