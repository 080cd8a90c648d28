import { describe, expect, it } from 'vitest'
import { KIB, MIB, type Row, anon, file, last, NOTHING } from '#test/support/made-mappings.ts'

describe('memory directly behind a module', () => {
  const module = (name: string, bytes: number, more: Partial<Row> = {}): string =>
    last([file(name), file(name, { perms: 'rw-p' }), anon(bytes, more)])
  const BSS = 'image bss-tail'

  it('is its .bss: of a library up to 128 KiB, of a program up to 64 MiB', () => {
    expect([module('/x.so', 128 * KIB), module('/x.so', 132 * KIB)]).toEqual([BSS, NOTHING])
    expect([module('/srv/x', 64 * MIB), module('/srv/x', 64 * MIB + 4 * KIB)]).toEqual([BSS, NOTHING])
  })

  it('is writable data behind private writable data of a file whose end is not known', () => {
    expect(last([file('/x.so'), anon(4 * KIB)])).toBe(NOTHING)
    expect(last([file('/x.so'), file('/x.so', { perms: 'rw-s' }), anon(4 * KIB)])).toBe(NOTHING)
    expect(module('/x.so', 4 * KIB, { perms: 'r--p' })).toBe(NOTHING)
    expect(module('/x.so', 4 * KIB, { at: 0x20000000 })).toBe(NOTHING)
    expect(
      last([file('/x.so'), file('/x.so', { perms: 'rw-p' }), anon(4 * KIB)], { readFiles: new Set(['/x.so']) })
    ).toBe(NOTHING)
    expect(last([file('/x', { perms: 'rw-p' }), anon(4 * KIB)])).toBe(NOTHING)
    expect(
      last([
        file('/x.so'),
        file('/x.so', { perms: 'rw-p' }),
        anon(4 * KIB),
        anon(4 * KIB, { perms: 'rwxp' }),
        anon(4 * KIB)
      ])
    ).toBe(NOTHING)
  })
})
