// `npm run package:check`: builds the packages that can be built without the Electron runtime (a stand-in takes its place)
// and looks into them: what is inside, what is not, fuses, desktop integration, and that the packed app runs.
import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { buildIfNeeded } from './build-if-needed.mjs'

const ROOT = join(import.meta.dirname, '..')
const WORK = mkdtempSync(join(tmpdir(), 'vmatlas-package-'))
/** What marks the fuses inside Electron's binary: the sentinel, version 1, nine fuses, all "disabled". */
const FUSE_WIRE = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u0009000000000'
const LARGEST_ASAR_MIB = 12

let passed = 0
let failed = 0

function check(what, isRight, detail = '') {
  if (isRight) passed++
  else failed++
  console.log(`${isRight ? 'ok    ' : 'FAILED'} ${what}${isRight || !detail ? '' : `\n       ${detail}`}`)
}

function run(command, args, options = {}) {
  return execFileSync(command, args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], ...options })
}

function checkRun(what, command, args, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: ROOT, encoding: 'utf8', ...options })
  check(what, status === 0, error?.message ?? `${stdout}${stderr}`.slice(0, 2000))
}

function stubDist() {
  const dist = join(WORK, 'electron')
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

/** rpmbuild is one Debian package away; where it is not installed, the rpm is left to the machine that releases. */
const hasRpm = spawnSync('rpmbuild', ['--version'], { stdio: 'ignore' }).status === 0

function build(output) {
  run(
    'electron-builder',
    [
      '--linux',
      'dir',
      'tar.gz',
      'zip',
      'deb',
      ...(hasRpm ? ['rpm'] : []),
      `-c.electronDist=${stubDist()}`,
      `-c.directories.output=${output}`,
      '--publish',
      'never'
    ],
    {
      env: {
        ...process.env,
        ELECTRON_BUILDER_7ZIP_PATH: '/usr/bin/7za',
        CUSTOM_FPM_PATH: join(ROOT, 'build/fpm-dpkg.mjs')
      }
    }
  )
}

function checkAsar(asar) {
  const files = run('asar', ['list', asar]).trim().split('\n')
  const outside = files.filter((file) => !/^\/(out(\/(main|preload|renderer)(\/.*)?)?|package\.json)$/.test(file))
  check('the archive holds the built app and nothing else', outside.length === 0, outside.slice(0, 5).join(', '))
  check('no source maps and no node_modules', !files.some((file) => /\.map$|node_modules/.test(file)))
  for (const needed of ['/out/main/index.js', '/out/preload/index.cjs', '/out/renderer/index.html']) {
    check(`it holds ${needed}`, files.includes(needed))
  }
  const size = statSync(asar).size / 2 ** 20
  check(`it is small (${size.toFixed(1)} MiB)`, size < LARGEST_ASAR_MIB)
}

function checkFuses(executable) {
  const text = run('electron-fuses', ['read', '--app', executable])
  for (const [name, state] of [
    ['RunAsNode', 'Disabled'],
    ['EnableNodeOptionsEnvironmentVariable', 'Disabled'],
    ['EnableNodeCliInspectArguments', 'Disabled'],
    ['EnableEmbeddedAsarIntegrityValidation', 'Enabled'],
    ['OnlyLoadAppFromAsar', 'Enabled'],
    ['GrantFileProtocolExtraPrivileges', 'Disabled'],
    ['EnableCookieEncryption', 'Enabled']
  ]) {
    check(`fuse ${name} is ${state}`, new RegExp(`${name} is ${state}`).test(text), text)
  }
}

function checkInstalled(root) {
  const find = (pattern) => run('find', [root, '-path', pattern]).trim().split('\n').filter(Boolean)
  const [desktop] = find('*/applications/*.desktop')
  check('there is a desktop file', desktop !== undefined)
  if (desktop !== undefined) {
    const said = spawnSync('desktop-file-validate', [desktop], { encoding: 'utf8' })
    check('the desktop file is valid', said.status === 0 && said.stdout === '', said.error?.message ?? said.stdout)
    const text = readFileSync(desktop, 'utf8')
    check('it opens .vmsnap files', text.includes('MimeType=') && text.includes('application/x-vmatlas-snapshot'))
    check('it opens new windows', text.includes('[Desktop Action new-window]\n') && text.includes('--new-window'))
    check('it takes files from the file manager', /Exec=.*%[UuFf]/.test(text))
  }
  for (const size of [16, 32, 48, 128, 256, 512])
    check(`there is an icon of ${size} pixels`, find(`*/${size}x${size}/apps/*.png`).length === 1)
  const linux = join(root, 'opt/vmatlas/resources/linux')
  const metadata = readFileSync(join(linux, 'io.github.vmatlas.vmatlas.metainfo.xml'), 'utf8')
  check(
    'the AppStream metadata names the desktop file',
    desktop !== undefined && metadata.includes(`<launchable type="desktop-id">${basename(desktop)}<`)
  )
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  check('and this version', metadata.includes(`<release version="${version}"`))
  checkRun('the AppStream metadata is valid', 'appstreamcli', [
    'validate',
    '--no-net',
    join(linux, 'io.github.vmatlas.vmatlas.metainfo.xml')
  ])
  checkRun('the man page is valid', 'sh', [
    '-c',
    `command -v man >/dev/null || exit 0; test -z "$(man --warnings -E UTF-8 -l -Tutf8 -Z '${join(linux, 'vmatlas.1')}' 2>&1 >/dev/null)"`
  ])
  for (const name of [
    'vmatlas.xml',
    'io.github.vmatlas.policy',
    'apparmor-profile',
    'vmatlas',
    'completions/vmatlas.bash',
    'completions/_vmatlas',
    'completions/vmatlas.fish'
  ]) {
    check(`the package brings ${name}`, existsSync(join(linux, name)))
  }
  checkRun('the bash completion parses', 'bash', ['-n', join(linux, 'completions/vmatlas.bash')])
  for (const script of ['after-install.sh', 'after-remove.sh', 'vmatlas'])
    checkRun(`${script} parses`, 'sh', ['-n', join(linux, script)])
  const command = spawnSync(join(linux, 'vmatlas'), ['pmap', String(process.pid)], { encoding: 'utf8' })
  check(
    'the installed command prints a map without a display',
    command.status === 0 && command.stdout.includes(' total '),
    command.stderr
  )
  const served = spawnSync('timeout', ['--signal=INT', '2', join(linux, 'vmatlas'), 'serve', '--no-open'], {
    encoding: 'utf8'
  })
  check(
    'the installed command serves without a display',
    /^http:\/\/127\.0\.0\.1:\d+\/\?code=/.test(served.stdout),
    served.stderr
  )
  const reader = join(root, 'opt/vmatlas/resources/helper/vmatlas-read')
  check('the privileged reader is there', existsSync(reader))
  const own = spawnSync(reader, [String(process.pid)], { maxBuffer: 2 ** 28 })
  check('it reads a process', own.status === 0 && own.stdout.includes('VmFlags:'), String(own.error))
  checkPolicy(readFileSync(join(linux, 'io.github.vmatlas.policy'), 'utf8'), find)
  const profile = readFileSync(join(linux, 'apparmor-profile'), 'utf8')
  const program = /^profile \S+ (\S+) /m.exec(profile)?.[1] ?? ''
  check(
    'the AppArmor profile is for the program',
    existsSync(join(root, program)) && /^ {2}userns,$/m.test(profile),
    program
  )
  const licences = join(root, 'opt/vmatlas/resources/licences')
  for (const [name, word] of [
    ['vmatlas.txt', 'MIT License'],
    ['third-party-main.md', 'valibot'],
    ['third-party-renderer.md', 'echarts']
  ])
    check(`the licences of what is packed: ${name}`, readFileSync(join(licences, name), 'utf8').includes(word))
  checkScripts(root)
}

function checkPolicy(policy, find) {
  const valueOf = (tag) => new RegExp(`<${tag}[^>]*>([^<]*)</`).exec(policy)?.[1] ?? ''
  check('the policy is for the reader alone', policy.match(/<action /g)?.length === 1 && !policy.includes('allow_gui'))
  const source = readFileSync(join(ROOT, 'src-main/source/elevated-reader.ts'), 'utf8')
  const path = /policykit\.exec\.path">([^<]*)</.exec(policy)?.[1] ?? ''
  check('at the path that the app starts', path.startsWith('/usr/lib/') && source.includes(`'${path}'`), path)
  for (const tag of ['allow_any', 'allow_inactive', 'allow_active'])
    check(`it asks for an administrator: ${tag}`, /^auth_admin(_keep)?$/.test(valueOf(tag)), valueOf(tag))
  check('its icon is there', find(`*/48x48/apps/${valueOf('icon_name')}.png`).length === 1)
}

/** The maintainer scripts, with every path of theirs moved below `root`. */
function checkScripts(root) {
  const linux = join(root, 'opt/vmatlas/resources/linux')
  const moved = (name) =>
    readFileSync(join(linux, name), 'utf8').replaceAll(/(?<=[\s"=])\/(?=usr\/|opt\/|etc\/)/g, `${root}/`)
  const below = () =>
    run('find', [root, '-not', '-type', 'd', '-not', '-path', '*/share/mime/*', '-not', '-name', 'mimeinfo.cache'])
      .trim()
      .split('\n')
      .sort()
  mkdirSync(join(root, 'usr/bin'), { recursive: true })
  const before = below()
  checkRun('the script after installing runs', 'sh', ['-c', moved('after-install.sh')])
  for (const path of [
    'bin/vmatlas',
    'lib/vmatlas/vmatlas-read',
    'share/polkit-1/actions/io.github.vmatlas.policy',
    'share/metainfo/io.github.vmatlas.vmatlas.metainfo.xml',
    'share/man/man1/vmatlas.1',
    'share/doc/vmatlas/copyright',
    'share/bash-completion/completions/vmatlas',
    'share/zsh/vendor-completions/_vmatlas',
    'share/fish/vendor_completions.d/vmatlas.fish'
  ])
    check(`it puts /usr/${path} in place`, existsSync(join(root, 'usr', path)))
  const mode = statSync(join(root, 'usr/lib/vmatlas/vmatlas-read')).mode & 0o7777
  check('the privileged reader has no right of its own', mode === 0o755, mode.toString(8))
  const types = join(root, 'usr/share/mime/globs2')
  if (spawnSync('update-mime-database', ['-v'], { stdio: 'ignore' }).status === 0)
    check(
      'it registers snapshots',
      existsSync(types) && readFileSync(types, 'utf8').includes('application/x-vmatlas-snapshot:*.vmsnap')
    )
  const linked = spawnSync(join(root, 'usr/bin/vmatlas'), ['version'], { encoding: 'utf8' })
  check('the command runs from there', /^vmatlas \d/.test(linked.stdout), linked.stderr)
  checkRun('the script after removing runs', 'sh', ['-c', moved('after-remove.sh')])
  check(
    'nothing of it is left',
    below().join('\n') === before.join('\n'),
    below()
      .filter((file) => !before.includes(file))
      .join(', ')
  )
}

/** The rpm holds what the deb holds. */
function checkRpm(rpm, root) {
  const files = run('rpm', ['-qlp', rpm]).trim().split('\n')
  const inDeb = run('find', [root, '-not', '-type', 'd', '-printf', '/%P\n']).trim().split('\n')
  const missing = inDeb.filter((file) => !files.includes(file) && !file.startsWith('/usr/share/doc/'))
  check('the rpm holds the same files', missing.length === 0, missing.slice(0, 5).join(', '))
  const facts = run('rpm', ['-qp', '--qf', '%{NAME} %{VERSION} %{LICENSE} %{SUMMARY}', rpm])
  const { name, version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  check('it says what it is', facts.startsWith(`${name} ${version} MIT See what`), facts)
  const scripts = run('rpm', ['-qp', '--scripts', rpm])
  check('it brings both scripts', /postinstall scriptlet/.test(scripts) && /postuninstall scriptlet/.test(scripts))
  const wanted = run('rpm', ['-qp', '--requires', rpm])
  check('it requires what Electron needs', /gtk3/.test(wanted) && /nss/.test(wanted), wanted)
}

/** The packed app, taken out of its archive, on the double of Electron: it starts and lists processes. */
function checkPackedApp(asar) {
  const folder = join(WORK, 'app')
  run('asar', ['extract', asar, folder])
  checkRun(
    'the packed app starts and lists processes',
    'playwright',
    ['test', 'test/package/packed-app.e2e.ts', '--reporter=line'],
    {
      env: { ...process.env, VMATLAS_PACKED_APP: folder }
    }
  )
}

buildIfNeeded()
const output = join(WORK, 'dist')
try {
  build(output)
  const unpacked = join(output, 'linux-unpacked')
  const asar = join(unpacked, 'resources/app.asar')
  checkAsar(asar)
  checkFuses(join(unpacked, 'vmatlas-desktop'))
  const packages = readdirSync(output)
  for (const ending of ['.tar.gz', '.zip', '.deb'])
    check(
      `there is a ${ending}`,
      packages.some((name) => name.endsWith(ending))
    )
  const deb = packages.find((name) => name.endsWith('.deb'))
  if (deb !== undefined) {
    const root = join(WORK, 'root')
    run('dpkg-deb', ['-x', join(output, deb), root])
    check('the deb names its maintainer scripts', /postinst/.test(run('dpkg-deb', ['--info', join(output, deb)])))
    const rpm = packages.find((name) => name.endsWith('.rpm'))
    if (rpm !== undefined) checkRpm(join(output, rpm), root)
    else if (hasRpm) check('there is an rpm', false)
    else console.log('not here: rpm (apt-get install rpm)')
    checkInstalled(root)
  }
  checkPackedApp(asar)
} finally {
  rmSync(WORK, { recursive: true, force: true })
}
console.log(`\npackage: ${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
