import { join } from 'node:path'
import { FailureError } from '#shared/contract/failure.ts'
import { handOut, SHEET_KINDS, type HandOutWords } from '#shared/lesson/hand-out.ts'
import { lessonIndex, type IndexWords } from '#shared/lesson/lesson-index.ts'
import { LESSONS, loadRecording } from '#shared/lesson/lessons.ts'
import { momentsOf, type Recording } from '#shared/lesson/recording.ts'
import { makeFolder } from '#main/output/make-folder.ts'
import { writeFileWhole } from '#main/output/write-file.ts'

type SheetWords = Omit<HandOutWords, 'origin'> & { readonly origin: (day: string, recording: Recording) => string }

const SHEET_WORDS: Readonly<Record<'en' | 'zh-CN', SheetWords>> = {
  en: {
    question: 'What do you think?',
    reason: 'Why do you think so?',
    name: 'Name:',
    answer: 'What happened',
    results: { held: 'Checked and true', failed: 'Not true in this run', unsupported: 'This machine differs' },
    origin: (day, { kernel, architecture }) => `A run of ${day} on Linux ${kernel} (${architecture})`
  },
  'zh-CN': {
    question: '你认为呢？',
    reason: '你为什么这样认为？',
    name: '姓名：',
    answer: '实际结果',
    results: { held: '已检查，成立', failed: '在这次运行中不成立', unsupported: '这台机器不同' },
    origin: (day, { kernel, architecture }) => `${day} 在 Linux ${kernel}（${architecture}）上的一次运行`
  }
}

const INDEX_WORDS: Readonly<Record<'en' | 'zh-CN', IndexWords>> = {
  en: {
    title: 'Lessons about virtual memory',
    intro:
      'A small real program, step by step, as it ran once. Predict first, then look. No scripts, nothing to install.',
    exercise: 'exercise sheet',
    step: 'Step',
    lesson: 'Lesson',
    sources: 'Look it up',
    books:
      'Chapters in textbooks: OSTEP is Arpaci-Dusseau, Operating Systems: Three Easy Pieces; CS:APP is Bryant and O’Hallaron, Computer Systems: A Programmer’s Perspective, 3rd edition.'
  },
  'zh-CN': {
    title: '虚拟内存课程',
    intro: '一个真实的小程序，一步一步，按它的一次真实运行展示。先预测，再看结果。没有脚本，无需安装。',
    exercise: '练习页',
    step: '步骤',
    lesson: '课程',
    sources: '参考',
    books:
      '教科书章节：OSTEP 指 Arpaci-Dusseau《Operating Systems: Three Easy Pieces》；CS:APP 指 Bryant 与 O’Hallaron《深入理解计算机系统》第三版。'
  }
}

const encoder = new TextEncoder()

/**
 * Writes all lessons as plain files that any web server, or none, can show: an index in each language, and of each lesson its
 * solution (`ID.html`, where `#step-2` leads to a step) and its exercise sheet (`ID-exercise.html`), from the recordings that
 * ship. Gives how many files. @throws FailureError, or the system's error
 */
export async function writeLessonSite(folder: string): Promise<number> {
  let files = 0
  const write = (path: string, text: string): void => {
    const bytes = encoder.encode(text)
    writeFileWhole(path, (sink) => sink(bytes))
    files++
  }
  for (const locale of ['en', 'zh-CN'] as const) {
    const localeFolder = locale === 'en' ? folder : join(folder, 'zh')
    makeFolder(localeFolder)
    const other = locale === 'en' ? { href: 'zh/index.html', text: '中文' } : { href: '../index.html', text: 'English' }
    write(join(localeFolder, 'index.html'), lessonIndex(LESSONS, locale, INDEX_WORDS[locale], other))
    for (const lesson of LESSONS) {
      const recording = await loadRecording(lesson.id)
      if (recording === null) throw new FailureError('unsupported', 'lesson', `${lesson.id} has no recording`)
      const moments = momentsOf(recording, lesson)
      const day = new Date(moments[0]?.capture.takenAt ?? 0).toISOString().slice(0, 10)
      const words = { ...SHEET_WORDS[locale], origin: SHEET_WORDS[locale].origin(day, recording) }
      for (const kind of SHEET_KINDS) {
        const name = kind === 'solution' ? `${lesson.id}.html` : `${lesson.id}-exercise.html`
        write(join(localeFolder, name), handOut(lesson, moments, locale, words, kind))
      }
    }
  }
  return files
}
