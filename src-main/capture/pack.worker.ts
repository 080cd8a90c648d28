import { parentPort } from 'node:worker_threads'
import * as zlib from 'node:zlib'
import { packFiles, type FileBatch } from './pack-files.ts'

/** Packs batches of files as they come. All it does is in pack-files.ts. */
parentPort?.on('message', ({ id, batch }: { readonly id: number; readonly batch: FileBatch }) => {
  const packed = packFiles(zlib, batch)
  parentPort?.postMessage({ id, packed }, [packed.bytes.buffer as ArrayBuffer])
})
