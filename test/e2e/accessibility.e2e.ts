import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './browser-host.ts'
import { SCENES } from '../screens/scenes.ts'

/** What axe finds, each with the first elements that it is about. */
async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page })
    // A line between two landmarks is a part of neither.
    .exclude('.pane-splitter')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  return found.map(({ id, help, nodes }) => {
    const where = nodes.slice(0, 4).map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary ?? ''}`)
    return `${id}: ${help} (${nodes.length}) ${where.join('; ')}`
  })
}

for (const scene of SCENES) {
  test(`axe finds nothing: ${scene.id}`, async ({ app, known }) => {
    await scene.open(app, known.pid)
    for (const theme of ['light', 'dark'] as const) {
      await app.emulateMedia({ colorScheme: theme })
      expect(await violations(app), theme).toEqual([])
    }
    await app.emulateMedia({ colorScheme: 'light', contrast: 'more' })
    expect(await violations(app), 'contrast').toEqual([])
  })
}
