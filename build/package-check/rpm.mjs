// The rpm: the same files as in the deb, and its life in a small system.
import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { check, ROOT, run } from './report.mjs'
import { SmallSystem } from './small-system.mjs'

/** The rpm holds what the deb holds. @param root where the deb was unpacked */
export function checkRpm(rpm, root) {
  const files = run('rpm', ['-qlp', rpm]).trim().split('\n')
  const inDeb = run('find', [root, '-not', '-type', 'd', '-printf', '/%P\n']).trim().split('\n')
  const inRpm = (file) => file.replace('/zsh/vendor-completions/', '/zsh/site-functions/')
  const missing = inDeb.filter(
    (file) => !files.includes(inRpm(file)) && !/\/share\/(mime\/(?!packages)|lintian\/)/.test(file)
  )
  check('the rpm holds the same files', missing.length === 0, missing.slice(0, 5).join(', '))
  const facts = run('rpm', ['-qp', '--qf', '%{NAME} %{VERSION} %{LICENSE} %{SUMMARY}', rpm])
  const { name, version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  check('it says what it is', facts.startsWith(`${name} ${version} MIT See what`), facts)
  const scripts = run('rpm', ['-qp', '--scripts', rpm])
  check('it brings both scripts', /postinstall scriptlet/.test(scripts) && /postuninstall scriptlet/.test(scripts))
  const wanted = run('rpm', ['-qp', '--requires', rpm])
  for (const name of ['gtk3', 'nss', 'alsa-lib', 'libgbm', 'polkit', 'glibc >= 2.28'])
    check(`it requires ${name}`, wanted.includes(name), wanted)
}

const said = ({ status, stdout, stderr }) => `status ${status}: ${stdout}${stderr}`.slice(0, 1500)

/** Installed into a system without rpm's own packages, used with nothing on PATH, installed again, removed. */
export function checkLifeOfRpm(rpm, work) {
  const system = new SmallSystem(work)
  const before = system.files()
  const command = (...words) => {
    const [program, ...args] = [...system.asRoot, 'rpm', `--root=${system.root}`, ...words]
    return spawnSync(program, args, {
      encoding: 'utf8',
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C.UTF-8' }
    })
  }
  const installed = command('--install', '--nodeps', '--ignoresize', rpm)
  check('the rpm is installed', installed.status === 0, said(installed))
  for (const path of [
    '/usr/bin/vmatlas',
    '/usr/lib/vmatlas/vmatlas-read',
    '/usr/share/polkit-1/actions/io.github.vmatlas.policy',
    '/usr/share/zsh/site-functions/_vmatlas',
    '/usr/share/man/man1/vmatlas.1.gz'
  ])
    check(`rpm knows ${path}`, command('--query', '--file', path).stdout.startsWith('vmatlas-'))
  const mode = statSync(join(system.root, 'usr/lib/vmatlas/vmatlas-read')).mode & 0o7777
  check('the privileged reader has no right of its own in it', mode === 0o755, mode.toString(8))
  // The script after installing sets the helper's mode, for the system that it finds.
  const verified = command('--verify', '--nodeps', 'vmatlas')
  const changed = verified.stdout.split('\n').filter((line) => line !== '' && !line.endsWith('/chrome-sandbox'))
  check('all files of the rpm are as they were packed', changed.length === 0, said(verified))
  system.bringLibraries(join(system.root, 'opt/vmatlas/resources/node/node'))
  const version = system.command(['/usr/bin/vmatlas', 'version'])
  check('its command runs with nothing on PATH', /^vmatlas \d/.test(version.stdout), said(version))
  const withLibraries = system.files()
  const again = command('--upgrade', '--nodeps', '--replacepkgs', rpm)
  check('the rpm is installed again', again.status === 0 && system.files().join() === withLibraries.join(), said(again))
  const removed = command('--erase', '--nodeps', 'vmatlas')
  const left = system.files().filter((file) => !before.includes(file) && file.includes('vmatlas'))
  check(
    'the rpm is removed, and nothing of it is left',
    removed.status === 0 && left.length === 0,
    said(removed) + left.join(', ')
  )
  system.remove()
}
