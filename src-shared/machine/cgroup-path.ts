/** Where a process belongs, as far as its cgroup's path reports. Names are untrusted. */
export interface CgroupIdentity {
  /** Path below the root of the hierarchy that counts memory. */
  readonly path: string
  /** systemd's innermost unit: `cron.service`, `session-3.scope`, `user.slice`. */
  readonly unit: string | null
  readonly container: ContainerIdentity | null
  /** The sandboxed application: `org.mozilla.firefox`, `snap.firefox.firefox`. */
  readonly app: string | null
  /** systemd's login session, without `session-` and `.scope`. */
  readonly session: string | null
}

export interface ContainerIdentity {
  readonly runtime: 'docker' | 'podman' | 'containerd' | 'cri-o' | 'lxc' | 'nspawn' | 'kubernetes'
  /** The id as the runtime writes it, or the name for LXC and nspawn; null for what lies in a pod beside its containers. */
  readonly id: string | null
  /** The pod's uid, of kubernetes. */
  readonly pod: string | null
  /** guaranteed is the class without a folder of its own. */
  readonly qos: 'guaranteed' | 'burstable' | 'besteffort' | null
}

const ID = '[0-9a-f]{32,64}'
const SCOPES: readonly (readonly [RegExp, ContainerIdentity['runtime']])[] = [
  [new RegExp(`^docker-(${ID})\\.scope$`), 'docker'],
  [new RegExp(`^libpod-(${ID})\\.scope$`), 'podman'],
  [new RegExp(`^cri-containerd-(${ID})\\.scope$`), 'containerd'],
  [new RegExp(`^crio-(${ID})(?:\\.scope)?$`), 'cri-o']
]
const BARE_ID = new RegExp(`^${ID}$`)
/** cgroupfs driver: `pod<uid>`; systemd driver: `kubepods-burstable-pod<uid>.slice`, with `_` for `-`. */
const POD = /^(?:kubepods(?:-burstable|-besteffort)?-)?pod([0-9a-f_-]{36}|[0-9a-f]{32})(?:\.slice)?$/
const UNIT = /\.(?:service|scope|slice|socket|mount|swap|timer)$/

/** systemd writes `-` in a unit's name as `\x2d` (systemd.unit(5)). */
function unescapeUnit(text: string): string {
  return text.replaceAll(/\\x([0-9a-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
}

function kubernetes(parts: readonly string[]): ContainerIdentity | null {
  const top = parts.findIndex((part) => /^kubepods(?:\.slice)?$/.test(part))
  if (top < 0) return null
  const below = parts.slice(top + 1)
  const pod = below.map((part) => POD.exec(part)?.[1]).find((uid) => uid !== undefined) ?? null
  if (pod === null) return null
  const text = below.join('/')
  const qos = /burstable/.test(text) ? 'burstable' : /besteffort/.test(text) ? 'besteffort' : 'guaranteed'
  const podAt = below.findIndex((part) => POD.test(part))
  for (const part of below.slice(podAt + 1)) {
    const scope = SCOPES.find(([pattern]) => pattern.test(part))
    if (scope !== undefined)
      return { runtime: scope[1], id: scope[0].exec(part)![1]!, pod: pod.replaceAll('_', '-'), qos }
    if (BARE_ID.test(part)) return { runtime: 'kubernetes', id: part, pod: pod.replaceAll('_', '-'), qos }
  }
  return { runtime: 'kubernetes', id: null, pod: pod.replaceAll('_', '-'), qos }
}

function containerOf(parts: readonly string[]): ContainerIdentity | null {
  const pod = kubernetes(parts)
  if (pod !== null) return pod
  const plain = { pod: null, qos: null }
  for (let at = parts.length - 1; at >= 0; at--) {
    const part = parts[at]!
    const before = parts[at - 1]
    for (const [pattern, runtime] of SCOPES) {
      const id = pattern.exec(part)?.[1]
      if (id !== undefined) return { runtime, id, ...plain }
    }
    if (BARE_ID.test(part) && before === 'docker') return { runtime: 'docker', id: part, ...plain }
    if (BARE_ID.test(part) && before === 'libpod_parent') return { runtime: 'podman', id: part, ...plain }
    const lxc = /^lxc\.payload\.(.+)$/.exec(part)?.[1] ?? (before === 'lxc' ? part : undefined)
    if (lxc !== undefined) return { runtime: 'lxc', id: lxc, ...plain }
    const machine = /^machine-(.+)\.scope$/.exec(part)?.[1] ?? /^systemd-nspawn@(.+)\.service$/.exec(part)?.[1]
    if (machine !== undefined) return { runtime: 'nspawn', id: unescapeUnit(machine), ...plain }
  }
  return null
}

/** `snap.NAME.APP`, then a random id in scopes, none in services. */
const SNAP = /^(snap\.[^.]+\.[^.]+?)(?:[.-][0-9a-f]{8}(?:-[0-9a-f]{4}){0,3}(?:-[0-9a-f]{12})?)?\.(?:scope|service)$/

/** Applications as desktops start them: `app-flatpak-ID-NUMBER.scope`, `app-gnome-ID-NUMBER.scope`, `snap.NAME.APP…` (systemd.io/DESKTOP_ENVIRONMENTS). */
function appOf(parts: readonly string[]): string | null {
  for (const part of parts.toReversed()) {
    const snap = SNAP.exec(part)?.[1]
    if (snap !== undefined) return snap
    const scope = /^app-(?:[a-z]+-)?(.+?)(?:-\d+)?\.scope$/.exec(part)?.[1]
    if (scope !== undefined) return unescapeUnit(scope)
    const service = /^app-(?:[a-z]+-)?(.+?)@[\w.-]*\.service$/.exec(part)?.[1]
    if (service !== undefined) return unescapeUnit(service)
  }
  return null
}

/** Says what a cgroup's path reports of the process in it. */
export function identifyCgroup(path: string): CgroupIdentity {
  const parts = path.split('/').filter((part) => part !== '')
  const unit = parts.findLast((part) => UNIT.test(part)) ?? null
  const session = parts.map((part) => /^session-(.+)\.scope$/.exec(part)?.[1]).find((id) => id !== undefined) ?? null
  return {
    path,
    unit: unit === null ? null : unescapeUnit(unit),
    container: containerOf(parts),
    app: appOf(parts),
    session
  }
}

/** Which hierarchy counts memory. */
export interface CgroupOfProcess {
  readonly version: 1 | 2
  readonly path: string
}

/**
 * /proc/PID/cgroup: lines of `id:controllers:path` (cgroups(7)). A v1 hierarchy with the memory controller goes before the
 * unified one, which then does not count memory. Null where the file reports nothing of use.
 */
export function parseProcessCgroup(bytes: Uint8Array): CgroupOfProcess | null {
  let unified: string | null = null
  for (const line of new TextDecoder().decode(bytes).split('\n')) {
    const first = line.indexOf(':')
    const second = line.indexOf(':', first + 1)
    if (first < 1 || second < 0) continue
    const path = line.slice(second + 1)
    if (
      line
        .slice(first + 1, second)
        .split(',')
        .includes('memory')
    )
      return { version: 1, path }
    if (line.startsWith('0::')) unified = path
  }
  return unified === null ? null : { version: 2, path: unified }
}
