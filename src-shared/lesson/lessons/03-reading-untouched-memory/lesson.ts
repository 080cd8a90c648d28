import type { Lesson } from '../../lesson.ts'

export const lesson: Lesson = {
  id: 'reading-untouched-memory',
  title: { en: 'Reading untouched memory', zh: '读取从未写过的内存' },
  teaches: {
    en: 'A page that was only read is the one page of zeros that all processes share; it is counted nowhere.',
    zh: '只被读取过的页,就是所有进程共用的那一页零;它不计入任何统计。'
  },
  steps: [
    {
      text: { en: '16 MiB are mapped, and something is read in each page.', zh: '映射 16 MiB,并在每一页中读取。' },
      c: 'for (i = 0; i < 4096; i++) x = a[i * 4096];',
      commands: ['map a 16M', 'read a 0 16M'],
      prediction: {
        question: { en: 'Does reading count as resident?', zh: '读取会计入驻留吗?' },
        choices: [
          { en: 'Yes, 16 MiB', zh: '会,16 MiB', holds: 'a.Rss >= 15M' },
          { en: 'No', zh: '不会', holds: 'a.Rss < 1M' }
        ]
      },
      lookAt: { subject: 'a', column: 'Rss' },
      claims: ['delta(process.VmPTE) >= 24 && a.Rss < 1M && a.Size >= 16M'],
      explanation: {
        en: 'Rss of the mapping: {a.Rss}. Every page shows the same page of zeros. Only the page tables grew, by {delta(process.VmPTE)}.',
        zh: '该映射的 Rss:{a.Rss}。每一页看到的都是同一页零。只有页表增加了 {delta(process.VmPTE)}。'
      },
      needs: 'machine.page == 4',
      otherwise: {
        en: 'Rss of the mapping: {a.Rss}. Every page shows the same page of zeros. On most machines the page tables would have grown; with pages of {machine.page}, as here, one table reaches further, and the difference is {delta(process.VmPTE)}.',
        zh: '该映射的 Rss:{a.Rss}。每一页看到的都是同一页零。在多数机器上页表会增加;而这里的页是 {machine.page},一张页表覆盖的范围更大,差值为 {delta(process.VmPTE)}。'
      },
      toTry: ['grep VmPTE /proc/PID/status']
    },
    {
      text: { en: 'Now the first half is written.', zh: '现在写入前一半。' },
      c: 'for (i = 0; i < 2048; i++) a[i * 4096] = 1;',
      commands: ['touch a 0 8M'],
      prediction: {
        question: { en: 'And now?', zh: '现在呢?' },
        choices: [
          { en: 'Rss grows by 8 MiB', zh: 'Rss 增加 8 MiB', holds: 'delta(a.Rss) >= 8M && delta(a.Rss) < 9M' },
          { en: 'Rss grows by 16 MiB', zh: 'Rss 增加 16 MiB', holds: 'delta(a.Rss) >= 15M' },
          { en: 'Nothing: the pages are there already', zh: '不变:页已经在了', holds: 'delta(a.Rss) < 1M' }
        ]
      },
      lookAt: { subject: 'a', column: 'Private_Dirty' },
      claims: ['delta(a.Rss) >= 8M && delta(a.Rss) < 9M', 'delta(a.Private_Dirty) >= 8M'],
      explanation: {
        en: 'The first write to a page takes a page of its own: Rss grew by {delta(a.Rss)}, all of it private and dirty.',
        zh: '对一页的第一次写入会得到自己的一页:Rss 增加 {delta(a.Rss)},全部是私有的脏页。'
      },
      toTry: ['pmap -XX PID']
    },
    {
      text: {
        en: 'The program tells the kernel that it does not need the contents any more.',
        zh: '程序告诉内核不再需要其中的内容。'
      },
      c: 'madvise(a, 16 << 20, MADV_DONTNEED);',
      commands: ['advise a 0 16M dontneed'],
      prediction: {
        question: { en: 'What is left of the mapping?', zh: '映射还剩下什么?' },
        choices: [
          {
            en: 'The row, without RAM',
            zh: '这一行还在,但没有内存',
            holds: 'a.Rss < 1M && a.Size >= 16M && delta(a.Rss) < 0'
          },
          { en: 'Nothing', zh: '什么也没有', holds: 'a.rows == 0' },
          { en: 'All as before', zh: '和以前一样', holds: 'delta(a.Rss) == 0' }
        ]
      },
      lookAt: { subject: 'a', column: 'Rss' },
      claims: ['delta(a.Rss) <= -8M && a.Size >= 16M'],
      explanation: {
        en: 'The row still has {a.Size}; its pages are gone ({delta(a.Rss)}). A read would give zeros again.',
        zh: '这一行仍有 {a.Size},但页已经没有了({delta(a.Rss)})。再次读取又会得到零。'
      },
      toTry: ['pmap -X PID']
    }
  ]
}
