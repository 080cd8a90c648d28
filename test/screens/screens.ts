// `npm run screens`: pictures of every scene in five sizes, both themes and both languages, in test-results/screens, and a
// list of what is cut, covered or drawn over something. `npm run screens -- --only process,share --size 640x420 --theme dark
// --language zh-CN` makes fewer. Needs a built app and a Chromium.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium, type Page } from 'playwright'
import { findBrowser } from '../../build/find-browser.mjs'
import { findPageFaults } from './page-faults.ts'
import { SCENES, SIZES } from './scenes.ts'

const ROOT = join(import.meta.dirname, '../..')
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    size: { type: 'string' },
    theme: { type: 'string' },
    language: { type: 'string' },
    out: { type: 'string', default: join(ROOT, 'test-results/screens') }
  }
})
const wanted = <Value>(all: readonly Value[], choice: string | undefined, text: (value: Value) => string): Value[] =>
  all.filter((value) => choice === undefined || choice.split(',').includes(text(value)))

const scenes = wanted(SCENES, values.only, ({ id }) => id)
const sizes =
  values.size === undefined
    ? SIZES
    : values.size.split(',').map((size) => size.split('x').map(Number) as [number, number])
const themes = wanted(['light', 'dark'] as const, values.theme, String)
const languages = wanted(['en', 'zh-CN'] as const, values.language, String)

async function setLanguage(page: Page, language: string): Promise<void> {
  await page.locator('[data-testid=process-count]:not(:empty)').waitFor()
  await page.keyboard.press('Control+,')
  await page.locator('#setting-locale').selectOption(language)
  await page.keyboard.press('Escape')
  await page.locator(`html[lang="${language}"]`).waitFor()
}

const executablePath = findBrowser()
if (executablePath === null) throw new Error('No Chromium found: set CHROMIUM to one.')
const configuration = mkdtempSync(join(tmpdir(), 'vmatlas-screens-'))
const host = spawn(process.execPath, [join(ROOT, 'out/main/cli.js'), 'serve', '--no-open'], {
  stdio: ['ignore', 'pipe', 'inherit'],
  env: { ...process.env, XDG_CONFIG_HOME: configuration }
})
let found = 0
try {
  const url = await new Promise<string>((resolve, reject) => {
    host.once('exit', () => reject(new Error('vmatlas serve ended.')))
    host.stdout.once('data', (data) => resolve(String(data).split('\n')[0] ?? ''))
  })
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  const page = await browser.newPage()
  mkdirSync(values.out, { recursive: true })
  for (const language of languages) {
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.goto(url)
    await setLanguage(page, language)
    for (const scene of scenes) {
      await page.setViewportSize({ width: 1280, height: 800 })
      await page.goto(url)
      await page.locator('[data-testid=process-count]:not(:empty)').waitFor()
      const end = await scene.open(page, process.pid)
      for (const [width, height] of sizes) {
        await page.setViewportSize({ width, height })
        for (const theme of themes) {
          await page.emulateMedia({ colorScheme: theme })
          // Until pictures and tables are laid out again.
          await page.waitForTimeout(500)
          const name = `${scene.id}-${width}x${height}-${theme}-${language}`
          await page.screenshot({ path: join(values.out, `${name}.png`) })
          if (theme !== themes[0]) continue
          for (const { kind, what, detail } of await page.evaluate(findPageFaults)) {
            found++
            console.log(`${name}: ${kind}: ${what} ${detail}`)
          }
        }
      }
      end?.()
    }
  }
  await browser.close()
} finally {
  host.kill()
  rmSync(configuration, { recursive: true, force: true })
}
console.log(`${found} ${found === 1 ? 'fault' : 'faults'}; pictures in ${values.out}`)
