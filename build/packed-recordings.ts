import { readFileSync } from 'node:fs'
import { deflateRawSync } from 'node:zlib'
import type { Plugin } from 'vite'

const QUERY = '?packed'
const MARK = '\0packed:'

/**
 * `import packed from 'some.json?packed'`: the file deflated, as base64 text. The recordings of the lessons are 32 times
 * smaller so, and they are in the command line, in the page, and in every report that is given away.
 */
export const packedRecordings = (): Plugin => ({
  name: 'packed-recordings',
  enforce: 'pre',
  resolveId: {
    filter: { id: /\?packed$/ },
    async handler(id, importer) {
      const found = await this.resolve(id.slice(0, -QUERY.length), importer)
      // A name of its own, so that it is not taken for JSON.
      return found === null ? undefined : `${MARK}${found.id}.js`
    }
  },
  load: {
    filter: { id: /^\0packed:/ },
    handler(id) {
      const path = id.slice(MARK.length, -'.js'.length)
      this.addWatchFile(path)
      // Without its indentation.
      const text = JSON.stringify(JSON.parse(readFileSync(path, 'utf8')))
      return `export default ${JSON.stringify(deflateRawSync(text, { level: 9 }).toString('base64'))}`
    }
  }
})
