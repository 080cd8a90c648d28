import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { CATEGORIES } from '../memory/category.ts'
import type { Capture } from '../memory/capture.ts'
import { mappingBytes, mappingName } from '../memory/mapping-table.ts'
import { textAt } from '../memory/text-list.ts'
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

  it('calls a program by its own name only where that is the system’s', () => {
    const named = (path: string, name: string, paths: RedactionChoice['paths'] = 'own'): string =>
      redact(captureOfText(`1000-2000 r-xp 00000000 08:01 7 ${path}\n`, { name, command: `[${name}]` }), {
        ...EVERYTHING,
        paths
      }).name
    expect(named('/usr/bin/sleep', 'sleep')).toBe('sleep')
    expect(named('/usr/bin/sleep', 'sleep', 'none')).toBe('sleep')
    expect(named('/usr/bin/sleep', 'sleep', 'all')).toBe('program-1')
    expect(named('/srv/rocket', 'rocket')).toBe('program-1')
    // A name in stat has 15 bytes at most.
    expect(named('/usr/bin/a-very-long-name', 'a-very-long-nam')).toBe('a-very-long-nam')
    expect(named('/usr/bin/xsleep', 'sleep')).toBe('program-1')
    expect(named('/usr/bin/sleep\n2000-3000 r-xp 00000000 08:01 8 /srv/sleep', 'sleep')).toBe('program-1')
    const [first, second, third] = redactCaptures(
      ['one', 'two', 'one'].map((name) => captureOfText('', { name })),
      SECURE,
      []
    ).captures
    expect([first!.name, second!.name, third!.name]).toEqual(['program-1', 'program-2', 'program-1'])
  })

  it('shows a command as the program alone, and the user not at all, where they are left out', () => {
    const text = '1000-2000 r-xp 00000000 08:01 7 /usr/bin/sleep\n'
    const capture = captureOfText(text, { name: 'sleep', command: 'sleep 7', user: 'alice' })
    const choose = (choice: Partial<RedactionChoice>, command = capture.command): (string | null)[] => {
      const redacted = redact({ ...capture, command }, { ...EVERYTHING, ...choice })
      return [redacted.command, redacted.user]
    }
    expect(choose({ commands: true })).toEqual(['[sleep]', 'alice'])
    expect(choose({ users: true })).toEqual(['sleep 7', null])
    // The kernel's own title is no command.
    expect(choose({ users: true }, '[other]')).toEqual(['[sleep]', null])
    expect(choose({ addresses: true })).toEqual(['sleep 7', 'alice'])
  })

  it('gives addresses away only where that was chosen, also that of the stack', () => {
    expect(redact(secret, { ...EVERYTHING, users: true }).startStack).toBe(0x7ffd12350010n)
    const moved = redact(secret, { ...EVERYTHING, addresses: true })
    const last = moved.table.rowCount - 1
    expect(moved.startStack! - u64BigInt(moved.table.start, last)).toBe(0x7ffd12350010n - 0x7ffd12340000n)
    expect(redact({ ...secret, startStack: null }, { ...EVERYTHING, addresses: true }).startStack).toBeNull()
    expect(moved.notes).toEqual([{ kind: 'skipped-lines', detail: '' }])
  })

  it('numbers files anew that have another name, one number for one file', () => {
    const rows = [
      '08:01 424242 /srv/a',
      '08:01 424242 /srv/a (deleted)',
      '08:02 424242 /srv/b',
      '08:01 51 /usr/lib/x.so',
      '00:00 0 [heap]'
    ]
    const { table } = redact(
      captureOfText(rows.map((row, at) => `${at + 1}000-${at + 2}000 r--p 00000000 ${row}\n`).join('')),
      { ...EVERYTHING, paths: 'own' }
    )
    const inodes = Array.from(table.backing, (backing) => u64BigInt(table.backings.inode, backing))
    expect(inodes).toEqual([1n, 1n, 2n, 51n, 0n])
    expect(Array.from(table.backing, (_, row) => mappingName(table, row))).toEqual([
      '/redacted/file-1',
      '/redacted/file-1 (deleted)',
      '/redacted/file-2',
      '/usr/lib/x.so',
      '[heap]'
    ])
    const named = redact(captureOfText(`1000-2000 r--p 00000000 ${rows[0]}\n`), { ...EVERYTHING, users: true })
    expect(u64BigInt(named.table.backings.inode, named.table.backing[0]!)).toBe(424242n)
    const ofUser = redact(captureOfText('1000-2000 r--p 00000000 08:01 7 /srv/alice\n', { user: 'alice' }), {
      ...EVERYTHING,
      users: true
    })
    expect(mappingName(ofUser.table, 0)).toBe('/srv/user-1')
    expect(u64BigInt(ofUser.table.backings.inode, ofUser.table.backing[0]!)).toBe(7n)
  })

  it('leaves out names in lines of other systems as it does those of mappings', () => {
    const text = (name: string, choice: Partial<RedactionChoice> = { paths: 'own' }): string => {
      const { table } = redact(
        captureOfText(`1000-2000 rw-p 00000000 00:00 0 \nRss: 4 kB\n${name === '' ? '' : `Name: ${name}\n`}`),
        {
          ...EVERYTHING,
          ...choice
        }
      )
      const [column] = table.texts
      return column === undefined ? '' : textAt(column.texts, column.id[0]!)
    }
    expect([text('plan'), text('[anon:plan]'), text('libc_malloc'), text('')]).toEqual([
      'name-1',
      '[anon:name-1]',
      'libc_malloc',
      ''
    ])
    expect(text('plan', { host: true })).toBe('plan')
  })

  it('lists what was replaced, with an example of each kind', () => {
    const of = (choice: Partial<RedactionChoice>, ...captures: readonly Capture[]): readonly object[] =>
      redactCaptures(captures, { ...EVERYTHING, ...choice }, ['mars-pc.example.org']).replacements
    const plain = captureOfText('1000-2000 rw-p 00000000 00:00 0 \n', { command: 'sleep 7' })
    expect(of({ commands: true }, plain)).toEqual([{ what: 'commands', from: 'sleep 7', to: '[sleep]' }])
    expect(of({ users: true }, { ...plain, user: 'alice' }, { ...plain, user: null })).toEqual([
      { what: 'users', from: 'alice', to: '' }
    ])
    expect(of({ addresses: true }, plain, captureOfText(''))).toEqual([
      { what: 'addresses', from: '1000', to: '10000000' }
    ])
    expect(of({ host: true }, plain)).toEqual([{ what: 'host', from: 'mars-pc.example.org', to: '' }])
    expect(of({ host: true }, { ...plain, command: 'ssh mars-pc' })).toEqual([
      { what: 'host', from: 'ssh mars-pc', to: 'ssh host-2' },
      { what: 'commands', from: 'ssh mars-pc', to: 'ssh host-2' },
      { what: 'host', from: 'mars-pc.example.org', to: '' }
    ])
  })

  it('keeps what labels report, with made-up names in them', () => {
    const text = '1000-2000 r-xp 00000000 08:01 7 /srv/rocket\n2000-3000 rw-p 00000000 00:00 0 [heap]\n'
    const capture = captureOfText(text, { user: 'alice' })
    const share = {
      purpose: { key: 'thread-stack', owner: '', values: { name: 'alice', thread: 'rocket-worker', number: 3 } },
      category: 'stack',
      confidence: 'inferred',
      group: '/srv/rocket',
      share: 1,
      ranges: []
    } as const
    const { classification } = capture
    const purposes = classification.purposes.map((purpose) => ({ ...purpose, shares: [share] }))
    const redacted = (choice: Partial<RedactionChoice>): Capture['classification'] =>
      redact({ ...capture, classification: { ...classification, purposes } }, { ...EVERYTHING, ...choice })
        .classification
    const paths = redacted({ paths: 'own', users: true })
    expect(paths.evidences.map(({ values }) => values)).toEqual([{ name: '/redacted/file-1' }, {}])
    expect(paths.groups.map(({ label }) => label)).toEqual(['/redacted/file-1', '[heap]'])
    expect(paths.purposes[0]).toMatchObject({ key: 'module', values: { name: '/redacted/file-1' } })
    expect(paths.purposes[0]!.shares).toEqual([
      {
        ...share,
        group: '/redacted/file-1',
        purpose: { ...share.purpose, values: { name: 'user-1', thread: '', number: 3 } }
      }
    ])
    const thread = (choice: Partial<RedactionChoice>): unknown =>
      redacted(choice).purposes[0]!.shares![0]!.purpose.values['thread']
    expect([thread({ paths: 'all' }), thread({ commands: true }), thread({ users: true })]).toEqual([
      '',
      '',
      'rocket-worker'
    ])
    expect(redact(capture, { ...EVERYTHING, users: true }).classification.purposes[0]).not.toHaveProperty('shares')
  })

  it('never lets a chosen secret through, wherever it occurs', () => {
    const word = fc.stringMatching(/^[a-z][a-z0-9]{5,9}$/)
    const around = fc.constantFrom(
      (secretWord: string) => `/home/${secretWord}/x.so`,
      (secretWord: string) => `/opt/${secretWord}/bin/tool (deleted)`,
      (secretWord: string) => `/memfd:${secretWord}`,
      (secretWord: string) => `/dev/shm/a-${secretWord}-b`,
      (secretWord: string) => `[anon:${secretWord}]`,
      (secretWord: string) => `${secretWord}/no slash`,
      (secretWord: string) => `/srv/\\012${secretWord}`
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(word, around), { minLength: 1, maxLength: 8 }), word, (names, user) => {
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
