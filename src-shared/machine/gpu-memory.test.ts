import { expect, it } from 'vitest'
import { distinctClients, parseDrmClient } from './gpu-memory.ts'

const AMDGPU = `pos:\t0
flags:\t02100002
mnt_id:\t28
ino:\t589
drm-driver:\tamdgpu
drm-client-id:\t42
drm-pdev:\t0000:03:00.0
drm-total-vram:\t1024 KiB
drm-shared-vram:\t0
drm-total-gtt:\t2 MiB
drm-resident-gtt:\t2048 KiB
drm-memory-vram:\t512 KiB
drm-memory-gtt:\t9999 KiB
drm-engine-gfx:\t123 ns
`

it('reads totals, what is resident and shared, by the names of any driver', () => {
  expect(parseDrmClient(AMDGPU)).toEqual({
    driver: 'amdgpu',
    device: '0000:03:00.0',
    id: '42',
    regions: [
      // What older drivers call memory is what is resident.
      { name: 'vram', total: 2 ** 20, resident: 2 ** 19, shared: 0 },
      { name: 'gtt', total: 2 ** 21, resident: 2 ** 21, shared: null }
    ]
  })
  const i915 = 'drm-driver: i915\ndrm-client-id: 7\ndrm-total-system0: 4096\ndrm-resident-system0: 4096\n'
  expect(parseDrmClient(i915)?.regions).toEqual([{ name: 'system0', total: 4096, resident: 4096, shared: null }])
})

it('is none of a file that is no client, and survives lines that nobody foresaw', () => {
  expect(parseDrmClient('pos:\t0\nflags:\t02\n')).toBeNull()
  expect(parseDrmClient('drm-driver: x\ndrm-total-: 1\ndrm-total-a: -5\ndrm-total-b: 3 QiB\nnonsense')).toMatchObject({
    regions: []
  })
})

it('counts a client that is open several times once', () => {
  const one = parseDrmClient(AMDGPU)!
  expect(distinctClients([one, one, { ...one, id: '43' }, { ...one, id: '' }, { ...one, id: '' }])).toHaveLength(4)
})

const client = (lines: string) => parseDrmClient(`drm-driver: x\n${lines}`)
const regions = (lines: string) => client(lines)?.regions

it.each([
  ['0', 0],
  ['12', 12],
  ['12 KiB', 12 * 1024],
  ['12 MiB', 12 * 1024 ** 2],
  ['12 GiB', 12 * 1024 ** 3],
  ['   12 KiB  ', 12 * 1024]
])('an amount of "%s" is %d bytes', (amount, bytes) => {
  expect(regions(`drm-total-vram:${amount}`)).toEqual([{ name: 'vram', total: bytes, resident: null, shared: null }])
})

it.each(['12 TiB', '12KiB', '12  KiB', '12 KiB used', '1.5 MiB', 'x12', ''])('an amount of "%s" is none', (amount) =>
  expect(regions(`drm-total-vram: ${amount}`)).toEqual([])
)

it('what is resident goes before what older drivers call memory, wherever it occurs', () => {
  const [resident, memory] = ['drm-resident-vram: 5\n', 'drm-memory-vram: 7\n']
  for (const lines of [resident + memory, memory + resident]) expect(regions(lines)?.[0]?.resident).toBe(5)
  expect(regions(memory)?.[0]?.resident).toBe(7)
})

it('names of other lines are no regions', () => {
  expect(regions('my-drm-total-vram: 1\ndrm-total-vr am: 1\ndrm-purgeable-vram: 1\ndrm-active-vram: 2')).toEqual([])
})

it('keeps the first 32 regions, and adds to those', () => {
  const lines = Array.from({ length: 40 }, (_, at) => `drm-total-r${at}: ${at}\n`).join('')
  const found = regions(`${lines}drm-shared-r3: 9\ndrm-shared-r39: 9\n`)!
  expect(found.map(({ name }) => name)).toEqual(Array.from({ length: 32 }, (_, at) => `r${at}`))
  expect(found[3]).toEqual({ name: 'r3', total: 3, resident: null, shared: 9 })
})

it('has an empty device and id where the driver gives none, and takes the text behind the first colon', () => {
  expect(client('')).toEqual({ driver: 'x', device: '', id: '', regions: [] })
  expect(parseDrmClient('drm-driverx\n')).toBeNull()
  expect(client('drm-pdev:\t0000:03:00.0 \n:7\ndrm-client-id')).toMatchObject({ device: '0000:03:00.0', id: '' })
})

it('clients of one id are one only on the same device of the same driver', () => {
  const one = parseDrmClient(AMDGPU)!
  const others = [
    { ...one, device: '0000:04:00.0' },
    { ...one, driver: 'radeon' }
  ]
  expect(distinctClients([one, ...others, { ...one, regions: [] }])).toEqual([one, ...others])
  const [first, second] = [1, 2].map((total) => ({ ...one, id: '', regions: [{ ...one.regions[0]!, total }] }))
  expect(distinctClients([first!, second!])).toEqual([first, second])
})
