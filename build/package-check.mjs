// `npm run package:check`: builds the packages that can be built without the Electron runtime (a stand-in takes its place)
// and looks into them: what is inside, what is not, fuses, desktop integration, and that the packed app runs.
import { spawnSync } from 'node:child_process'
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
import { checkLifeOfDeb } from './package-check/life-of-a-deb.mjs'
import { checkPrograms } from './package-check/programs.mjs'
import { check, checkRun, ROOT, run, totals } from './package-check/report.mjs'

const WORK = mkdtempSync(join(tmpdir(), 'vmatlas-package-'))
/** What marks the fuses inside Electron's binary: the sentinel, version 1, nine fuses, all "disabled". */
const FUSE_WIRE = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u0009000000000'
const LARGEST_ASAR_MIB = 12

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
      '-c.compression=store',
      `-c.electronDist=${stubDist()}`,
      `-c.directories.output=${output}`,
      '--publish',
      'never'
    ],
    {
      env: {
        ...process.env,
        ELECTRON_BUILDER_7ZIP_PATH: '/usr/bin/7za',
        CUSTOM_FPM_PATH: join(ROOT, 'build/fpm-dpkg.mjs'),
        FPM_FAST: '1'
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
    ['EnableCookieEncryption', 'Disabled']
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
    check('it takes files from the file manager, as paths', /^Exec=\S+ %F$/m.test(text), text)
    check('windows are found by it', /^StartupWMClass=vmatlas-desktop$/m.test(text), text)
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
    checkRun(`${script} parses`, 'sh', ['-n', join(ROOT, 'build/linux', script)])
  const command = spawnSync(join(linux, 'vmatlas'), ['pmap', String(process.pid)], { encoding: 'utf8' })
  check(
    'the installed command prints a map without a display',
    command.status === 0 && command.stdout.includes(' total '),
    command.stderr
  )
  const reader = join(root, 'usr/lib/vmatlas/vmatlas-read')
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
  const types = join(root, 'usr/share/mime')
  checkRun('the file type is registered', 'update-mime-database', [types])
  check(
    'as that of snapshots',
    readFileSync(join(types, 'globs2'), 'utf8').includes('application/x-vmatlas-snapshot:*.vmsnap')
  )
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

/** lintian's errors, but for those about /opt, where packages of vendors belong by the file system's standard. */
function checkLintian(deb) {
  // Packages of a vendor are not part of Debian: no bug number closes with them, and the runtime links what it links.
  const { stdout, status, error } = spawnSync('lintian', ['--fail-on', 'none', '--tag-display-limit', '0', deb], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26
  })
  const errors = stdout?.split('\n').filter((line) => line.startsWith('E:') && !/dir-or-file-in-opt/.test(line)) ?? []
  check(
    'lintian finds no error but /opt',
    status === 0 && errors.length === 0,
    error?.message ?? errors.slice(0, 10).join('\n       ')
  )
}

function checkDependencies(deb) {
  const control = run('dpkg-deb', ['--field', deb])
  for (const name of [
    'libasound2t64 | libasound2',
    'libgbm1',
    'libc6 (>= 2.28)',
    'libnss3',
    'libgtk-3-0t64 | libgtk-3-0'
  ])
    check(`the deb depends on ${name}`, /^Depends: (.*)$/m.exec(control)?.[1].split(', ').includes(name) === true)
  check('and recommends what asks for a password', /^Recommends: pkexec \| policykit-1$/m.test(control))
}

/** The rpm holds what the deb holds. */
function checkRpm(rpm, root) {
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
  checkPrograms(join(unpacked, 'resources'))
  const packages = readdirSync(output)
  run('node', [join(ROOT, 'build/release-files.mjs'), output])
  checkRun('the checksums of a release are right', 'sha256sum', ['--check', '--quiet', 'SHA256SUMS'], { cwd: output })
  const materials = JSON.parse(
    readFileSync(
      join(
        output,
        readdirSync(output).find((name) => name.endsWith('.cdx.json'))
      ),
      'utf8'
    )
  )
  const named = new Set(materials.components.map(({ name }) => name))
  check(
    'the bill of materials names what is inside',
    ['electron', 'vue', 'echarts', 'valibot'].every((name) => named.has(name))
  )
  for (const ending of ['.tar.gz', '.zip', '.deb'])
    check(
      `there is a ${ending}`,
      packages.some((name) => name.endsWith(ending))
    )
  const deb = packages.find((name) => name.endsWith('.deb'))
  if (deb !== undefined) {
    const root = join(WORK, 'root')
    run('dpkg-deb', ['-x', join(output, deb), root])
    checkDependencies(join(output, deb))
    checkLintian(join(output, deb))
    await checkLifeOfDeb(join(output, deb), WORK)
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
console.log(`\npackage: ${totals.passed} passed, ${totals.failed} failed`)
process.exit(totals.failed === 0 ? 0 : 1)
