import { describe, expect, it, vi } from 'vitest'

vi.mock('electron', () => ({ protocol: {} }))
const { fileOfUrl } = await import('./app-protocol.ts')

describe('addresses of the app', () => {
  it('mean files below the renderer', () => {
    expect(fileOfUrl('/app/renderer', 'app://bundle/')).toBe('/app/renderer/index.html')
    expect(fileOfUrl('/app/renderer', 'app://bundle/assets/a.js?x#y')).toBe('/app/renderer/assets/a.js')
  })

  it.each([
    'app://bundle/..%2f..%2fetc/passwd',
    'app://bundle/%2e%2e/%2e%2e/etc/passwd',
    'app://bundle/..%5c..%2f..%2fetc/passwd',
    'app://bundle/%00',
    'app://bundle/%',
    'app://bundle/../../etc/passwd'
  ])('never mean anything else: %s', (address) => {
    const file = fileOfUrl('/app/renderer', address)
    expect(file === null || (file.startsWith('/app/renderer/') && !file.includes('..'))).toBe(true)
  })

  it.each(['app://other/index.html', 'https://bundle/index.html', 'file:///etc/passwd'])(
    'are no other origins: %s',
    (address) => {
      expect(fileOfUrl('/app/renderer', address)).toBeNull()
    }
  )
})
