// Which files are where when a package is installed: desktop integration, command, privileged reader, licences.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { check, checkRun, ROOT, run } from './report.mjs'

/** @param root where the deb was unpacked */
export function checkInstalled(root) {
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
