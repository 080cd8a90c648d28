import { describe, expect, it } from 'vitest'
import { madeCoreHead } from '#test/support/made-core.ts'
import { readChosenFile } from './chosen-files.ts'

/** A file of any size, of which only a beginning may be read. */
function fileOf(head: Uint8Array<ArrayBuffer>, size: number): File {
  const slice = (from: number, to: number): Blob => {
    if (to > head.length) throw new Error('more than its beginning was asked for')
    return new Blob([head.subarray(from, to)])
  }
  return { name: 'chosen', size, slice } as unknown as File
}

describe('a file that was chosen in the page', () => {
  it('is read whole', async () => {
    const bytes = new TextEncoder().encode('1000-2000 r--p 00000000 00:00 0 \n'.repeat(9000))
    expect((await readChosenFile(new File([bytes], 'a.maps'))).bytes).toEqual(bytes)
    expect((await readChosenFile(new File([], 'empty'))).bytes).toHaveLength(0)
  })

  it('is read up to its memory when it is a core file', async () => {
    const head = new Uint8Array(madeCoreHead(5000))
    const { bytes } = await readChosenFile(fileOf(head, 8 * 1024 ** 3))
    expect(bytes).toEqual(head)
  })

  it('is refused in words when it is too large, before it is read', async () => {
    const reading = readChosenFile(fileOf(new Uint8Array(100_000), 8 * 1024 ** 3))
    await expect(reading).rejects.toMatchObject({ failure: { kind: 'too-large', subject: 'chosen' } })
  })

  it('that is a folder, or gone, is refused in words', async () => {
    const gone = new File([], 'folder')
    gone.slice = () => {
      const slice = new Blob()
      slice.arrayBuffer = () => Promise.reject(new DOMException('it is not there', 'NotFoundError'))
      return slice
    }
    await expect(readChosenFile(gone)).rejects.toMatchObject({
      failure: { kind: 'bad-input', subject: 'folder', detail: expect.stringContaining('folder') as string }
    })
  })
})
