import { expect, it } from 'vitest'
import { first, number, open, rows } from '#test/support/opened-files.ts'

it('rows that Ubuntu 18.04 prints twice, the second time of no size', () => {
  const text =
    '1:   /sbin/demo\nAddress           Kbytes     RSS   Dirty Mode  Mapping\n' +
    '000055d000000000    1340    1220       0 r-x-- demo\n000055d000000000       0       0       0 r-x-- demo\n' +
    '00007ffd00000000     132      12      12 rw---   [ stack ]\n00007ffd00000000       0       0       0 rw---   [ stack ]\n'
  expect(rows(first(text))).toEqual(['55d000000000 1340 r-xp …/demo', '7ffd00000000 132 rw-p [stack]'])
  expect([0, 1].map((row) => number(first(text), 'Rss', row))).toEqual([1220, 12])
  expect(open(text).notes).toEqual([])
})

it('names that a mail has wrapped to the next line', () => {
  const text = '4226: /bin/sh ./a\n006db000 108K r-x--\n/lib/ld-2.5.so\nbfe07000 84K rw--- [ stack ]\ntotal\n192K\n'
  expect(rows(first(text))).toEqual(['6db000 108 r-xp /lib/ld-2.5.so', 'bfe07000 84 rw-p [stack]'])
  expect(open(text).notes).toEqual([])
})

it("SUSE's, with and without its heading", () => {
  const heading = 'START               SIZE     RSS     PSS   DIRTY    SWAP PERM MAPPING\n'
  const list =
    '0000000000400000     32K     28K     20K      4K      0K r-xp /sbin/demo\n' +
    'Total:               32K     28K     20K      4K      0K\n\n0K writable-private, 32K readonly-private, 0K shared\n'
  for (const text of [`1: init\n${heading}${list}`, `1: init\n${list}`]) {
    expect(rows(first(text))).toEqual(['400000 32 r-xp /sbin/demo'])
    expect(['Rss', 'Pss', 'Dirty', 'Swap'].map((field) => number(first(text), field, 0))).toEqual([28, 20, 4, 0])
    expect(open(text).notes).toEqual([])
  }
})

it('the one before procps 3', () => {
  const text =
    'demo(86)\n08048000 (4 KB)        r-xp (00:0a 33243002)   /usr/bin/demo\n0804a000 (136 KB)      rwxp (00:00 0)        [heap]\n'
  expect(rows(first(text))).toEqual(['8048000 4 r-xp /usr/bin/demo', '804a000 136 rwxp [heap]'])
  expect(first(text)).toMatchObject({ name: 'demo', process: { pid: 86 } })
})

it("psutil's pmap.py tells what is resident, not how large a mapping is", () => {
  const text =
    'Address                 RSS  Mode    Mapping\n0000000000400000      1200K  r-xp    /usr/bin/python3\n000000000275e000      5396K  rw-p    [heap]\n'
  expect([0, 1].map((row) => number(first(text), 'Rss', row))).toEqual([1200, 5396])
  expect(rows(first(text))).toEqual(['400000 0 r-xp /usr/bin/python3', '275e000 0 rw-p [heap]'])
  expect(open(text).notes.map(({ kind }) => kind)).toEqual(['limit'])
})
