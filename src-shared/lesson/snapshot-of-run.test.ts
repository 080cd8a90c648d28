import { crc32, deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { madeLesson } from '#test/support/made-lesson.ts'
import { openBytes } from '../formats/index.ts'
import { lessonSnapshot } from './lesson-snapshot.ts'
import { MOMENTS, STEP, LESSON } from '#test/support/made-run.ts'

describe('a snapshot of a run', () => {
  const notes = (locale: string, moments = MOMENTS, lesson = LESSON): readonly (string | null)[] => {
    const bytes = lessonSnapshot(
      lesson,
      moments,
      locale,
      { beforeFirst: 'Before', origin: 'Recorded' },
      { tool: 'test', hostName: null, kernel: '6.1.0' },
      { deflateRaw: (part) => deflateRawSync(part), crc32: (part) => crc32(part) }
    )
    const { source, moments: opened } = openBytes(bytes, 'x.vmsnap', nodeFormatContext)
    return [source.note ?? null, ...opened.map(({ note }) => note ?? null)]
  }

  it('reports for each moment what its step is, its line of C and what it did', () => {
    expect(notes('en')).toEqual([
      'A "lesson"\nWhat it teaches\nRecorded',
      'Before',
      '1. Map <a>\np = mmap(…) & q;\n8 KiB of 1',
      '2. Map <a>\np = mmap(…) & q;\nnot here & now'
    ])
    expect(notes('zh-CN', MOMENTS.slice(0, 2))).toEqual([
      '中A "lesson"\n中What it teaches\nRecorded',
      'Before',
      '1. 中Map <a>\np = mmap(…) & q;\n中8 KiB of 1'
    ])
    // A lesson may have fewer steps than a run of its earlier version.
    expect(notes('en', MOMENTS, madeLesson(STEP)).slice(2)).toEqual(['1. Map <a>\np = mmap(…) & q;\n8 KiB of 1', ''])
  })
})
