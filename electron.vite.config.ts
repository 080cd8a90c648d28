import { resolve } from 'node:path'
import { defineConfig } from 'electron-vite'
import { packedRecordings } from './build/packed-recordings.ts'
import { rendererSettings } from './build/renderer-settings.ts'

const here = (path: string): string => resolve(import.meta.dirname, path)

export default defineConfig({
  main: {
    plugins: [packedRecordings()],
    build: {
      outDir: 'out/main',
      sourcemap: true,
      license: { fileName: 'third-party-licences.md' },
      // The only run-time package is ws; bundling everything keeps node_modules out of the packed app.
      externalizeDeps: false,
      rolldownOptions: {
        input: {
          index: here('src-main/main.ts'),
          cli: here('src-main/cli.ts'),
          // Scripts of threads, which are found by their names (thread-script.ts).
          'pack.worker': here('src-main/capture/pack.worker.ts'),
          'parquet.worker': here('src-main/commands/support/parquet.worker.ts')
        },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' }
      }
    }
  },
  preload: {
    build: {
      outDir: 'out/preload',
      // A sandboxed preload may require nothing but electron.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: here('src-preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' }
      }
    }
  },
  renderer: {
    root: here('src-renderer'),
    ...rendererSettings(),
    worker: { format: 'es' },
    build: {
      outDir: here('out/renderer'),
      emptyOutDir: true,
      // What is bundled brings its licence along.
      license: { fileName: 'third-party-licences.md' },
      minify: true,
      rolldownOptions: { input: { index: here('src-renderer/index.html') } }
    }
  }
})
