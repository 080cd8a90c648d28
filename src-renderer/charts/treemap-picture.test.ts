import { expect, test } from 'vitest'
import { leaf, parent, WHOLE } from '#shared/layout/treemap-node.ts'
import { pictureOf } from './treemap-picture.ts'

/** What XML 1.0 does not allow in a document (section 2.2), and what would steer a reader. */
const NOT_IN_XML = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])/

test('a picture of hostile names is a file of text that every reader of XML opens', () => {
  const name = 'a\ufffe\uffff\u0000\u001b[31m</text><script>x</script>'
  const tree = parent('all', 'all', WHOLE, [leaf('m:1', 'mapping', 'heap', 'm:1', 0, 1, 300, null, null)], null)
  const words = { name: 'heap', short: 'heap', perms: '', amount: '300 KiB' }
  const picture = { tree, text: () => words, isHatched: false, title: name, subtitle: name, legend: [] }
  const svg = new TextDecoder().decode(pictureOf(picture, 'svg'))
  expect(svg).not.toMatch(NOT_IN_XML)
  expect(svg).not.toContain('<script')
  expect(svg).toContain('\\u{fffe}')
})
