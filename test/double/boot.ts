// What Electron's executable does before the app's first line: preloaded modules, the app's package.json, its main file.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from './app.ts'
import { startBrowser } from './browser.ts'
import { dialog } from './dialog.ts'
import { lifecycle } from './lifecycle.ts'

const require = createRequire(import.meta.url)
const EXECUTABLE = join(import.meta.dirname, 'dist/electron')

/** Electron's arguments: `-r module` is loaded first, the first plain word is the app. */
function readArguments(given: readonly string[]): { preloads: string[]; entry: string } {
  const preloads: string[] = []
  for (let i = 0; i < given.length; i++) {
    const argument = given[i] ?? ''
    if (argument === '-r' || argument === '--require') preloads.push(given[++i] ?? '')
    else if (!argument.startsWith('-')) return { preloads, entry: argument }
  }
  throw new Error('The electron double needs a folder or file to run, for example: electron .')
}

// As in Electron's main process: an unhandled rejection is only logged, and an uncaught exception shows
// an error box; the app stays, whatever state that leaves it in.
process.on('unhandledRejection', (reason) => console.error('(node) UnhandledPromiseRejectionWarning:', reason))
process.on('uncaughtException', (error) => {
  dialog.showErrorBox(
    'A JavaScript error occurred in the main process',
    `Uncaught Exception:\n${error.stack ?? String(error)}`
  )
})

const { preloads, entry } = readArguments(process.argv.slice(2))
process.argv = [EXECUTABLE, ...process.argv.slice(2)]
const { version } = require('electron/package.json') as { version: string }
Object.defineProperty(process.versions, 'electron', { value: version, enumerable: true })
Object.assign(process, {
  type: 'browser',
  defaultApp: true,
  resourcesPath: join(import.meta.dirname, 'dist/resources')
})

// Playwright's loader cuts its own words from process.argv and holds whenReady() back until the test is connected.
for (const file of preloads) require(file)

let main = resolve(entry)
if (!existsSync(main)) throw new Error(`Unable to find Electron app at ${main}`)
if (statSync(main).isDirectory()) {
  const manifest = JSON.parse(readFileSync(join(main, 'package.json'), 'utf8')) as Record<string, string>
  app.name = manifest['productName'] ?? manifest['name'] ?? 'Electron'
  app.identify(manifest['version'] ?? '0.0.0', main)
  main = resolve(main, manifest['main'] ?? 'index.js')
}
await import(pathToFileURL(main).href)
// A second start has handed its arguments over and quits by now.
if (!lifecycle.isExiting) {
  await startBrowser(app.getLocale())
  app.becomeReady()
}
