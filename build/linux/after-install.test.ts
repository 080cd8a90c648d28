import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, it } from 'vitest'

const root = mkdtempSync(join(tmpdir(), 'vmatlas-install-'))
afterAll(() => rmSync(root, { recursive: true }))

/** Runs the script with every path of it below `root`, on empty files. */
function install(): void {
  const script = readFileSync(join(import.meta.dirname, 'after-install.sh'), 'utf8')
  const from = [...script.matchAll(/(?<!=)"\$(app|from)\/([\w./-]+)"/g)].map(([, base, path]) =>
    join(root, 'opt/vmatlas', base === 'from' ? 'resources/linux' : '', path ?? '')
  )
  for (const file of from) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, '')
  }
  mkdirSync(join(root, 'usr/bin'), { recursive: true })
  const moved = script.replaceAll(/(?<=[\s"=])\/(?=usr\/|opt\/|etc\/)/g, `${root}/`)
  const { status, stderr } = spawnSync('sh', ['-c', moved], { encoding: 'utf8' })
  expect(status, stderr).toBe(0)
}

it('gives the privileged reader no right of its own: only pkexec starts it as root', () => {
  install()
  // No setuid, no setgid, nobody but its owner may change it.
  expect(statSync(join(root, 'usr/lib/vmatlas/vmatlas-read')).mode & 0o7777).toBe(0o755)
  for (const file of ['usr/share/polkit-1/actions/io.github.vmatlas.policy', 'usr/share/mime/packages/vmatlas.xml'])
    expect(statSync(join(root, file)).mode & 0o7777).toBe(0o644)
})

it('asks for an administrator’s password, for one program', () => {
  const policy = readFileSync(join(import.meta.dirname, 'io.github.vmatlas.policy'), 'utf8')
  const valueOf = (tag: string): string | undefined => new RegExp(`<${tag}>([^<]*)</`).exec(policy)?.[1]
  expect(['allow_any', 'allow_inactive', 'allow_active'].map(valueOf)).toEqual([
    'auth_admin',
    'auth_admin',
    'auth_admin_keep'
  ])
  expect(policy.match(/<action /g)).toHaveLength(1)
  expect([...policy.matchAll(/<annotate key="([^"]+)">([^<]*)</g)].map(([, key, value]) => [key, value])).toEqual([
    ['org.freedesktop.policykit.exec.path', '/usr/lib/vmatlas/vmatlas-read']
  ])
})
