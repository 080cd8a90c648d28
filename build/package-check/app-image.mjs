// The AppImage: its command line, and that nothing in it switches the sandbox off.
import { spawnSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { check, checkRun, run } from './report.mjs'

/** @param file the AppImage, made with the stand-in for its runtime */
export function checkAppImage(file, work) {
  const start = (words, environment = {}) =>
    spawnSync(file, words, { encoding: 'utf8', env: { PATH: '', TMPDIR: work, ...environment }, timeout: 120_000 })
  const map = start(['pmap', String(process.pid)])
  check(
    'the AppImage prints a map with nothing on PATH',
    map.status === 0 && / total +\d+K/.test(map.stdout),
    map.stderr
  )
  const wrong = start(['pmap', 'nobody'])
  check('and gives the command’s own status', wrong.status === 2 || wrong.status === 1, String(wrong.status))
  check('leaving nothing behind', !readdirSync(work).some((name) => name.startsWith('tmp.')))
  const folder = join(work, 'app-image')
  run('unsquashfs', ['-quiet', '-no-progress', '-offset', '4096', '-dest', folder, file])
  const names = readdirSync(folder)
  const desktop = names.find((name) => name.endsWith('.desktop'))
  check('the AppImage holds a desktop file', desktop !== undefined)
  checkRun('which is valid', 'desktop-file-validate', [join(folder, desktop ?? '')])
  const texts = [readFileSync(join(folder, 'AppRun'), 'utf8'), readFileSync(join(folder, desktop ?? ''), 'utf8')]
  check('the AppImage never asks for --no-sandbox', !texts.some((text) => text.includes('no-sandbox')))
  check('its icon is there', names.includes('.DirIcon') && names.includes('vmatlas-desktop.png'))
}
