import { defineConfig } from '@playwright/test'

const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync'
]

export default defineConfig({
  testDir: 'test',
  testMatch: '**/*.e2e.ts',
  workers: 2,
  fullyParallel: true,
  timeout: 120_000,
  // The process list rests longer where listing is slow, as on a busy machine.
  expect: { timeout: 15_000 },
  // Emptied at every start: the reports of the other runners stand beside it.
  // Texts that tests compare with stand beside them, the same for every machine.
  snapshotPathTemplate: '{testDir}/e2e/trees/{arg}{ext}',
  outputDir: 'test-results/e2e',
  forbidOnly: true,
  // A shared machine may be busy with others' work; what needs a second try is counted and said in the closing line.
  retries: process.env['CI'] ? 2 : 0,
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    headless: true,
    viewport: { width: 1280, height: 800 },
    trace: 'retain-on-failure',
    launchOptions: { executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: CHROMIUM_FLAGS }
  }
})
