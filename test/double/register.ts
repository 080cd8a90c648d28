import { registerHooks } from 'node:module'
import { installAsarSupport } from './asar.ts'

// Every `import 'electron'` and `require('electron')` of this process, Playwright's loader included, gets the double.
const url = new URL('./index.ts', import.meta.url).href

registerHooks({
  resolve: (name, context, next) =>
    name === 'electron' || name === 'electron/main' || name === 'electron/common'
      ? { url, shortCircuit: true }
      : next(name, context)
})
installAsarSupport()
