import { resolve } from 'node:path'
import { defineConfig, type Plugin } from 'vite'
import { reportPage } from './report-page.ts'
import { rendererSettings } from './renderer-settings.ts'

const here = (path: string): string => resolve(import.meta.dirname, '..', path)

/** Puts the one script and the one style sheet into the page, and leaves no other file. */
const onePage: Plugin = {
  name: 'one-page',
  enforce: 'post',
  generateBundle(_, bundle) {
    const all = Object.values(bundle)
    const scripts = all.filter((file) => file.type === 'chunk' && file.isEntry)
    const styles = all.filter((file) => file.type === 'asset' && file.fileName.endsWith('.css'))
    const [script] = scripts
    if (
      script?.type !== 'chunk' ||
      scripts.length !== 1 ||
      all.some((file) => file.type === 'chunk' && !file.isEntry)
    ) {
      throw new Error('the report is made of one script')
    }
    const style = styles.map((file) => (file.type === 'asset' ? String(file.source) : '')).join('\n')
    for (const name of Object.keys(bundle)) delete bundle[name]
    this.emitFile({ type: 'asset', fileName: 'report.html', source: reportPage(script.code, style) })
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
    assetsInlineLimit: Number.MAX_SAFE_INTEGER,
    rolldownOptions: { input: here('src-renderer/main.ts'), output: { codeSplitting: false } }
  }
})
