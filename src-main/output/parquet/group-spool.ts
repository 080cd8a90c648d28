import { closeSync, readSync } from 'node:fs'
import { openNameless } from '../nameless-file.ts'
import { writeAll } from '../write-synchronously.ts'
import type { EncodedGroup } from './row-groups.ts'

/** Row groups that wait on the disk, in a file without a name, until all are there. */
export class GroupSpool {
  readonly #descriptor = openNameless()
  readonly #groups: { readonly group: Omit<EncodedGroup, 'bytes'>; readonly at: number; readonly length: number }[] = []
  #end = 0

  add({ bytes, ...group }: EncodedGroup): void {
    writeAll(this.#descriptor, bytes)
    this.#groups.push({ group, at: this.#end, length: bytes.length })
    this.#end += bytes.length
  }

  /** Gives back each group, in order. */
  each(take: (group: EncodedGroup) => void): void {
    for (const { group, at, length } of this.#groups) {
      const bytes = new Uint8Array(length)
      for (let done = 0; done < length;) {
        const got = readSync(this.#descriptor, bytes, done, length - done, at + done)
        if (got === 0) throw new Error('a temporary file was cut off')
        done += got
      }
      take({ ...group, bytes })
    }
  }

  close(): void {
    closeSync(this.#descriptor)
  }
}
