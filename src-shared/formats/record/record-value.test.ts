import { expect, it } from 'vitest'
import { newNode, wordsOf, type RecordValue } from './record-value.ts'

it.each<[words: string, value: RecordValue]>([
  ['r-xp', 'r-xp'],
  ['READ | WRITE', { ...newNode(), items: ['READ', 'WRITE'] }],
  ['Prot(READ | WRITE)', { ...newNode('Prot'), items: ['READ', 'WRITE'] }],
  ['Prot(READ | read true)', { ...newNode('Prot'), items: ['READ'], pairs: [['read', 'true']] }],
  ['Some(Prot(0x5))', { ...newNode('Some'), items: [{ ...newNode('Prot'), items: ['0x5'] }] }],
  ['', newNode()]
])('a value in words: %s', (words, value) => {
  expect(wordsOf(value)).toBe(words)
})
