import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

it('gives the privileged reader no right of its own: only pkexec starts it as root', () => {
  const script = readFileSync(join(import.meta.dirname, 'after-install.sh'), 'utf8')
  // It is a file of the package, with the mode that package:check asks for; what runs afterwards leaves it alone.
  expect(script).not.toContain('vmatlas-read')
  const privileged = [...script.matchAll(/^.*\b(?:chmod [2-7]\d{3}|chmod \S*s|setcap|chown).*$/gm)].map(([line]) =>
    line.trim()
  )
  expect(privileged).toEqual(['chmod 4755 "$app/chrome-sandbox"'])
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
