import { describe, expect, it } from 'vitest'
import { openBytes } from '#shared/formats/index.ts'
import { madeCore, type MadeCore } from '#test/support/made-core.ts'
import { pageFormatContext } from '../workers/page-inflate.ts'
import { readChosenFile } from './chosen-files.ts'

/** A file of any size, of which only two ends may be read. */
function fileOf({ head, tail, tailAt }: MadeCore, size: number): File {
  const slice = (from: number, to: number): Blob => {
    if (to > head.length && from < tailAt) throw new Error('its memory was asked for')
    return new Blob([from < tailAt ? head.subarray(from, to) : tail.subarray(from - tailAt, to - tailAt)])
  }
  return { name: 'chosen', size, slice } as unknown as File
}

const GIB = 1024 ** 3

describe('a file that was chosen in the page', () => {
  it('is read whole', async () => {
    const bytes = new TextEncoder().encode('1000-2000 r--p 00000000 00:00 0 \n'.repeat(9000))
    expect((await readChosenFile(new File([bytes], 'a.maps'))).bytes).toEqual(bytes)
    expect((await readChosenFile(new File([], 'empty'))).bytes).toHaveLength(0)
  })

  it.each(['first', 'last'] as const)('is read without its memory when it is a core file, notes %s', async (notes) => {
    const core = madeCore(5000, { size: 8 * GIB, notes })
    const { bytes } = await readChosenFile(fileOf(core, 8 * GIB))
    expect(bytes.length).toBeLessThan(core.head.length + core.tail.length + 200)
    const { moments } = openBytes(bytes, 'core', pageFormatContext)
    expect(moments[0]?.processes[0]?.capture().table.rowCount).toBe(5000)
    expect(moments[0]?.processes[0]?.process.pid).toBe(77)
  })

  it('is refused in words when it is too large, before it is read', async () => {
    const text = { head: new Uint8Array(300_000), tail: new Uint8Array(0), tailAt: Infinity }
    await expect(readChosenFile(fileOf(text, 8 * GIB))).rejects.toMatchObject({
      failure: { kind: 'too-large', target: 'chosen' }
    })
  })

  it('that is a folder, or gone, is refused in words', async () => {
    const gone = new File([], 'folder')
    gone.slice = () => {
      const slice = new Blob()
      slice.arrayBuffer = () => Promise.reject(new DOMException('it is not there', 'NotFoundError'))
      return slice
    }
    await expect(readChosenFile(gone)).rejects.toMatchObject({
      failure: { kind: 'bad-input', target: 'folder', detail: expect.stringContaining('folder') as string }
    })
  })
})
