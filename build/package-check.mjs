// `npm run package:check`: builds the packages that can be built without the Electron runtime (a stand-in is used instead)
// and looks into them: what is inside, what is not, fuses, desktop integration, and that the packed app runs.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildIfNeeded } from './build-if-needed.mjs'
import { checkAppImage } from './package-check/app-image.mjs'
import { checkInstalled } from './package-check/installed.mjs'
import { checkLifeOfDeb } from './package-check/life-of-a-deb.mjs'
import { checkPrograms } from './package-check/programs.mjs'
import { check, checkRun, ROOT, run, totals } from './package-check/report.mjs'
import { checkLifeOfRpm, checkRpm } from './package-check/rpm.mjs'
import { appImageToolsStandIn, electronStandIn } from './package-check/stand-ins.mjs'

const WORK = mkdtempSync(join(tmpdir(), 'vmatlas-package-'))
const LARGEST_ASAR_MIB = 12

function build(output) {
  run(
    'electron-builder',
    [
      '--linux',
      'dir',
      'tar.gz',
      'zip',
      'deb',
      'rpm',
      'AppImage',
      '-c.compression=store',
      `-c.electronDist=${electronStandIn(WORK)}`,
      `-c.directories.output=${output}`,
      '--publish',
      'never'
    ],
    {
      env: {
        ...process.env,
        APPIMAGE_TOOLS_PATH: appImageToolsStandIn(WORK),
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

/** The packed app on the double of Electron, from inside its archive, threads included. */
function checkPackedApp(asar) {
  checkRun(
    'the packed app starts, reads and packs from inside its archive',
    'playwright',
    ['test', 'test/package/packed-app.e2e.ts', '--reporter=line'],
    {
      env: { ...process.env, VMATLAS_PACKED_APP: asar }
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
  for (const ending of ['.tar.gz', '.zip', '.deb', '.rpm', '.AppImage'])
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
    check('what only an AppImage starts is not installed', !existsSync(join(root, 'opt/vmatlas/AppRun')))
    const rpm = packages.find((name) => name.endsWith('.rpm'))
    if (rpm !== undefined) {
      checkRpm(join(output, rpm), root)
      checkLifeOfRpm(join(output, rpm), WORK)
    }
    checkInstalled(root)
  }
  const appImage = packages.find((name) => name.endsWith('.AppImage'))
  if (appImage !== undefined) checkAppImage(join(output, appImage), WORK)
  checkPackedApp(asar)
} finally {
  rmSync(WORK, { recursive: true, force: true })
}
console.log(`\npackage: ${totals.passed} passed, ${totals.failed} failed`)
process.exit(totals.failed === 0 ? 0 : 1)
