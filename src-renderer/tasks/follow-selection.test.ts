import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { useCaptureStore } from '../stores/capture-store.ts'
import { useSelectionStore } from '../stores/selection-store.ts'
import { followSelection } from './follow-selection.ts'

beforeEach(() => setActivePinia(createPinia()))

it('keeps a mapping selected that grows downwards, and the focus on it', () => {
  const [captures, selection] = [useCaptureStore(), useSelectionStore()]
  followSelection()
  const reading = (from: string): string => `400-800 r--p 00000000 08:01 5 /bin/x\n${from}-9000 rw-p 00000000 00:00 0 `
  captures.current = captureOfText(reading('7000'))
  selection.selectMany([0x7000, 0x400], 0x7000)
  for (const from of ['6000', '5000', '2000']) captures.current = captureOfText(reading(from))
  expect([...selection.starts].sort()).toEqual([0x400, 0x2000].sort())
  expect(selection.focused).toBe(0x2000)
})

it('leaves the selection alone where nothing moves or the mapping is gone', () => {
  const [captures, selection] = [useCaptureStore(), useSelectionStore()]
  followSelection()
  captures.current = captureOfText('7000-9000 rw-p 00000000 00:00 0 ')
  selection.selectOnly(0x7000)
  const { starts } = selection
  captures.current = captureOfText('a000-b000 rw-p 00000000 00:00 0 ')
  expect(selection.starts).toBe(starts)
})
