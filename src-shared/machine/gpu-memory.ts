/** Memory of one region that a GPU client uses, bytes; null where the driver does not report. */
export interface GpuRegion {
  /** As the driver names it: `vram`, `gtt`, `system0`, `memory`. */
  readonly name: string
  readonly total: number | null
  readonly resident: number | null
  readonly shared: number | null
}

/** What one open device reports about itself. A process may have it open several times: those with one id are one client. */
export interface GpuClient {
  /** `amdgpu`, `i915`, `xe`, `panthor`, … */
  readonly driver: string
  /** Address on the bus; empty where there is none. */
  readonly device: string
  readonly id: string
  readonly regions: readonly GpuRegion[]
}

export interface GpuMemory {
  readonly clients: readonly GpuClient[]
  /** Device files of drivers that report no amounts: nvidia's own. */
  readonly silent: readonly string[]
  /** Whether the open files of the process could be looked at. */
  readonly isReadable: boolean
}

export const NO_GPU: GpuMemory = { clients: [], silent: [], isReadable: true }

const FACTORS: Readonly<Record<string, number>> = { '': 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 }
/** drm-memory- is what drivers before 6.5 wrote for what is resident (Documentation/gpu/drm-usage-stats.rst). */
const LINE = /^drm-(total|resident|shared|memory)-([\w.-]+):\s*(\d+)(?: ([KMG]iB))?\s*$/
const MOST_REGIONS = 32

/** Reads one file of fdinfo (Documentation/gpu/drm-usage-stats.rst); null where it is of no DRM client. */
export function parseDrmClient(text: string): GpuClient | null {
  const values = new Map<string, string>()
  const regions = new Map<string, { total: number | null; resident: number | null; shared: number | null }>()
  for (const line of text.split('\n')) {
    const amount = LINE.exec(line)
    if (amount !== null) {
      const [, kind, name, digits, unit = ''] = amount as unknown as readonly [string, string, string, string, string?]
      const region = regions.get(name) ?? { total: null, resident: null, shared: null }
      const bytes = Number(digits) * FACTORS[unit]!
      if (kind === 'total') region.total = bytes
      else if (kind === 'shared') region.shared = bytes
      else if (kind === 'resident' || region.resident === null) region.resident = bytes
      if (regions.size < MOST_REGIONS || regions.has(name)) regions.set(name, region)
      continue
    }
    const colon = line.indexOf(':')
    if (colon > 0) values.set(line.slice(0, colon), line.slice(colon + 1).trim())
  }
  const driver = values.get('drm-driver')
  if (driver === undefined) return null
  return {
    driver,
    device: values.get('drm-pdev') ?? '',
    id: values.get('drm-client-id') ?? '',
    regions: [...regions].map(([name, region]) => ({ name, ...region }))
  }
}

/** Each client once, however often it is open; what has no id of its own can't be distinguished from another. */
export function distinctClients(clients: readonly GpuClient[]): GpuClient[] {
  const known = new Map<string, GpuClient>()
  clients.forEach((client, at) => {
    const key = client.id === '' ? `#${at}` : `${client.driver} ${client.device} ${client.id}`
    if (!known.has(key)) known.set(key, client)
  })
  return [...known.values()]
}
