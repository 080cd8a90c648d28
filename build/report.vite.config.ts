import { rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { defineConfig, type Plugin } from 'vite'
import { reportPage } from './report-page.ts'
import { rendererSettings } from './renderer-settings.ts'

const here = (path: string): string => resolve(import.meta.dirname, '..', path)

/** Puts the one script and the one style sheet into the page, and leaves no other file. After all else: what is written counts. */
const onePage: Plugin = {
  name: 'one-page',
  writeBundle({ dir = '' }, bundle) {
    const files = Object.values(bundle)
    const scripts = files.flatMap((file) => (file.type === 'chunk' ? [file.code] : []))
    const styles = files.flatMap((file) =>
      file.type === 'asset' && file.fileName.endsWith('.css') ? [String(file.source)] : []
    )
    const [script] = scripts
    if (script === undefined || scripts.length !== 1) throw new Error('the report is made of one script')
    for (const { fileName } of files) rmSync(join(dir, fileName))
    writeFileSync(join(dir, 'report.html'), reportPage(script, styles.join('\n')))
  }
}

/**
 * The page as one file, for reports that are opened from disk: `out/renderer/report.html` is the viewer, in which a
 * snapshot is put when one is exported (src-shared/formats/html-report.ts).
 */
export default defineConfig({
  root: here('src-renderer'),
  base: './',
  ...rendererSettings(),
  plugins: [...(rendererSettings().plugins ?? []), onePage],
  build: {
    outDir: here('out/renderer'),
    emptyOutDir: false,
    minify: true,
    modulePreload: false,
    cssCodeSplit: false,
    // It is one page on purpose.
    chunkSizeWarningLimit: 8192,
    assetsInlineLimit: Number.MAX_SAFE_INTEGER,
    rolldownOptions: { input: here('src-renderer/main.ts'), output: { codeSplitting: false } }
  }
})
