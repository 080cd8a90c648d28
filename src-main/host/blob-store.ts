import { randomBytes } from 'node:crypto'

const MOST = 64
const LIFETIME_MS = 60_000

/** Large answers waiting to be fetched once: a plain download is about five times as fast as the socket. */
export class BlobStore {
  readonly #blobs = new Map<string, { readonly bytes: Uint8Array; readonly timer: NodeJS.Timeout }>()

  /** Keeps the bytes for a minute and gives the path to fetch them from. The oldest go when too many wait. */
  add(bytes: Uint8Array): string {
    const id = randomBytes(16).toString('hex')
    const timer = setTimeout(() => this.#blobs.delete(id), LIFETIME_MS)
    timer.unref()
    this.#blobs.set(id, { bytes, timer })
    const oldest = this.#blobs.keys().next().value
    if (this.#blobs.size > MOST && oldest !== undefined) this.take(oldest)
    return `/blob/${id}`
  }

  /** The bytes, once. */
  take(id: string): Uint8Array | null {
    const blob = this.#blobs.get(id)
    if (blob === undefined) return null
    clearTimeout(blob.timer)
    this.#blobs.delete(id)
    return blob.bytes
  }
}
