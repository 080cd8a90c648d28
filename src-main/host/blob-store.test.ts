import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { BlobStore } from './blob-store.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const idOf = (path: string): string => path.slice('/blob/'.length)

it('keeps an answer that is not fetched for a minute', () => {
  const blobs = new BlobStore()
  const fetched = idOf(blobs.add(new Uint8Array(1)))
  const left = idOf(blobs.add(new Uint8Array(2)))
  vi.advanceTimersByTime(59_000)
  expect(blobs.take(fetched)).toHaveLength(1)
  vi.advanceTimersByTime(2000)
  expect(blobs.take(left)).toBeNull()
})

it('keeps the newest 64 answers', () => {
  const blobs = new BlobStore()
  const ids = Array.from({ length: 65 }, () => idOf(blobs.add(new Uint8Array(1))))
  expect(ids.map((id) => blobs.take(id) !== null)).toEqual(ids.map((_, at) => at > 0))
})

it('keeps no more than a GiB, but always the newest', () => {
  const blobs = new BlobStore()
  // Of this size as far as the store can see, without the memory.
  const large = { length: 700 * 1024 * 1024 } as Uint8Array
  const ids = [large, large, new Uint8Array(1), { length: 2 ** 31 } as Uint8Array].map((bytes) =>
    idOf(blobs.add(bytes))
  )
  expect(ids.map((id) => blobs.take(id) !== null)).toEqual([false, false, false, true])
  const small = idOf(blobs.add(new Uint8Array(1)))
  blobs.add(large)
  expect(blobs.take(small)).not.toBeNull()
})
