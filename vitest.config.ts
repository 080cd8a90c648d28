import { join } from 'node:path'
import vue from '@vitejs/plugin-vue'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { packedRecordings } from './build/packed-recordings.ts'

const SUFFIX = '?modulePath'
const MARK = '\0module-path:'

/** electron-vite's `?modulePath` import: under Vitest it is the source file itself, which Node 24 runs with its types stripped. */
const modulePath = (): Plugin => ({
  name: 'module-path',
  enforce: 'pre',
  async resolveId(id, importer) {
    if (!id.endsWith(SUFFIX)) return undefined
    const found = await this.resolve(id.slice(0, -SUFFIX.length), importer)
    return found ? MARK + found.id : undefined
  },
  load(id) {
    return id.startsWith(MARK) ? `export default ${JSON.stringify(id.slice(MARK.length))}` : undefined
  }
})

export default defineConfig({
  plugins: [modulePath(), packedRecordings()],
  test: {
    testTimeout: 20_000,
    // Much of the time is spent waiting for programs, so each processor can have its worker.
    maxWorkers: '100%',
    // The command line is started hundreds of times: what Node made of its source once is used again.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/compiled') },
    // What is polled are real programs: on a busy machine they start late.
    expect: { poll: { timeout: 15_000, interval: 50 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          include: ['src-shared/**/*.test.ts', 'src-main/**/*.test.ts', 'build/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: ['test/e2e/**']
        }
      },
      {
        extends: true,
        plugins: [vue()],
        test: { name: 'renderer', environment: 'happy-dom', include: ['src-renderer/**/*.test.ts'] }
      }
    ]
  }
})
