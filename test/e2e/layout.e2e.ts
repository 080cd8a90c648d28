import { expect, test } from './browser-host.ts'
import { findPageFaults } from '../screens/page-faults.ts'
import { SCENES, SIZES } from '../screens/scenes.ts'

const ALL_SIZES = [...SIZES, [700, 450], [2560, 1440]] as const

for (const scene of SCENES) {
  test(`nothing is cut, covered or drawn over anything: ${scene.id}`, async ({ app, known }) => {
    await scene.open(app, known.pid)
    for (const [width, height] of ALL_SIZES) {
      await app.setViewportSize({ width, height })
      // Until pictures and tables are laid out again.
      await app.waitForTimeout(400)
      const faults = await app.evaluate(findPageFaults)
      expect(
        faults.map(({ kind, what, detail }) => `${kind}: ${what} ${detail}`),
        `${width}×${height}`
      ).toEqual([])
    }
  })
}

test('the walk finds what it looks for', async ({ app }) => {
  await app.evaluate(() => {
    // By the style object: the page's rules forbid styles in markup.
    const add = (tag: string, text: string, style: string, className = ''): void => {
      const element = document.createElement(tag)
      element.textContent = text
      element.className = className
      element.style.cssText = `position: fixed; z-index: 99; margin: 0; white-space: nowrap; ${style}`
      document.body.append(element)
    }
    add('div', 'Words that are longer than this', 'left: 10px; top: 100px; width: 40px; overflow: hidden')
    add('b', '1234567', 'left: 10px; top: 140px; width: 20px; overflow: hidden', 'is-end')
    add('button', 'Below', 'left: 10px; top: 180px')
    add('div', '', 'left: 10px; top: 180px; width: 90px; height: 30px')
    add('button', 'Out of the window', 'left: 1270px; top: 220px')
    add('p', 'One text that is long enough', 'left: 10px; top: 260px')
    add('p', 'Another one', 'left: 140px; top: 264px')
  })
  const kinds = (await app.evaluate(findPageFaults)).map(({ kind }) => kind)
  expect(kinds).toEqual(expect.arrayContaining(['cut', 'digits', 'covered', 'outside', 'overlap']))
})

test('the table has six rows, and the picture 35 % of the height where it is above them', async ({ app, known }) => {
  await SCENES.find(({ id }) => id === 'process')!.open(app, known.pid)
  for (const [width, height] of ALL_SIZES) {
    await app.setViewportSize({ width, height })
    await app.waitForTimeout(300)
    const body = (await app.locator('.mapping-table .grid-body').boundingBox())!
    expect(body.height, `${width}×${height}`).toBeGreaterThanOrEqual(6 * 22)
    const chart = app.locator('.treemap-chart')
    // Where there is room for one thing at a time, it is behind a tab.
    const drawn = (await chart.count()) === 0 ? null : await chart.boundingBox()
    if (drawn === null || drawn.y > body.y || drawn.x + drawn.width < body.x) continue
    const pane = (await app.locator('.body > .centre > .picture').boundingBox())!
    expect(pane.height / height, `${width}×${height}`).toBeGreaterThanOrEqual(0.35)
    // Without the lines of tabs and switches above it.
    expect(drawn.height / height, `${width}×${height}`).toBeGreaterThan(1 / 4)
  }
})
