import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { PROTECTIONS } from './list.ts'

const ROOT = join(import.meta.dirname, '../..')

/** Taking them away takes long; checking that the list is still true does not. */
it('each protection occurs in its file once, and its tests are there', () => {
  const stale = PROTECTIONS.flatMap(({ file, find, tests, what }) => {
    const text = existsSync(join(ROOT, file)) ? readFileSync(join(ROOT, file), 'utf8') : ''
    const count = text.split(find).length - 1
    const absent = tests.filter((test) => !existsSync(join(ROOT, test)))
    return [
      ...(count === 1 ? [] : [`${file}: ${what}: ${count} times`]),
      ...absent.map((test) => `${test}: not there, for ${what}`)
    ]
  })
  expect(stale).toEqual([])
})
