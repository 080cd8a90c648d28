import type { Lesson } from '../../lesson.ts'

export const lesson: Lesson = {
  id: 'reading-untouched-memory',
  title: { en: 'Reading untouched memory', zh: '读取从未写过的内存' },
  teaches: {
    en: 'A private page that was only read is the zero page: one page of zeros for all processes, counted nowhere. Memory that can be shared is another matter.',
    zh: '私有匿名内存中只读过的页映射到零页：所有进程共用的一页零，不计入任何统计。可共享的内存则不同。'
  },
  sources: [
    'Documentation/admin-guide/mm/concepts.rst: Anonymous Memory',
    'madvise(2): MADV_DONTNEED',
    'mmap(2): MAP_SHARED',
    'Documentation/filesystems/proc.rst: VmPTE'
  ],
  chapters: { ostep: ['21', '23'], csapp: ['9.8.1', '9.8.4'] },
  steps: [
    {
      text: {
        en: '16 MiB are mapped, and one byte of each page is read.',
        zh: '映射 16 MiB，并在每一页中读取一个字节。'
      },
      c: 'a = mmap(NULL, 16 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);  for (i = 0; i < 4096; i++) x = a[i * 4096];',
      commands: ['map a 16M', 'read a 0 16M'],
      prediction: {
        question: { en: 'Does reading count as resident?', zh: '只读不写，会计入常驻内存（RSS）吗？' },
        choices: [
          { en: 'Yes, 16 MiB', zh: '会，16 MiB', holds: 'a.Rss >= 15M' },
          { en: 'No', zh: '不会', holds: 'a.Rss < 1M' }
        ]
      },
      lookAt: { target: 'a', column: 'Rss', picture: 'pages' },
      claims: [
        'delta(process.VmPTE) >= 24 && a.Rss < 1M && a.Size >= 16M',
        'faults.minor >= 4096 && reply.nonzero == 0',
        'a.pagesAbsent == 0 && a.Rss < 1M && delta(process.minflt) >= 4096'
      ],
      explanation: {
        en: 'Rss of the mapping: {a.Rss}, though there were {#faults.minor} page faults and every byte was read as 0. The page tables have an entry for each page ({a.pagesAbsent} are without one), and all of them lead to the same zero page. Only the page tables grew, by {delta(process.VmPTE)} (VmPTE).',
        zh: '该映射的 Rss：{a.Rss}，虽然发生了 {#faults.minor} 次缺页，读到的每个字节都是 0。页表中每一页都有一项（没有的是 {a.pagesAbsent}），全部指向同一个零页。只有页表增加了 {delta(process.VmPTE)}（VmPTE）。'
      },
      needs: 'machine.page == 4',
      otherwise: {
        en: 'Rss of the mapping: {a.Rss}. Each page is mapped to the same zero page. On most machines the page tables would have grown; with pages of {machine.page}, as here, one table reaches further, and the difference is {delta(process.VmPTE)}.',
        zh: '该映射的 Rss：{a.Rss}。每一页都映射到同一个零页。在多数机器上页表会增加；而这里的页是 {machine.page}，一张页表覆盖的范围更大，差值为 {delta(process.VmPTE)}。'
      },
      toTry: ['grep VmPTE /proc/PID/status']
    },
    {
      text: { en: 'Now the first half is written.', zh: '现在写入前一半。' },
      c: 'for (i = 0; i < 2048; i++) a[i * 4096] = 1;',
      commands: ['touch a 0 8M'],
      prediction: {
        question: { en: 'And now?', zh: '现在呢？' },
        choices: [
          { en: 'Rss grows by 8 MiB', zh: 'Rss 增加 8 MiB', holds: 'delta(a.Rss) >= 8M && delta(a.Rss) < 9M' },
          { en: 'Rss grows by 16 MiB', zh: 'Rss 增加 16 MiB', holds: 'delta(a.Rss) >= 15M' },
          { en: 'Nothing: the pages are there already', zh: '不变：页已经在了', holds: 'delta(a.Rss) < 1M' }
        ]
      },
      lookAt: { target: 'a', column: 'Private_Dirty', picture: 'pages' },
      claims: [
        'delta(a.Rss) >= 8M && delta(a.Rss) < 9M',
        'delta(a.Private_Dirty) >= 8M',
        'a.pagesExclusive == 8M && a.pagesAbsent == 0'
      ],
      explanation: {
        en: 'The first write to a page replaces the zero page by a page of its own, which is copy-on-write: Rss grew by {delta(a.Rss)}, all of it private and dirty.',
        zh: '首次写入时，零页被换成自己的一页，这就是写时复制：Rss 增加 {delta(a.Rss)}，全部是私有的脏页。'
      },
      toTry: ['pmap -XX PID']
    },
    {
      text: {
        en: 'The program tells the kernel that it does not need the contents any more, and reads them once more.',
        zh: '程序告诉内核不再需要其中的内容，然后再读一遍。'
      },
      c: 'madvise(a, 16 << 20, MADV_DONTNEED);  for (i = 0; i < 4096; i++) x = a[i * 4096];',
      commands: ['advise a 0 16M dontneed', 'read a 0 16M'],
      prediction: {
        question: { en: 'What is left of the mapping?', zh: '映射还剩下什么？' },
        choices: [
          {
            en: 'The row, without RAM',
            zh: '这一行还在，但没有物理内存',
            holds: 'a.Rss < 1M && a.Size >= 16M && delta(a.Rss) < 0'
          },
          { en: 'Nothing', zh: '什么也没有', holds: 'a.rows == 0' },
          { en: 'All as before', zh: '和以前一样', holds: 'delta(a.Rss) == 0' }
        ]
      },
      lookAt: { target: 'a', column: 'Rss', picture: 'pages' },
      claims: [
        'delta(a.Rss) <= -8M && a.Size >= 16M && reply.nonzero == 0',
        'a.pagesAbsent == 0 && a.pagesExclusive == 0 && a.Size >= 16M && delta(a.Rss) < 0'
      ],
      explanation: {
        en: 'The row still has {a.Size}; its pages are gone ({delta(a.Rss)}). Of the bytes read again, {#reply.nonzero} are not 0: what was written is lost.',
        zh: '这一行仍有 {a.Size}，但页已经没有了（{delta(a.Rss)}）。再次读取，不为 0 的字节有 {#reply.nonzero} 个：写过的内容已经丢失。'
      },
      toTry: ['pmap -X PID']
    },
    {
      text: {
        en: 'The same again with memory that could be shared: 16 MiB, only read, one byte of each page.',
        zh: '换成可以共享的内存再做一次：16 MiB，每页只读一个字节。'
      },
      c: 'b = mmap(NULL, 16 << 20, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);  for (i = 0; i < 4096; i++) x = b[i * 4096];',
      commands: ['map b 16M rw shared', 'read b 0 16M'],
      prediction: {
        question: { en: 'Does reading count as resident here?', zh: '这里只读不写，会计入常驻内存吗？' },
        choices: [
          { en: 'No, as before', zh: '不会，和之前一样', holds: 'b.Rss < 1M' },
          { en: 'Yes, 16 MiB', zh: '会，16 MiB', holds: 'b.Rss >= 15M' }
        ]
      },
      lookAt: { target: 'b', column: 'Rss' },
      claims: ['b.Rss >= 16M && b.shared == 1 && reply.nonzero == 0'],
      explanation: {
        en: 'Rss {b.Rss}. Whoever shares this memory must find the same pages, so the kernel puts real pages of zeros into it at the first access, read or write. The zero page is for private memory only.',
        zh: 'Rss {b.Rss}。共享这段内存的进程必须看到相同的页，所以无论读写，内核在首次访问时就放入真正的清零页。零页只用于私有内存。'
      },
      toTry: ['pmap -X PID', 'grep RssShmem /proc/PID/status']
    }
  ]
}
