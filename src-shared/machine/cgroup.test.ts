import { describe, expect, it } from 'vitest'
import { cgroupFileNames, cgroupSplit, parseCgroupMemory, tightestLimit } from './cgroup-memory.ts'
import { identifyCgroup, parseProcessCgroup } from './cgroup-path.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const ID = '0123456789abcdef'.repeat(4)
const POD = '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0'
const container = (path: string): unknown => identifyCgroup(path).container

describe('a container', () => {
  it('of podman is known by its folder too', () => {
    const podman = { runtime: 'podman', id: ID, pod: null, qos: null }
    expect(container(`/libpod_parent/${ID}`)).toEqual(podman)
    expect(container(`/libpod_parent/${ID}/inner`)).toEqual(podman)
  })

  it('of Docker needs its folder: a bare number could be anything', () => {
    expect(container(`/docker/${ID}`)).toEqual({ runtime: 'docker', id: ID, pod: null, qos: null })
    expect(container(`/builds/${ID}`)).toBeNull()
    expect(container('/docker/not-a-number')).toBeNull()
    expect(container('/libpod_parent/not-a-number')).toBeNull()
  })

  it('is not what only looks like its name', () => {
    expect(container('/x-lxc.payload.web')).toBeNull()
    expect(container('/old-machine-box.scope')).toBeNull()
    expect(container('/machine-box.scope.d')).toBeNull()
    expect(container('/x-systemd-nspawn@box.service')).toBeNull()
    expect(container('/systemd-nspawn@box.service.d')).toBeNull()
    expect(container(`/x-kubepods/pod${POD}/${ID}`)).toBeNull()
    expect(container(`/kubepods-old/pod${POD}/${ID}`)).toBeNull()
    expect(container(`/kubepods/burstable/${ID}`)).toBeNull()
    expect(container(`/pod${POD}/kubepods/${ID}`)).toBeNull()
  })

  it('of systemd-nspawn by its unit', () => {
    expect(container('/machine.slice/systemd-nspawn@build.service')).toMatchObject({ runtime: 'nspawn', id: 'build' })
  })

  it('in a pod is below the pod, whatever looks like it above', () => {
    expect(container(`/${ID}/kubepods/${ID}/pod${POD}/crio-${'b'.repeat(64)}`)).toEqual({
      runtime: 'cri-o',
      id: 'b'.repeat(64),
      pod: POD,
      qos: 'guaranteed'
    })
    expect(container(`/burstable/kubepods/pod${POD}/${ID}`)).toMatchObject({ qos: 'guaranteed' })
  })

  it('that is the pod itself has no number', () => {
    const itself = { runtime: 'kubernetes', id: null, pod: POD, qos: 'burstable' }
    expect(container(`/kubepods/burstable/pod${POD}`)).toEqual(itself)
    expect(container(`/kubepods/burstable/pod${POD}/pause`)).toEqual(itself)
    const slice = `/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod${POD.replaceAll('-', '_')}.slice`
    expect(container(slice)).toEqual(itself)
    expect(container(`${slice}/${ID}`)).toEqual({ ...itself, id: ID })
  })
})

describe('an application', () => {
  const app = (part: string): string | null => identifyCgroup(`/user.slice/app.slice/${part}`).app

  it.each([
    ['app-gnome-org.gnome.Terminal-4711.scope', 'org.gnome.Terminal'],
    ['app-firefox.scope', 'firefox'],
    ['app-kde-org.kde.dolphin.scope', 'org.kde.dolphin'],
    ['app-org.example.Editor@1f-2.service', 'org.example.Editor'],
    ['app-flatpak-org.example.Editor@autostart.service', 'org.example.Editor'],
    ['app-gnome-org\\x2dexample@0.service', 'org-example'],
    ['app-x\\x2dy-1.scope', 'x-y'],
    ['snap.firefox.firefox.service', 'snap.firefox.firefox']
  ])('%s is %s', (part, name) => expect(app(part)).toBe(name))

  it('is not what only looks like its name', () => {
    for (const part of [
      'x-app-a-1.scope',
      'app-a-1.scope.d',
      'my-app-a@b.service',
      'app-a@b.service.d',
      'cron.service'
    ]) {
      expect(app(part), part).toBeNull()
    }
  })
})

describe('a login session', () => {
  it('is that of logind, whole', () => {
    const session = (part: string): string | null => identifyCgroup(`/user.slice/${part}`).session
    expect(session('session-c12.scope')).toBe('c12')
    expect(session('my-session-c12.scope')).toBeNull()
    expect(session('session-c12.scope.d')).toBeNull()
  })
})

describe('the cgroup file', () => {
  it('has the path of the process behind two colons; other lines do not matter', () => {
    expect(parseProcessCgroup(bytes('memory\nmemory:/a\n:memory:/b\n0::/c\n'))).toEqual({ version: 2, path: '/c' })
    expect(parseProcessCgroup(bytes('3:cpu:/a\n'))).toBeNull()
    expect(parseProcessCgroup(bytes('3:memory_other:/a\n'))).toBeNull()
    expect(parseProcessCgroup(bytes('3:memory,cpu\n'))).toBeNull()
  })
})

describe('the files of a cgroup', () => {
  const NAMES = ['current', 'peak', 'max', 'high', 'low', 'min', 'swap.current', 'swap.max'] as const
  const KEYS = ['current', 'peak', 'max', 'high', 'low', 'min', 'swapCurrent', 'swapMax'] as const

  it('of version 2 give each its own number', () => {
    const files = Object.fromEntries(NAMES.map((name, at) => [`memory.${name}`, bytes(`${at + 1}\n`)]))
    expect(parseCgroupMemory(2, '/a', files)).toStrictEqual({
      version: 2,
      path: '/a',
      ...Object.fromEntries(KEYS.map((key, at) => [key, at + 1])),
      stat: {},
      events: {},
      pressure: null
    })
    for (const name of NAMES) expect(cgroupFileNames(2)).toContain(`memory.${name}`)
  })

  it('of version 1 give each its own number, swap without memory', () => {
    const files = {
      'memory.usage_in_bytes': bytes('10\n'),
      'memory.max_usage_in_bytes': bytes('20\n'),
      'memory.limit_in_bytes': bytes('30\n'),
      'memory.soft_limit_in_bytes': bytes('25\n'),
      'memory.memsw.usage_in_bytes': bytes('13\n'),
      'memory.memsw.limit_in_bytes': bytes('37\n')
    }
    expect(parseCgroupMemory(1, '/a', files)).toStrictEqual({
      version: 1,
      path: '/a',
      current: 10,
      peak: 20,
      max: 30,
      high: null,
      low: 25,
      min: null,
      swapCurrent: 3,
      swapMax: 7,
      stat: {},
      events: {},
      pressure: null
    })
    for (const name of Object.keys(files)) expect(cgroupFileNames(1)).toContain(name)
    expect(parseCgroupMemory(1, '/a', { 'memory.memsw.usage_in_bytes': bytes('13\n') }).swapCurrent).toBeNull()
    expect(parseCgroupMemory(1, '/a', { 'memory.usage_in_bytes': bytes('13\n') }).swapCurrent).toBeNull()
  })

  it('that hold no number report none', () => {
    const current = (text: string): number | null =>
      parseCgroupMemory(2, '/', { 'memory.current': bytes(text) }).current
    expect(['12x\n', 'x12\n', '', '-1\n'].map(current)).toEqual([null, null, null, null])
    expect(current(`${2 ** 62}\n`)).toBeNull()
    const { stat } = parseCgroupMemory(2, '/', { 'memory.stat': bytes('anon 5\nfile x5\nshmem 5x\nodd\n\nkernel 6') })
    expect(stat).toEqual({ anon: 5, kernel: 6 })
  })

  it('of version 1 split by what the cgroups below have too, else by its own', () => {
    const stat = (text: string): unknown => cgroupSplit(parseCgroupMemory(1, '/', { 'memory.stat': bytes(text) }))
    expect(stat('cache 50\nrss 7\nshmem 20\n')).toEqual({ anonymous: 7, fileCache: 30, shmem: 20, kernel: null })
    expect(stat('cache 50\n')).toEqual({ anonymous: null, fileCache: 50, shmem: null, kernel: null })
    expect(stat('')).toEqual({ anonymous: null, fileCache: null, shmem: null, kernel: null })
  })
})

describe('the tightest limit', () => {
  const cgroup = (path: string, current: number, max: number, high?: number): ReturnType<typeof parseCgroupMemory> =>
    parseCgroupMemory(2, path, {
      'memory.current': bytes(String(current)),
      'memory.max': bytes(String(max)),
      ...(high === undefined ? {} : { 'memory.high': bytes(String(high)) })
    })

  it('is that with the least room, not the lowest', () => {
    const [outer, inner] = [cgroup('/a', 950, 1000), cgroup('/a/b', 10, 100)]
    for (const path of [
      [inner, outer],
      [outer, inner]
    ]) {
      expect(tightestLimit(path)).toEqual({ cgroup: outer, kind: 'max', limit: 1000, current: 950 })
    }
    expect(tightestLimit([cgroup('/a', 10, 100, 30), outer])).toMatchObject({ kind: 'high', limit: 30 })
  })

  it('needs to know what is used', () => {
    expect(tightestLimit([parseCgroupMemory(2, '/', { 'memory.max': bytes('5') })])).toBeNull()
  })
})
