import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { CATEGORIES } from '../memory/category.ts'
import type { Capture } from '../memory/capture.ts'
import { mappingBytes, mappingName } from '../memory/mapping-table.ts'
import { u64BigInt, u64Hex } from '../memory/u64-column.ts'
import { mappingRecords } from '../pmap/mapping-record.ts'
import { redactCaptures } from './redact-capture.ts'
import { EVERYTHING, SECURE, type RedactionChoice } from './redaction.ts'

const folder = new URL('../../test/support/captures/', import.meta.url)
const REAL = readdirSync(folder)
  .filter((name) => name.endsWith('.smaps'))
  .map((name) => readFileSync(new URL(name, folder), 'utf8'))

const SECRET = [
  '55d0c0a00000-55d0c0a10000 r-xp 00000000 08:01 424242 /home/alice/Projekte/geheim/rocket',
  '55d0c0b10000-55d0c0b20000 rw-p 00000000 00:00 0 [heap]',
  '7f1200000000-7f1204000000 rw-s 00000000 00:01 77 /memfd:alice secret plan (deleted)',
  '7f1204000000-7f1204100000 rw-p 00000000 00:00 0 [anon:rocket fuel]',
  '7f1204100000-7f1204200000 rw-p 00000000 00:00 0 [anon:glibc: malloc]',
  '7f1204200000-7f1204300000 r--p 00000000 08:01 51 /usr/lib/x86_64-linux-gnu/libc.so.6',
  '7f1204300000-7f1204400000 rw-s 00000000 00:19 9 /dev/shm/mars-pc.alice',
  '7ffd12340000-7ffd12361000 rw-p 00000000 00:00 0 [stack]',
  ''
].join('\n')

const secret = captureOfText(SECRET, {
  name: 'rocket',
  command: '/home/alice/Projekte/geheim/rocket --password=hunter2 --on mars-pc',
  user: 'alice',
  startStack: 0x7ffd12350010n,
  notes: [{ kind: 'skipped-lines', detail: 'line 9: /home/alice' }]
})

/** Everything that is shown, exported or saved of a capture, as one text. */
function everythingOf({ name, command, user, table, startStack, classification, notes }: Capture): string {
  const rows = Array.from({ length: table.rowCount }, (_, row) => ({
    ...mappingRecords({ table, classification })(row),
    end: u64Hex(table.end, row, 8)
  }))
  return JSON.stringify({ name, command, user, rows, classification, notes, startStack: startStack?.toString(16) })
}

const redact = (capture: Capture, choice: RedactionChoice): Capture =>
  redactCaptures([capture], choice, ['mars-pc']).captures[0]!

describe('redacting a capture', () => {
  it('leaves nothing of what was to be left out', () => {
    const left = everythingOf(redact(secret, SECURE))
    for (const word of ['alice', 'Projekte', 'geheim', 'rocket', 'plan', 'hunter2', 'mars-pc', '424242']) {
      expect(left).not.toContain(word)
    }
    for (const word of ['55d0c0', '7f1200', '7ffd12', '7ffd1235']) expect(left).not.toContain(word)
    expect(left).toContain('/usr/lib/x86_64-linux-gnu/libc.so.6')
    expect(left).toContain('glibc: malloc')
    expect(everythingOf(redact(secret, { ...SECURE, paths: 'all' }))).not.toContain('libc.so')
  })

  it('leaves out only what was chosen', () => {
    expect(redactCaptures([secret], EVERYTHING, ['mars-pc']).captures[0]).toBe(secret)
    const users = everythingOf(redact(secret, { ...EVERYTHING, users: true }))
    expect(users).not.toContain('alice')
    expect(users).toContain('/home/user-1/Projekte/geheim/rocket')
    expect(users).toContain('hunter2')
    const host = everythingOf(redact(secret, { ...EVERYTHING, host: true }))
    expect(host).not.toContain('mars-pc')
    expect(host).toContain('/dev/shm/host-1.alice')
    const commands = everythingOf(redact(secret, { ...EVERYTHING, commands: true }))
    expect(commands).not.toContain('hunter2')
    expect(commands).toContain('/home/alice/Projekte')
    const paths = everythingOf(redact(secret, { ...EVERYTHING, paths: 'own' }))
    expect(paths).not.toContain('Projekte')
    expect(paths).toContain('--password=hunter2')
  })

  it('lists what it replaced, and calls one thing by one name in all captures', () => {
    const { captures, replacements } = redactCaptures([secret, secret], SECURE, ['mars-pc'])
    const [first, second] = captures.map(({ table }) => mappingName(table, 0))
    expect(first).toBe(second)
    expect(replacements).toContainEqual({
      what: 'paths',
      from: '/home/alice/Projekte/geheim/rocket',
      to: '/redacted/file-1'
    })
    expect(new Set(replacements.map(({ what }) => what))).toEqual(
      new Set(['paths', 'users', 'host', 'commands', 'addresses'])
    )
  })

  it('keeps order, sizes, near gaps and what every mapping is for: real captures', () => {
    expect(REAL.length).toBeGreaterThan(0)
    for (const text of REAL) {
      const capture = captureOfText(text)
      const { table, classification } = redact(capture, SECURE)
      for (let row = 0; row < table.rowCount; row++) {
        expect(mappingBytes(table, row)).toBe(mappingBytes(capture.table, row))
        expect(CATEGORIES[classification.category[row]!], mappingName(capture.table, row)).toBe(
          CATEGORIES[capture.classification.category[row]!]
        )
        if (row === 0) continue
        const gapOf = ({ table: { start, end } }: { table: Capture['table'] }): bigint =>
          u64BigInt(start, row) - u64BigInt(end, row - 1)
        const [was, is] = [gapOf(capture), gapOf({ table })]
        expect(is).toBeGreaterThanOrEqual(0n)
        if (was <= 1n << 30n) expect(is).toBe(was)
      }
    }
  })

  it('never lets a chosen secret through, wherever it stands', () => {
    const word = fc.stringMatching(/^[a-z][a-z0-9]{5,9}$/)
    const place = fc.constantFrom(
      (secretWord: string) => `/home/${secretWord}/x.so`,
      (secretWord: string) => `/opt/${secretWord}/bin/tool (deleted)`,
      (secretWord: string) => `/memfd:${secretWord}`,
      (secretWord: string) => `/dev/shm/a-${secretWord}-b`,
      (secretWord: string) => `[anon:${secretWord}]`,
      (secretWord: string) => `${secretWord}/no slash`,
      (secretWord: string) => `/srv/\\012${secretWord}`
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(word, place), { minLength: 1, maxLength: 8 }), word, (names, user) => {
        const text = names
          .map(
            ([own, at], index) =>
              `${(index + 1).toString(16)}0000-${(index + 1).toString(16)}8000 r--p 0 08:01 5 ${at(`zq${own}`)}`
          )
          .join('\n')
        const capture = captureOfText(text, {
          user: `zq${user}`,
          command: `run --as=zq${user} /home/zq${user}/f`,
          name: 'run'
        })
        const left = everythingOf(redact(capture, SECURE))
        for (const [own] of names) expect(left).not.toContain(`zq${own}`)
        expect(left).not.toContain(`zq${user}`)
      })
    )
  })
})
