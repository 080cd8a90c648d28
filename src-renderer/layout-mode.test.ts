import { expect, test } from 'vitest'
import { layoutMode } from './layout-mode.ts'

test.each([
  [1920, 1080, { list: 'beside', details: 'beside', centre: 'side-by-side', header: 'full' }],
  [1600, 900, { centre: 'side-by-side' }],
  [1599, 900, { centre: 'stacked', list: 'beside' }],
  [1366, 768, { list: 'beside', details: 'beside', centre: 'stacked', header: 'compact' }],
  [1700, 768, { centre: 'side-by-side', header: 'full' }],
  [1280, 800, { centre: 'stacked', header: 'compact' }],
  [900, 700, { list: 'drawer', details: 'overlay', centre: 'stacked' }],
  // 1280×720 magnified twice.
  [640, 360, { list: 'drawer', details: 'overlay', centre: 'tabs', header: 'short' }],
  [640, 900, { centre: 'tabs', header: 'full' }],
  [1920, 500, { centre: 'tabs', header: 'short' }]
])('%i×%i', (width, height, mode) => expect(layoutMode(width, height)).toMatchObject(mode))
