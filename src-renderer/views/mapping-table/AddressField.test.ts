import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { i18n } from '../../locales/i18n.ts'
import AddressField from './AddressField.vue'

const { table } = captureOfText(
  [
    '7f0000000000-7f0000004000 r-xp 000f5000 08:01 42 /usr/lib/libpython3.11.so.1.0',
    '7f0000004000-7f0000008000 rw-p 00000000 00:00 0 [heap]',
    '7f0000010000-7f0000014000 rw-p 00000000 00:00 0 '
  ].join('\n')
)

async function asked(address: string, hasOffsets = true, of = table) {
  const field = mount(AddressField, { props: { table: of, hasOffsets }, global: { plugins: [i18n] } })
  await field.get('input').setValue(address)
  await field.trigger('submit')
  return { words: field.get('output').text(), emitted: field.emitted() }
}

it('shows where in its file an address lies, and the offset in the mapping by its name', async () => {
  const { words, emitted } = await asked('7f0000001234')
  expect(words).toBe('file offset 0xf6234 in libpython3.11.so.1.0; offset 0x1234 in this mapping')
  expect(emitted['go']).toEqual([[0]])
})

it('names memory without a name by where it begins', async () => {
  expect((await asked('7f0000010020')).words).toBe('offset 0x20 in the mapping at 7f0000010000')
})

it.each([
  'socket:[5402090]',
  'anon_inode:[io_uring]',
  '/dev/zero (deleted)',
  '/SYSV0001e240 (deleted)',
  '/dev/nvidia0'
])('takes no offset of %s for one in a file', async (name) => {
  const { table: own } = captureOfText(`7f0000020000-7f0000024000 rw-s 10000000 00:0f 77 ${name}`)
  expect((await asked('7f0000020010', true, own)).words).toMatch(/^offset 0x10 in the mapping /)
})

it('shows no file offset where there is none, or where the source does not report it', async () => {
  expect((await asked('7f0000004010')).words).toBe('offset 0x10 in the mapping [heap]')
  expect((await asked('7f0000001234', false)).words).toBe('offset 0x1234 in the mapping libpython3.11.so.1.0')
})

it('in a gap, what lies on both sides, and leads there', async () => {
  const { words, emitted } = await asked('7f000000c000')
  expect(words).toBe('No mapping there · 0x4000 after [heap] · 0x4000 before the mapping at 7f0000010000')
  expect(emitted).toMatchObject({ beside: [[2]] })
  expect(emitted['go']).toBeUndefined()
})
