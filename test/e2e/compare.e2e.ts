import { spawn } from 'node:child_process'
import { choose, expect, test } from './browser-host.ts'

/** Grows by 40 MiB, touched, when a byte comes on its standard input, and says so. */
const GROWING = `
const kept = []
process.stdout.write('ready\\n')
process.stdin.on('data', () => { kept.push(Buffer.alloc(40 << 20, 1)); process.stdout.write('grown\\n') })
`

test('what a process took since it was marked is said, in words and by mapping', async ({ app }, info) => {
  const child = spawn(process.execPath, ['-e', GROWING], { stdio: ['pipe', 'pipe', 'inherit'] })
  const said = (): Promise<unknown> => new Promise((resolve) => child.stdout.once('data', resolve))
  try {
    await said()
    await choose(app, { pid: child.pid ?? 0, name: String(child.pid) })
    await expect(app.getByTestId('verdict')).toBeVisible()
    await app.keyboard.press('Control+d')
    await expect(app.getByTestId('compare')).toHaveText('Compare with mark')
    const grown = said()
    child.stdin.write('x')
    await grown
    const shown = app.getByTestId('comparison')
    // The next reading may come a moment later: ask again until it is there.
    await expect(async () => {
      await app.keyboard.press('Escape')
      await app.keyboard.press('F5')
      await app.keyboard.press('Control+d')
      await expect(shown).toContainText(/Grew most: .*\+(39|4\d)(\.\d)? MiB/, { timeout: 1000 })
    }).toPass()
    await expect(shown).toContainText('One address space at two moments')
    await expect(shown).toContainText(/appeared: \d|grew: \d/)
    await expect(shown.getByRole('grid').or(shown.getByRole('treegrid'))).toContainText(/\+(39|4\d)(\.\d)? MiB/)
    await app.screenshot({ path: info.outputPath('comparison.png') })
    await app.keyboard.press('Escape')
    await expect(shown).toBeHidden()
  } finally {
    child.kill()
  }
})
