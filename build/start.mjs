// `npm start`: builds what is not built, then opens the app (start/start-app.mjs).
import { join } from 'node:path'
import { buildIfNeeded } from './build-if-needed.mjs'
import { electronPackage } from './electron-path.mjs'
import { startApp } from './start/start-app.mjs'

const ROOT = join(import.meta.dirname, '..')

try {
  buildIfNeeded()
} catch {
  console.error('The build failed; its messages are above. Is everything installed? npm ci')
  process.exit(1)
}
process.exitCode = await startApp({
  args: process.argv.slice(2),
  environment: process.env,
  uid: process.getuid?.(),
  app: ROOT,
  cli: join(ROOT, 'out/main/cli.js'),
  // npm changes to the project's folder; files are meant from where the user is.
  cwd: process.env.INIT_CWD || process.cwd(),
  electronFolder: electronPackage(),
  output: process.stdout
})
