import { spawn } from 'node:child_process'
import { choose, expect, test } from './browser-host.ts'

/** Grows by 40 MiB, touched, when a byte comes on its standard input, and prints a line. */
const GROWING = `
const kept = []
process.stdout.write('ready\\n')
process.stdin.on('data', () => { kept.push(Buffer.alloc(40 << 20, 1)); process.stdout.write('grown\\n') })
`

test('what a process took since it was marked is shown, in the table, the treemap and in words', async ({
  app
}, info) => {
  const child = spawn(process.execPath, ['-e', GROWING], { stdio: ['pipe', 'pipe', 'inherit'] })
  const said = (): Promise<unknown> => new Promise((resolve) => child.stdout.once('data', resolve))
  try {
    await said()
    await choose(app, { pid: child.pid ?? 0, name: String(child.pid) })
    await expect(app.getByTestId('verdict')).toBeVisible()
    await app.keyboard.press('Control+d')
    const bar = app.getByTestId('compare-bar')
    await expect(bar).toContainText(/^Since /)
    const table = app.getByRole('grid', { name: 'Mappings' })
    await expect(table.getByRole('columnheader', { name: 'ΔRSS' })).toBeVisible()
    const grown = said()
    child.stdin.write('x')
    await grown
    // The next reading may come a moment later: read again until it is there.
    await expect(async () => {
      await app.keyboard.press('F5')
      await expect(bar).toContainText(/grew most: .*\+(39|4\d)(\.\d)? MiB/, { timeout: 1000 })
    }).toPass()
    await expect(bar).toContainText(/\d (appeared|grew)/)
    await bar.getByRole('button', { name: 'Changes only' }).click()
    await table.getByRole('columnheader', { name: 'ΔRSS' }).click()
    const first = table.getByRole('row').nth(1)
    await expect(first).toContainText(/\+(409|4[1-9]\d)\d\d/)
    await expect(first).toContainText(/appeared|grew/)
    const picture = app.getByRole('region', { name: 'Treemap' })
    await picture.getByRole('button', { name: 'As a list' }).click()
    await expect(picture.getByRole('columnheader', { name: 'Change of RSS' })).toBeVisible()
    await expect(picture.getByRole('table')).toContainText(/\+(39|4\d)(\.\d)? MiB/)
    await picture.getByRole('button', { name: 'As a list' }).click()
    await app.screenshot({ path: info.outputPath('comparison.png') })
    await app.keyboard.press('Control+d')
    await expect(bar).toBeHidden()
    await expect(table.getByRole('columnheader', { name: 'ΔRSS' })).toBeHidden()
  } finally {
    child.kill()
  }
})

test('two processes are compared by what their mappings are, not by where', async ({ app }) => {
  const run = (script: string) => spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const small = run(`process.stdout.write('x'); setInterval(() => 0, 1000)`)
  const large = run(
    `globalThis.kept = Buffer.alloc(60 << 20, 1); process.stdout.write('x'); setInterval(() => 0, 1000)`
  )
  try {
    await Promise.all([small, large].map((child) => new Promise((resolve) => child.stdout.once('data', resolve))))
    await choose(app, { pid: large.pid ?? 0, name: String(large.pid) })
    await app.getByRole('button', { name: 'Compare with…' }).click()
    const dialog = app.getByTestId('compare-with')
    await dialog.getByRole('textbox', { name: 'Name, pid, user or command line' }).fill(String(small.pid))
    await dialog.getByRole('option', { name: `(${small.pid})` }).click()
    await dialog.getByRole('button', { name: 'Compare', exact: true }).click()
    const bar = app.getByTestId('compare-bar')
    await expect(bar).toContainText(`Against`)
    await expect(bar).toContainText(`(${small.pid})`)
    await expect(bar).toContainText(/grew most: .*\+(5[89]|6\d)(\.\d)? MiB/)
  } finally {
    small.kill()
    large.kill()
  }
})
