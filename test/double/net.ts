import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type * as E from 'electron'
import { covered } from './covered.ts'
import { needsReady } from './lifecycle.ts'
import { handlerOf } from './protocol.ts'

/** Types that Chromium gives to files it loads by name. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm'
}

async function fetchFile(url: string): Promise<Response> {
  const path = fileURLToPath(url)
  const bytes = await readFile(path).catch(() => {
    throw new Error('net::ERR_FILE_NOT_FOUND')
  })
  const type = TYPES[extname(path)]
  return new Response(new Uint8Array(bytes), { headers: type === undefined ? {} : { 'content-type': type } })
}

/** Files and the app's own schemes; everything else fails as it does without a network. */
export const net = covered('net', {
  async fetch(input, init) {
    needsReady('Cannot call fetch() before app is ready')
    const request = new Request(input, init)
    if (request.url.startsWith('file:')) return fetchFile(request.url)
    const handler = handlerOf(request.url)
    if (handler === undefined || init?.bypassCustomProtocolHandlers === true) {
      throw new Error('net::ERR_INTERNET_DISCONNECTED')
    }
    return handler(request)
  },
  isOnline: () => false,
  online: false
} satisfies Pick<E.Net, 'fetch' | 'isOnline' | 'online'>)
