import { expect, it } from 'vitest'
import { open } from '#test/support/opened-files.ts'

it('reports that it knows no such format', () => {
  for (const text of ['', 'hello\nworld\n', '<html><b>12-13</b></html>', '\0\0\0\0'.repeat(100)]) {
    expect(() => open(text)).toThrow(/no known format/)
  }
})
