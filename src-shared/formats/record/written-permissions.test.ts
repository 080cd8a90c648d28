import { expect, it } from 'vitest'
import { bitsOfColumn, numberInPermissions, permissionsOfNumber, permissionsOfText } from './written-permissions.ts'

it.each([
  ['r-xp', 'r-xp'],
  ['RW-S', 'rw-s'],
  ['r--', 'r--'],
  ['rwx-', 'rwx'],
  ['rw-p-', 'rw-p'],
  [' r-x ', 'r-x'],
  ['---', '---'],
  ['none', '---'],
  ['PROT_NONE', '---'],
  ['No access', '---'],
  ['0', '---'],
  ['r', 'r--'],
  ['rw', 'rw-'],
  ['RX', 'r-x'],
  ['r, w', 'rw-'],
  ['R|W|E', 'rwx'],
  ['R E', 'r-x'],
  ['w', '-w-'],
  ['x', '--x'],
  ['PROT_READ | PROT_WRITE', 'rw-'],
  ['PROT_READ|PROT_EXEC', 'r-x'],
  ['VM_READ | VM_MAYREAD | VM_SHARED', 'r--s'],
  ['read/write', 'rw-'],
  ['Read-only', 'r--'],
  ['readable, executable, private', 'r-xp'],
  ['MMPermissions(READ | WRITE | PRIVATE)', 'rw-p'],
  ['write', '-w-'],
  ['execute only', '--x'],
  ['flags: none', '---'],
  ['MAP_SHARED', null],
  ['read and hold', null],
  ['', null],
  ['heap', null],
  ['wr', null],
  ['7', null]
])('the permissions of "%s" are %s', (text, expected) => {
  expect(permissionsOfText(text)).toBe(expected)
})

it.each([
  [[], null],
  [['r-x', '5'], null],
  [['5', '7', '0', '2'], 'prot'],
  [['1', '3'], 'prot'],
  [['3', '5'], 'prot'],
  [['4', '6'], 'octal'],
  [['6'], 'octal'],
  // They contradict each other.
  [['1', '4'], null],
  [['3', '6'], null],
  [['0x75', '4'], 'prot'],
  [['8'], 'prot'],
  // As large as no bits of the kernel's are: addresses.
  [['0x7fffffffff'], 'prot'],
  [['0x8000000000'], null],
  [['0x8000000000', '5'], null],
  [['7', '4'], 'octal']
])('the numbers of a column %j are %s', (texts, bits) => {
  expect(bitsOfColumn(texts)).toBe(bits)
})

it.each([
  ['5', 'prot', false, 'r-x'],
  ['2', 'prot', false, '-w-'],
  ['0', 'prot', false, '---'],
  ['4', 'octal', false, 'r--'],
  ['6', 'octal', false, 'rw-'],
  ['1', 'octal', false, '--x'],
  ['0x73', 'prot', true, 'rw-p'],
  ['0x7b', 'prot', true, 'rw-s'],
  ['0xb', 'prot', false, 'rw-']
] as const)('the number %s as %s bits, vm_flags: %s, is %s', (text, bits, isKernel, expected) => {
  expect(permissionsOfNumber(text, bits, isKernel)).toBe(expected)
})

it.each([
  ['5', '5'],
  ['0x75', '0x75'],
  ['prot(5)', '5'],
  ['Protection(0x5)', '0x5'],
  ['5 or 6', null],
  ['about 5', null],
  ['r-x', null],
  ['prot()', null],
  ['', null]
])('the number in "%s" is %s', (text, number) => {
  expect(numberInPermissions(text)).toBe(number)
})
