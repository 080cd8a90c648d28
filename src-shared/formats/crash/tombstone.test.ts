import { expect, it } from 'vitest'
import { first, open, rows } from '#test/support/opened-files.ts'

it('opens the memory map of a tombstone', () => {
  const text =
    'pid: 812, tid: 830, name: Binder:1  >>> com.example.app <<<\nregisters:\n    x0  0000007b12345678\nmemory map (3 entries):\n' +
    "    00000000'12c00000-00000000'12c3ffff rw-         0     40000  [anon:dalvik-main space (region space)]\n" +
    '--->Fault address falls at 00000000\n' +
    "    0000007b'10000000-0000007b'10000fff r-x      1000      1000  /system/lib64/libc.so (BuildId: abcd) (load bias 0x1000)\n" +
    '\nopen files:\n    fd 0: /dev/null (unowned)\n--------- log main\n11-23 11:00:00.123   812   830 F x: y\n'
  const capture = first(text)
  expect(open(text).notes).toEqual([])
  expect(capture).toMatchObject({ name: 'com.example.app', command: 'com.example.app' })
  expect(rows(capture)).toEqual([
    '12c00000 256 rw-p [anon:dalvik-main space (region space)]',
    '7b10000000 4 r-xp /system/lib64/libc.so'
  ])
})

it('a tombstone in the log of a phone', () => {
  const text = [
    'pid: 812, tid: 830, name: Binder:1  >>> com.example.app <<<',
    'memory map (2 entries):',
    "    00000000'12c00000-00000000'12c3ffff rw-         0     40000  [anon:dalvik-main space]",
    "    0000007b'10000000-0000007b'10000fff r-x      1000      1000  /system/lib64/libc.so (BuildId: abcd)"
  ]
    .map((line) => `11-23 11:00:00.123  1234  1234 F DEBUG   : ${line}\n`)
    .join('')
  expect(rows(first(text))).toEqual([
    '12c00000 256 rw-p [anon:dalvik-main space]',
    '7b10000000 4 r-xp /system/lib64/libc.so'
  ])
  expect(first(text)).toMatchObject({ name: 'com.example.app', command: 'com.example.app' })
})
