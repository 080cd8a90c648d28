import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { RECIPES } from './recipes.ts'

// `npm run recipes` carries them out and runs the checks, which takes minutes; here it is checked that their anchors are still there.

it.each(RECIPES.map(({ name, files }) => [name, files] as const))('%s: each anchor is still there', (_, files) => {
  for (const [file, edit] of Object.entries(files)) {
    if (typeof edit === 'string') expect(existsSync(file), file).toBe(false)
    else {
      const text = readFileSync(file, 'utf8')
      expect(edit(text), file).not.toBe(text)
    }
  }
})
