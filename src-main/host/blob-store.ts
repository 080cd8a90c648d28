import { randomBytes } from 'node:crypto'

const MOST = 64
const MOST_BYTES = 1024 * 1024 * 1024
const LIFETIME_MS = 60_000

/** Large answers waiting to be fetched once: a plain download is about five times as fast as the socket. */
export class BlobStore {
  readonly #blobs = new Map<string, { readonly bytes: Uint8Array; readonly timer: NodeJS.Timeout }>()
  #size = 0

  /** Keeps the bytes for a minute and gives the path to fetch them from. The oldest go when too many or too large ones wait. */
  add(bytes: Uint8Array): string {
    const id = randomBytes(16).toString('hex')
    const timer = setTimeout(() => this.take(id), LIFETIME_MS)
    timer.unref()
    this.#blobs.set(id, { bytes, timer })
    this.#size += bytes.length
    for (const oldest of this.#blobs.keys()) {
      if (oldest === id || (this.#blobs.size <= MOST && this.#size <= MOST_BYTES)) break
      this.take(oldest)
    }
    return `/blob/${id}`
  }

  /** The bytes, which can be fetched once. */
  take(id: string): Uint8Array | null {
    const blob = this.#blobs.get(id)
    if (blob === undefined) return null
    clearTimeout(blob.timer)
    this.#blobs.delete(id)
    this.#size -= blob.bytes.length
    return blob.bytes
  }
}
