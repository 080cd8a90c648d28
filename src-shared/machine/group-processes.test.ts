import { describe, expect, it } from 'vitest'
import { containerName, groupProcesses, membersByGroup, programOf } from './group-processes.ts'
import { amountsOf, type ProcessFacts } from './process-facts.ts'

const facts = (more: Partial<ProcessFacts>): ProcessFacts => ({
  pid: 5,
  ppid: 1,
  name: 'shop',
  command: 'shop',
  uid: 1000,
  user: 'someone',
  isKernelThread: false,
  mappings: null,
  ...amountsOf({ status: null, rollup: null, cgroup: null }),
  ...more
})
const named = (pid: number, ppid: number, name: string): ProcessFacts => facts({ pid, ppid, name, command: name })

describe('the program of a process', () => {
  it.each([
    // A thread named by its runtime is in neither word, nor elsewhere in the command line.
    ['MainThread', 'node', 'node'],
    ['MainThread', '/opt/node/bin/node /srv/MainThread.js', 'MainThread'],
    ['server.py', '/usr/bin/python3 /srv/server.py --port 80', 'server.py'],
    ['server.py', '/usr/bin/python3 -u /srv/server.py', 'server.py'],
    ['worker', '/usr/bin/python3 -u my-worker', 'python3'],
    ['nginx', 'nginx: master process /usr/sbin/nginx', 'nginx'],
    ['Web Content', '/usr/lib/firefox/firefox -contentproc tab', 'firefox'],
    ['two words', 'two words here', 'two words'],
    ['long-name-of-a-p', '/opt/long-name-of-a-program', 'long-name-of-a-p'],
    ['x', '/opt/dir/ y', 'x'],
    ['kswapd0', '', 'kswapd0']
  ])('%s, started as "%s", is %s', (name, command, program) => expect(programOf({ name, command })).toBe(program))
})

describe('the name of a container', () => {
  const container = (more: object): string =>
    containerName({
      cgroup: {
        path: '/',
        unit: null,
        app: null,
        session: null,
        container: { runtime: 'docker', id: null, pod: null, qos: null, ...more }
      }
    })

  it('is what is known of it', () => {
    expect(container({ id: '0123456789abcdef', pod: 'p' })).toBe('pod p · docker 0123456789ab')
    expect(container({ id: 'web' })).toBe('docker web')
    expect(container({ pod: 'p' })).toBe('pod p')
    expect(container({})).toBe('')
  })
})

describe('processes together', () => {
  const byTree = (...all: readonly ProcessFacts[]): unknown[] =>
    membersByGroup(all, 'tree').map(({ name, members }) => [name, members.map(({ pid }) => pid)])

  it('stay in the order in which they come, without kernel threads', () => {
    const all = [named(9, 1, 'b'), named(5, 1, 'a'), { ...named(2, 0, 'k'), isKernelThread: true }, named(3, 1, 'b')]
    expect(membersByGroup(all, 'program').map(({ name, members }) => [name, members.map(({ pid }) => pid)])).toEqual([
      ['b', [9, 3]],
      ['a', [5]]
    ])
  })

  it('of one name are two trees where they have two ancestors', () => {
    expect(byTree(named(1, 0, 'init'), named(10, 1, 'a'), named(20, 1, 'a'), named(21, 20, 'b'))).toEqual([
      ['init (1)', [1]],
      ['a (10)', [10]],
      ['a (20)', [20, 21]]
    ])
  })

  it('end at a parent that is not listed', () => {
    expect(byTree(named(10, 7, 'a'), named(11, 10, 'b'))).toEqual([['a (10)', [10, 11]]])
  })

  it('end at systemd where that is the manager of a user, not at any other child of the first process', () => {
    expect(byTree(named(30, 1, 'systemd'), named(31, 30, 'a'))).toEqual([
      ['systemd (30)', [30]],
      ['a (31)', [31]]
    ])
    expect(byTree(named(30, 1, 'other'), named(31, 30, 'a'))).toEqual([['other (30)', [30, 31]]])
    expect(byTree(named(29, 1, 'other'), named(30, 29, 'systemd'), named(31, 30, 'a'))).toEqual([
      ['other (29)', [29, 30, 31]]
    ])
  })

  it('are sorted by PSS, those without by RSS, those without either last', () => {
    const all = [
      facts({ name: 'none', command: '' }),
      facts({ name: 'rss', command: '', rssKb: 5 }),
      facts({ name: 'zero', command: '', pssKb: 0, rssKb: 90 }),
      facts({ name: 'pss', command: '', pssKb: 7 })
    ]
    expect(groupProcesses(all, 'program').map(({ name }) => name)).toEqual(['pss', 'rss', 'none', 'zero'])
  })
})
