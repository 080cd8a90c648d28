import { describe, expect, it } from 'vitest'
import { first, fixture, number, open, rows } from '#test/support/opened-files.ts'
import { categoryOf } from '../../memory/category.ts'
import { findField, mappingName } from '../../memory/mapping-table.ts'

describe('gdb', () => {
  it('has the mappings that the kernel has', () => {
    const told = open(fixture('waiting.gdb.txt'))
    expect(told.source.format).toBe('gdb-mappings')
    expect(told.notes).toEqual([])
    expect(rows(first(fixture('waiting.gdb.txt')))).toEqual(rows(first(fixture('waiting.maps'))))
    expect(first(fixture('waiting.gdb.txt')).process.pid).toBeGreaterThan(1)
  })

  it('opens the layout without permissions, and says that they are missing', () => {
    const old = open(
      'process 42\nMapped address spaces:\n\n          Start Addr           End Addr       Size     Offset objfile\n' +
        '            0x400000           0x401000     0x1000        0x0 /home/me/a.out\n' +
        '      0x7ffff7ffe000     0x7ffff7fff000     0x1000        0x0 \n'
    )
    expect(old.notes[0]?.detail).toContain('no permissions')
    expect(old.moments[0]?.processes[0]?.capture().table.rowCount).toBe(2)
  })
})

it('opens the beginning of a core file: files, permissions, command line, without its memory', () => {
  const capture = first(fixture('waiting.core-head'))
  expect(capture).toMatchObject({ name: 'waiting', command: './waiting one', detail: 'maps' })
  const text = rows(capture)
  expect(text.some((row) => / r-xp .*\/waiting$/.test(row))).toBe(true)
  expect(text.some((row) => / r-xp .*libc\.so\.6$/.test(row))).toBe(true)
  // The 4 MiB that may not be touched take part though nothing of them is in the file.
  expect(capture.table.rowCount).toBe(25)
  for (const cut of [52, 64, 500, 1400, 3000]) {
    try {
      expect(open(fixture('waiting.core-head').subarray(0, cut)).notes.length).toBeGreaterThan(0)
    } catch (error) {
      expect(String(error)).toContain('file')
    }
  }
})

describe('JVM', () => {
  it('opens an hs_err file', () => {
    const capture = first(fixture('jvm.hs-err.txt'))
    expect(capture).toMatchObject({ name: 'java', detail: 'maps' })
    expect(capture.process.pid).toBeGreaterThan(1)
    expect(rows(capture).some((row) => row.endsWith('libjvm.so'))).toBe(true)
    expect(open(fixture('jvm.hs-err.txt')).notes).toEqual([])
  })

  it('opens jcmd System.map with resident sizes', () => {
    const capture = first(fixture('jvm.system-map.txt'))
    const { table } = capture
    expect(number(capture, 'Rss', 1)).toBe(14_098_432 / 1024)
    expect(mappingName(table, 1)).toMatch(/^\/usr\/lib\/jvm.*classes.*\.jsa$/)
    expect(open(fixture('jvm.system-map.txt')).notes).toEqual([])
    expect(table.rowCount).toBe(new TextDecoder().decode(fixture('jvm.system-map.txt')).match(/^0x/gm)?.length)
  })
})

describe('Android', () => {
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

  it('opens showmap, and says what it does not know', () => {
    const text =
      ' virtual                     shared   shared  private  private\n' +
      '    size      RSS      PSS    clean    dirty    clean    dirty    # object\n' +
      '-------- -------- -------- -------- -------- -------- -------- ---- ------------------------------\n' +
      '    1024      512      300        0      100       12      400    2 /system/lib64/libart.so\n' +
      '      64       64       64        0        0        0       64    1 [heap]\n' +
      '-------- -------- -------- -------- -------- -------- -------- ---- ------------------------------\n' +
      '    1088      576      364        0      100       12      464    3 TOTAL\n'
    const capture = first(text)
    expect(rows(capture).map((row) => row.split(' ').at(-1))).toEqual(['/system/lib64/libart.so', '[heap]'])
    expect(number(capture, 'Pss', 0)).toBe(300)
    expect(findField(capture.table, 'Swap')).toBeUndefined()
    expect(open(text).notes.map(({ detail }) => detail)).toEqual([
      'showmap told neither addresses nor permissions: order and sizes only'
    ])
  })

  it('opens the fifteen numbers of a newer showmap', () => {
    const numbers = [1024, 512, 300, 0, 100, 12, 400, 4, 2, 0, 0, 0, 0, 0, 0]
    const text = `size RSS PSS clean dirty clean dirty swap swapPSS HugePages PmdMapped PmdMapped Hugetlb Hugetlb Locked # object
${numbers.join('  ')}    2 /system/lib64/libart.so\n`
    expect(rows(first(text)).map((row) => row.split(' ').at(-1))).toEqual(['/system/lib64/libart.so'])
    expect(number(first(text), 'SwapPss', 0)).toBe(2)
  })
})

it('ends at a note of a core file whose length is damaged', () => {
  const core = Buffer.from(fixture('waiting.core-head'))
  const note = core.indexOf('CORE\0')
  expect(note).toBeGreaterThan(64)
  core.writeUInt32LE(0x80000001, note - 12)
  core.writeUInt32LE(0, note - 8)
  expect(first(core).table.rowCount).toBe(25)
})

describe('a core without the list of its files, as old kernels wrote it', () => {
  const withoutFiles = (): Buffer => {
    const core = Buffer.from(fixture('waiting.core-head'))
    const kind = Buffer.from('454c4946', 'hex')
    const at = core.indexOf(Buffer.concat([kind, Buffer.from('CORE\0')]))
    expect(at).toBeGreaterThan(64)
    core.writeUInt32LE(0x1234, at)
    return core
  }

  it('names the program and the vdso by the auxiliary vector, and nothing else', () => {
    const capture = first(withoutFiles())
    const names = rows(capture).flatMap((row) => {
      const name = row.split(' ').slice(3).join(' ').trim()
      return name === '' ? [] : [name]
    })
    expect(names).toEqual([expect.stringMatching(/^…\/./), '[vdso]'])
  })
})

it('the program of a core is an image, also where its code was not saved', () => {
  // As gcore leaves it: of the program's mappings only those that can be read without being executed.
  const core = Buffer.from(fixture('waiting.core-head'))
  const from = Number(core.readBigUInt64LE(32))
  for (let index = 0; index < core.readUInt16LE(56); index++) {
    const flags = from + index * 56 + 4
    if (core.readUInt32LE(flags - 4) === 1 && (core.readUInt32LE(flags) & 1) !== 0) core.writeUInt32LE(0, flags - 4)
  }
  const capture = first(core)
  const program = capture.name
  const row = rows(capture).findIndex((text) => text.endsWith(`/${program}`))
  expect(row).toBeGreaterThanOrEqual(0)
  expect(categoryOf(capture.classification, row)).toBe('image')
  expect(capture.cut).toBe('rows-left-out')
})
