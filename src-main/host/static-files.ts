import { createReadStream, statSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { extname, resolve, sep } from 'node:path'
import { pipeline } from 'node:stream'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json'
}

/** The file below `root` that a path of a URL means, or null for anything else. */
export function fileBelow(root: string, urlPath: string): string | null {
  try {
    const path = decodeURIComponent(urlPath === '/' ? '/index.html' : urlPath)
    const file = resolve(root, `.${path}`)
    return file.startsWith(root + sep) && statSync(file).isFile() ? file : null
  } catch {
    // Nothing by that name, or a name that is none: damaged percent signs, zero bytes, too long.
    return null
  }
}

export function sendFile(response: ServerResponse, file: string): void {
  response.setHeader('Content-Type', TYPES[extname(file)] ?? 'application/octet-stream')
  // Built files carry their hash in their name, except the page itself.
  response.setHeader('Cache-Control', file.endsWith('.html') ? 'no-store' : 'private, max-age=31536000, immutable')
  // A browser that goes away meanwhile takes the open file with it.
  pipeline(createReadStream(file), response, () => undefined)
}
