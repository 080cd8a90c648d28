import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const WORKFLOWS = join(import.meta.dirname, '../.github/workflows')
const texts = readdirSync(WORKFLOWS).map((name) => readFileSync(join(WORKFLOWS, name), 'utf8'))

it('runs actions by their commit, which nobody can move to other code', () => {
  const used = texts.flatMap((text) => [...text.matchAll(/^\s*(?:- )?uses: (\S+)/gm)].map(([, action = '']) => action))
  expect(used.length).toBeGreaterThan(0)
  for (const action of used) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/)
})

it('says what each workflow may do', () => {
  for (const text of texts) expect(text).toMatch(/^permissions:/m)
})
