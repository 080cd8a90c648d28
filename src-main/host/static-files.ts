import { createReadStream, statSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { pipeline } from 'node:stream'
import { contentType, pathBelow } from '#main/page/bundled-files.ts'

/** The file below `root` that a path of a URL means, or null for anything else. */
export function fileBelow(root: string, urlPath: string): string | null {
  const file = pathBelow(root, urlPath)
  try {
    return file !== null && statSync(file).isFile() ? file : null
  } catch {
    // Nothing by that name, or one that is too long.
    return null
  }
}

export function sendFile(response: ServerResponse, file: string): void {
  response.setHeader('Content-Type', contentType(file))
  // Built files carry their hash in their name, except the page itself.
  response.setHeader('Cache-Control', file.endsWith('.html') ? 'no-store' : 'private, max-age=31536000, immutable')
  // A browser that goes away meanwhile takes the open file with it.
  pipeline(createReadStream(file), response, () => undefined)
}
