import { crc32, deflateRawSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { openBytes } from '../formats/index.ts'
import type { PackContext } from '../formats/snapshot/snapshot-of-captures.ts'
import { lessonSnapshot } from './lesson-snapshot.ts'
import { findLesson, LESSONS, loadRecording } from './lessons.ts'
import { momentsOf } from './recording.ts'

const pack: PackContext = { deflateRaw: (bytes) => deflateRawSync(bytes), crc32: (bytes) => crc32(bytes) }
const words = { beforeFirst: 'Before the first step', origin: 'Recorded' }
const provenance = { tool: 'vmatlas test', hostName: null, kernel: '6.1.0' }

it.each(LESSONS.map(({ id }) => id))('%s: a run comes back from its file with the same rows, in order', async (id) => {
  const lesson = findLesson(id)!
  const moments = momentsOf((await loadRecording(id))!, lesson)
  const bytes = lessonSnapshot(lesson, moments, 'en', words, provenance, pack)
  const opened = openBytes(bytes, 'x.vmsnap', nodeFormatContext)
  expect(opened.notes).toEqual([])
  expect(opened.moments).toHaveLength(lesson.steps.length + 1)
  opened.moments.forEach(({ takenAt, processes }, index) => {
    const { capture } = moments[index]!
    expect(takenAt).toBe(capture.takenAt)
    expect(processes).toHaveLength(1)
    const again = processes[0]!.capture()
    expect(again.process).toEqual(capture.process)
    expect(again.table).toEqual(capture.table)
    expect(again.status).toEqual(capture.status)
  })
})

it('reports for every moment what its step is, did and showed, with the numbers of this run', async () => {
  const lesson = findLesson('fork-and-copy-on-write')!
  const moments = momentsOf((await loadRecording(lesson.id))!, lesson)
  const notesIn = (locale: string, until = moments.length): readonly string[] => {
    const bytes = lessonSnapshot(lesson, moments.slice(0, until), locale, words, provenance, pack)
    const { source, moments: opened } = openBytes(bytes, 'x.vmsnap', nodeFormatContext)
    return [source.note ?? '', ...opened.map(({ note }) => note ?? '')]
  }
  const [whole, before, one, two] = notesIn('en')
  expect(whole).toBe(`${lesson.title.en}\n${lesson.teaches.en}\nRecorded`)
  expect(before).toBe('Before the first step')
  expect(one).toContain(`1. ${lesson.steps[0]!.text.en}\n${lesson.steps[0]!.c}\n`)
  expect(two).toContain('pid = fork();')
  expect(two).toContain('Rss 4.0 MiB, Pss 2.0 MiB')
  expect(notesIn('zh-CN')[1]).toBe('Before the first step')
  expect(notesIn('zh-CN')[2]).toContain(lesson.steps[0]!.text.zh)
  // A run that is not over yet can be given away as well.
  expect(notesIn('en', 2)).toHaveLength(3)
})
