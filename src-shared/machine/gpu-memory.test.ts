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
