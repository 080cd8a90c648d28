// Renders icons/vmatlas.svg to the PNG sizes that desktops ask for: node build/icons/render.mjs
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright'
import { findBrowser } from '../find-browser.mjs'

const SIZES = [16, 24, 32, 48, 64, 128, 256, 512]

const svg = readFileSync(join(import.meta.dirname, 'vmatlas.svg'), 'utf8')
const browser = await chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox', '--disable-gpu'] })
for (const size of SIZES) {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  const scaled = svg.replace(/width="256" height="256"/, `width="${size}" height="${size}"`)
  await page.setContent(`<style>body{margin:0}svg{display:block}</style>${scaled}`)
  writeFileSync(join(import.meta.dirname, `${size}x${size}.png`), await page.screenshot({ omitBackground: true }))
  await page.close()
}
await browser.close()
