import { expect, test, type StartedApp } from './desktop-app.ts'

const topMenus = ({ app }: StartedApp): Promise<string[]> =>
  app.evaluate(({ Menu }) => (Menu.getApplicationMenu()?.items ?? []).map(({ label }) => label))
const theme = ({ app }: StartedApp): Promise<string> => app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)

test('menus follow the language and native parts the theme, at once and at the next start', async ({ launch }) => {
  const first = await launch()
  expect(await topMenus(first)).toEqual(['&File', '&Edit', '&View', '&Help'])
  await first.app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('showSettings')?.click())
  const settings = first.page.getByTestId('settings')
  await settings.locator('#setting-theme').selectOption('dark')
  await expect.poll(() => theme(first)).toBe('dark')
  await settings.locator('#setting-locale').selectOption('zh-CN')
  await expect.poll(() => topMenus(first)).toEqual(['文件(&F)', '编辑(&E)', '查看(&V)', '帮助(&H)'])
  await first.app.close()
  const second = await launch()
  expect([await topMenus(second), await theme(second)]).toEqual([
    ['文件(&F)', '编辑(&E)', '查看(&V)', '帮助(&H)'],
    'dark'
  ])
})

test('the link to releases is shown when it is wanted, and opens in the user’s own browser', async ({ launch }) => {
  const { app, page } = await launch()
  const click = (id: string): Promise<void> =>
    app.evaluate(({ Menu }, item) => Menu.getApplicationMenu()?.getMenuItemById(item)?.click(), id)
  await click('showAbout')
  const link = page.getByTestId('about').getByRole('link')
  await expect(page.getByTestId('about')).toBeVisible()
  await expect(link).toHaveCount(0)
  await page.keyboard.press('Escape')
  await click('showSettings')
  await page.getByTestId('settings').locator('#setting-showsReleases').check()
  await page.keyboard.press('Escape')
  // On the real runtime a browser would open.
  await app.evaluate(({ shell }) => {
    shell.openExternal = (url) => {
      Reflect.set(globalThis, 'opened', url)
      return Promise.resolve()
    }
  })
  await click('showAbout')
  await link.click()
  await expect
    .poll(() => app.evaluate(() => Reflect.get(globalThis, 'opened') as unknown))
    .toMatch(/^https:\/\/github\.com\/.*\/releases$/)
  expect(app.windows()).toHaveLength(1)
})
