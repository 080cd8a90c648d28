import type { Lesson } from '../../lesson.ts'

export const lesson: Lesson = {
  id: 'shared-libraries',
  title: { en: 'Shared libraries are counted once', zh: '共享库只计一次' },
  teaches: {
    en: 'The code of a library is in RAM once. RSS counts it in every process; PSS divides it.',
    zh: '库的代码在内存中只有一份。RSS 在每个进程中都计算,PSS 则平分。'
  },
  steps: [
    {
      text: {
        en: 'A second process with the same program and library: a fork.',
        zh: '同一程序和库的第二个进程:fork。'
      },
      c: 'pid = fork();',
      commands: ['fork'],
      prediction: {
        question: {
          en: 'What happens to the RSS and PSS of the program and its libraries?',
          zh: '程序及其库的 RSS 和 PSS 会怎样?'
        },
        choices: [
          {
            en: 'RSS stays, PSS falls',
            zh: 'RSS 不变,PSS 下降',
            holds: 'delta(image.Pss) < 0 && abs(delta(image.Rss)) < 256K'
          },
          { en: 'Both double', zh: '都翻倍', holds: 'delta(image.Rss) >= before(image.Rss)' },
          { en: 'Neither changes', zh: '都不变', holds: 'delta(image.Pss) == 0' }
        ]
      },
      lookAt: { subject: 'image', column: 'Pss' },
      claims: ['delta(image.Pss) <= -16K && abs(delta(image.Rss)) < 256K'],
      explanation: {
        en: 'Rss {image.Rss}, Pss {image.Pss} (before: {before(image.Pss)}). The pages are in RAM once, whoever shows them.',
        zh: 'Rss {image.Rss},Pss {image.Pss}(之前 {before(image.Pss)})。无论谁映射它们,这些页在内存中只有一份。'
      },
      toTry: ['pmap -X PID']
    },
    {
      text: { en: 'The second process ends.', zh: '第二个进程结束。' },
      c: 'waitpid(pid, NULL, 0);',
      commands: ['reap'],
      prediction: {
        question: { en: 'Does the first one get bigger?', zh: '第一个进程会变大吗?' },
        choices: [
          {
            en: 'Its PSS rises, though it did nothing',
            zh: '它的 PSS 上升,尽管什么也没做',
            holds: 'delta(image.Pss) > 0'
          },
          { en: 'Nothing changes', zh: '没有变化', holds: 'delta(image.Pss) == 0' },
          { en: 'Its RSS falls', zh: '它的 RSS 下降', holds: 'delta(image.Rss) < 0' }
        ]
      },
      lookAt: { subject: 'image', column: 'Pss' },
      claims: ['delta(image.Pss) >= 16K'],
      explanation: {
        en: 'PSS rose by {delta(image.Pss)}: with fewer sharers each share is bigger. So PSS can change without the process doing anything.',
        zh: 'PSS 上升了 {delta(image.Pss)}:共享者越少,每份越大。因此即使进程什么也不做,PSS 也会变化。'
      },
      toTry: ['pmap -X PID']
    }
  ]
}
