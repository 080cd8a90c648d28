import { createReadStream, statSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { extname, resolve, sep } from 'node:path'

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
  let path: string
  try {
    path = decodeURIComponent(urlPath === '/' ? '/index.html' : urlPath)
  } catch {
    return null
  }
  if (path.includes('\0')) return null
  const file = resolve(root, `.${path}`)
  const isInside = file.startsWith(root + sep)
  return isInside && statSync(file, { throwIfNoEntry: false })?.isFile() ? file : null
}

export function sendFile(response: ServerResponse, file: string): void {
  response.setHeader('Content-Type', TYPES[extname(file)] ?? 'application/octet-stream')
  // Built files carry their hash in their name, except the page itself.
  response.setHeader('Cache-Control', file.endsWith('.html') ? 'no-store' : 'private, max-age=31536000, immutable')
  createReadStream(file)
    .on('error', () => response.destroy())
    .pipe(response)
}
