import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const json = (path: string): unknown => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'))

it('packs one exact version of Electron, not older than what its makers support', () => {
  const { devDependencies } = json('package.json') as { devDependencies: Record<string, string> }
  const pinned = devDependencies['electron'] ?? ''
  expect(pinned).toMatch(/^\d+\.\d+\.\d+$/)
  const { packages } = json('package-lock.json') as { packages: Record<string, { version?: string }> }
  expect(packages['node_modules/electron']?.version).toBe(pinned)
  const builder = readFileSync(new URL('../../electron-builder.yml', import.meta.url), 'utf8')
  // Electron-builder takes the installed version where it names none.
  expect(/^electronVersion: *(\S+)/m.exec(builder)?.[1] ?? pinned).toBe(pinned)
})
