import { describe, expect, it } from 'vitest'
import { NameRedactor, type Secrets } from './name-redactor.ts'
import { isKernelName, isSystemPath } from './public-names.ts'
import { EVERYTHING, keepsProgramName, SECURE, type RedactionChoice } from './redaction.ts'

const NOBODY: Secrets = { users: [], hosts: [] }
const redactor = (choice: Partial<RedactionChoice> = SECURE, secrets = NOBODY): NameRedactor =>
  new NameRedactor({ ...EVERYTHING, ...choice }, secrets)

describe('a made-up name', () => {
  it.each([
    ['/memfd:plan', '/memfd:name-1'],
    ['/SYSV0000abcd', '/SYSV00000001'],
    ['/dev/shm/plan', '/dev/shm/name-1'],
    ['/dev/hugepages/plan', '/dev/hugepages/name-1'],
    ['/dmabuf:plan', '/dmabuf:name-1'],
    ['/dev/mapper/plan', '/dev/name-1'],
    ['[anon:plan]', '[anon:name-1]'],
    ['[anon_shmem:plan]', '[anon_shmem:name-1]'],
    ['[plan]', '[name-1]'],
    ['socket:[4711]', 'socket:[1]'],
    ['anon_inode:Plan', 'anon_inode:name-1'],
    ['/srv/plan', '/redacted/file-1'],
    ['/srv/plan.so', '/redacted/file-1.so'],
    ['/srv/libplan.so.1.2', '/redacted/file-1.so'],
    ['plan', '/redacted/file-1']
  ])('still shows what kind of thing %s is', (name, made) => {
    const names = redactor()
    expect(names.mappingName(name)).toBe(made)
    expect(names.mappingName(`${name} (deleted)`)).toBe(`${made} (deleted)`)
    expect(names.replacements).toEqual([{ what: 'paths', from: name, to: made }])
  })

  it('is another for each name, counted by kind, and the same for the same name', () => {
    const names = redactor()
    expect(['/srv/a', '/srv/b', '/memfd:a', '/srv/a', '/srv/c.so'].map((name) => names.mappingName(name))).toEqual([
      '/redacted/file-1',
      '/redacted/file-2',
      '/memfd:name-1',
      '/redacted/file-1',
      '/redacted/file-3.so'
    ])
  })

  it('is given to what the system has only where all paths are left out, and never to what the kernel writes', () => {
    const library = '/usr/lib/libc.so.6'
    expect(redactor().mappingName(library)).toBe(library)
    expect(redactor({ paths: 'all' }).mappingName(library)).toBe('/redacted/file-1.so')
    for (const name of ['[heap]', '[stack:7]', '', '/dev/zero (deleted)', '[anon:glibc: malloc]'])
      expect(redactor({ paths: 'all' }).mappingName(name)).toBe(name)
    expect(redactor({ users: true }, { users: ['alice'], hosts: [] }).mappingName('/srv/alice')).toBe('/srv/user-1')
    expect(redactor(SECURE, { users: ['alice'], hosts: [] }).mappingName('/usr/lib/alice.so')).toBe(
      '/usr/lib/user-1.so'
    )
  })
})

describe('names of people and machines', () => {
  const words = (text: string, secrets: Partial<Secrets>): string =>
    redactor({ users: true, host: true }, { ...NOBODY, ...secrets }).words(text)

  it('are left out wherever they occur, in any case, and are counted', () => {
    const secrets = { users: ['alice', 'robert', 'alice'], hosts: ['mars-pc', 'mars-pc', 'venus'] }
    expect(words('xALICEx robert@mars-pc, VENUS', secrets)).toBe('xuser-1x user-2@host-1, host-2')
  })

  it('of up to three letters only as words of their own', () => {
    expect(words('bob bobby kebob /bob/ bob7 bob_', { users: ['bob'] })).toBe(
      'user-1 bobby kebob /user-1/ bob7 user-1_'
    )
    expect(words('éva évab aéva', { users: ['éva'] })).toBe('user-1 évab aéva')
    expect(words('anna susanna', { users: ['anna'] })).toBe('user-1 sususer-1')
    expect(words('pc pcs', { hosts: ['pc'] })).toBe('host-1 pcs')
  })

  it('are letters, not patterns', () => {
    expect(words('a.b* axb*', { users: ['a.b*'] })).toBe('user-1 axb*')
    expect(words('(x|y) x', { hosts: ['(x|y)'] })).toBe('host-1 x')
  })

  it('of one letter and of root stay, because they reveal nothing', () => {
    expect(words('root a b', { users: ['root', 'a'], hosts: ['b'] })).toBe('root a b')
    expect(words('rooted ab', { users: ['ab'] })).toBe('rooted user-1')
  })

  it('stay where it was not chosen to leave them out', () => {
    const secrets = { users: ['alice'], hosts: ['mars-pc'] }
    expect(redactor({ users: true }, secrets).words('alice mars-pc')).toBe('user-1 mars-pc')
    expect(redactor({ host: true }, secrets).words('/home/alice mars-pc')).toBe('/home/alice host-1')
  })

  it('of folders of users are left out as well, the same name for the same user', () => {
    const names = redactor({ users: true }, { users: ['alice'], hosts: [] })
    expect(names.words('/home/alice/x /home/carol/x /Users/dave /var/home/carol /export/home/eve')).toBe(
      '/home/user-1/x /home/user-2/x /Users/user-3 /var/home/user-2 /export/home/user-4'
    )
    expect(names.words('/home/user-7 /home/user-x /home/user-7x /home/')).toBe(
      '/home/user-7 /home/user-5 /home/user-6 /home/'
    )
    expect(names.words('/home/ab')).toBe('/home/user-7')
    // What is made up already stays, whatever its number; a name that only looks so does not.
    expect(names.words('/home/user-10 /home/my-user-1')).toBe('/home/user-10 /home/user-8')
    expect(names.replacements.map(({ what, from }) => `${what} ${from}`).slice(1, 5)).toEqual([
      'users carol',
      'users dave',
      'users eve',
      'users user-x'
    ])
  })

  it('are listed with the text before and after', () => {
    const names = redactor({ users: true, host: true }, { users: ['alice'], hosts: ['mars-pc'] })
    expect([names.words('alice@mars-pc'), names.words('nobody')]).toEqual(['user-1@host-1', 'nobody'])
    expect(names.replacements).toEqual([
      { what: 'users', from: 'alice@mars-pc', to: 'user-1@mars-pc' },
      { what: 'host', from: 'user-1@mars-pc', to: 'user-1@host-1' }
    ])
  })
})

describe('a text that someone wrote', () => {
  it('has paths in it, behind blanks, equals signs, commas and colons', () => {
    const names = redactor({ paths: 'own' })
    expect(names.text('run --f=/srv/a,/srv/b  x:/srv/c c:d\t/usr/lib/x.so srv/a')).toBe(
      'run --f=/redacted/file-1,/redacted/file-2  x:/redacted/file-3 c:d\t/usr/lib/x.so /redacted/file-4'
    )
    expect(names.text('/srv/a')).toBe('/redacted/file-1')
    expect(names.text('plain words')).toBe('plain words')
    expect(redactor({ paths: 'all' }).text('/usr/lib/x.so.1')).toBe('/redacted/file-1.so')
    expect(redactor().text('memfd:/dev/shm/x')).toBe('memfd:/dev/shm/name-1')
  })

  it('keeps its paths where those are not left out, without names of users', () => {
    const names = redactor({ users: true }, { users: ['alice'], hosts: [] })
    expect(names.text('/srv/alice x')).toBe('/srv/user-1 x')
    expect(redactor(SECURE, { users: ['alice'], hosts: [] }).text('alice /usr/lib/alice')).toBe(
      'user-1 /usr/lib/user-1'
    )
  })
})

describe('names that everybody may know', () => {
  it.each(['/usr/lib/x', '/usr/share/x', '/lib64/x', '/bin/sh', '/system/x', '/apex/x'])('%s is the system’s', (path) =>
    expect(isSystemPath(path)).toBe(true)
  )
  it.each(['/usr/local/x', '/usr/lib', '/libx/x', '/opt/usr/lib/x', '/usr/lib/../../home/x', 'usr/lib/x'])(
    '%s is not',
    (path) => expect(isSystemPath(path)).toBe(false)
  )
  it.each([
    '',
    '[heap]',
    '[vdso]',
    '[stack:12]',
    '/dev/zero',
    '/dev/nvidia0',
    '/dev/dri/card0',
    'anon_inode:[perf_event]',
    '/[aio] (deleted)',
    '[anon:stack_and_tls:7]',
    '[anon:.bss]',
    '[anon: Go: heap]'
  ])('%s is the kernel’s or a runtime’s', (name) => expect(isKernelName(name)).toBe(true))
  it.each([
    '[heap]x',
    '[stack:x]',
    '/dev/shm/x',
    '/dev/mapper/x',
    '/dev/Secret',
    '[anon:plan]',
    '[heap] (deleted) x',
    'x[heap]'
  ])('%s is not', (name) => expect(isKernelName(name)).toBe(false))
})

it('the name of a program may be shown where neither paths nor commands are left out', () => {
  expect(keepsProgramName(EVERYTHING)).toBe(true)
  expect(keepsProgramName({ ...EVERYTHING, paths: 'own' })).toBe(false)
  expect(keepsProgramName({ ...EVERYTHING, commands: true })).toBe(false)
  expect(keepsProgramName({ ...EVERYTHING, users: true, host: true, addresses: true })).toBe(true)
})
