import type { Lesson } from '../../lesson.ts'

export const lesson: Lesson = {
  id: 'page-cache',
  title: { en: 'The page cache is not the process', zh: '页缓存不属于进程' },
  teaches: {
    en: 'A file’s contents are in RAM because the kernel cached them. A process is charged for the pages that its page tables map, and for no others.',
    zh: '文件内容在物理内存中，是因为内核缓存了它们。进程只计入它的页表所映射的页，别的不计。'
  },
  sources: [
    'Documentation/admin-guide/mm/concepts.rst: Page cache',
    'mincore(2)',
    'madvise(2): MADV_DONTNEED',
    'posix_fadvise(2): POSIX_FADV_DONTNEED',
    'free(1): buff/cache, available'
  ],
  chapters: { ostep: ['23', '40'], csapp: ['9.8.1', '9.8.4'] },
  steps: [
    {
      text: {
        en: 'The program writes a file of 4 MiB and maps it. It reads nothing from the mapping. mincore reports which pages of the file are in the page cache.',
        zh: '程序写入一个 4 MiB 的文件并映射它，但不从映射中读取。mincore 说明文件有多少在页缓存中。'
      },
      c: 'write(file, …, 4 << 20);  a = mmap(NULL, 4 << 20, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);  mincore(a, 4 << 20, in_core);',
      commands: ['mapfile a 4M shared', 'cached a'],
      prediction: {
        question: { en: 'What is the Rss of the mapping?', zh: '该映射的 Rss 是多少？' },
        choices: [
          {
            en: '4 MiB: the file is in RAM and mapped',
            zh: '4 MiB：文件在物理内存中，而且已映射',
            holds: 'a.Rss >= 3M'
          },
          { en: '0', zh: '0', holds: 'a.Rss == 0 && reply.cachedKb >= 4M' }
        ]
      },
      lookAt: { target: 'a', column: 'Rss', picture: 'pages' },
      claims: ['a.Rss == 0 && a.Size >= 4M && reply.cachedKb >= 4M', 'a.pagesAbsent >= 4M'],
      explanation: {
        en: '{reply.cachedKb} of the file are in the page cache, and Rss is {a.Rss}: no page table of this process leads to any of it yet.',
        zh: '文件有 {reply.cachedKb} 在页缓存中，而 Rss 是 {a.Rss}：这个进程的页表还没有指向其中任何一页。'
      },
      toTry: ['pmap -X PID', 'free -m']
    },
    {
      text: { en: 'One byte of each page is read.', zh: '每页读取一个字节。' },
      c: 'for (i = 0; i < 4 << 20; i += page) x = a[i];',
      commands: ['read a 0 4M'],
      prediction: {
        question: { en: 'What happens to Rss and to the RAM that is in use?', zh: 'Rss 和已用的物理内存会怎样？' },
        choices: [
          {
            en: 'Rss grows by 4 MiB, without any new page for the contents',
            zh: 'Rss 增加 4 MiB，但没有为内容分配新页',
            holds: 'delta(a.Rss) >= 4M && reply.major == 0 && a.Anonymous == 0'
          },
          {
            en: 'Both grow by 4 MiB: the process gets a copy',
            zh: '都增加 4 MiB：进程得到副本',
            holds: 'a.Anonymous >= 4M'
          },
          { en: 'Neither: it is only reading', zh: '都不变：只是读取', holds: 'delta(a.Rss) < 1M' }
        ]
      },
      lookAt: { target: 'a', column: 'Rss', picture: 'pages' },
      claims: [
        'delta(a.Rss) >= 4M && reply.major == 0 && a.Anonymous == 0 && reply.nonzero * machine.page >= 4M',
        'a.pagesOfFile >= 4M && a.pagesAbsent == 0'
      ],
      explanation: {
        en: 'Rss is {a.Rss}: the very pages of the cache are mapped now (Anonymous {a.Anonymous}, {#reply.major} waits for the disk). They were in RAM before; the only new thing is this process’s page tables.',
        zh: 'Rss 是 {a.Rss}：现在映射的就是缓存中的那些页（Anonymous {a.Anonymous}，等待磁盘 {#reply.major} 次）。它们之前就在物理内存中；新增的只是这个进程的页表。'
      },
      toTry: ['pmap -X PID', 'free -m']
    },
    {
      text: {
        en: 'The program takes the pages out of its page tables and asks again what is cached.',
        zh: '程序把这些页从自己的页表中移除，再询问缓存了多少。'
      },
      c: 'madvise(a, 4 << 20, MADV_DONTNEED);  mincore(a, 4 << 20, in_core);',
      commands: ['advise a 0 4M dontneed', 'cached a'],
      prediction: {
        question: { en: 'What is left?', zh: '还剩下什么？' },
        choices: [
          {
            en: 'Rss 0, and the cache still has the file',
            zh: 'Rss 为 0，缓存中仍有文件',
            holds: 'a.Rss == 0 && reply.cachedKb >= 4M'
          },
          {
            en: 'Rss 0, and the cache is empty, too',
            zh: 'Rss 为 0，缓存也空了',
            holds: 'a.Rss == 0 && reply.cachedKb < 1M'
          },
          { en: 'Rss stays: the file is still mapped', zh: 'Rss 不变：文件仍被映射', holds: 'a.Rss >= 4M' }
        ]
      },
      lookAt: { target: 'a', column: 'Rss', picture: 'pages' },
      claims: ['delta(a.Rss) <= -4M && reply.cachedKb >= 4M', 'delta(a.pagesAbsent) == 4M'],
      explanation: {
        en: 'Rss {a.Rss}, in the page cache {reply.cachedKb}. So RSS can fall without any RAM becoming free, and “used” memory can be cache that no process has.',
        zh: 'Rss {a.Rss}，页缓存中 {reply.cachedKb}。所以 RSS 下降不一定释放物理内存，而“已用”的内存可能是不属于任何进程的缓存。'
      },
      toTry: ['free -m']
    },
    {
      text: {
        en: 'Now the kernel is asked to drop the file from the cache, once it is safely on the disk.',
        zh: '现在请内核在写回磁盘之后，把文件从缓存中移除。'
      },
      c: 'fsync(file);  posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);',
      commands: ['drop a'],
      prediction: {
        question: {
          en: 'The file is still mapped. How much stays in the cache?',
          zh: '文件仍被映射。缓存中还剩多少？'
        },
        choices: [
          { en: 'All of it, because it is mapped', zh: '全部，因为它被映射着', holds: 'reply.cachedKb >= 3M' },
          { en: 'Nothing', zh: '没有', holds: 'reply.cachedKb < 1M' }
        ]
      },
      lookAt: { target: 'a', column: 'Rss', picture: 'pages' },
      claims: ['reply.cachedKb == 0 && a.Size >= 4M'],
      explanation: {
        en: '{reply.cachedKb}: the row is there ({a.Size}), but no page table leads to the pages, so the kernel could let them go. The next access will be a page fault that waits for the disk. Caches like this one are what free counts as “available”.',
        zh: '{reply.cachedKb}：这一行还在（{a.Size}），但没有页表指向这些页，所以内核可以释放它们。下一次访问将是一次要等磁盘的缺页。这样的缓存，正是 free 计入“available”的部分。'
      },
      needs: 'reply.cachedKb == 0',
      otherwise: {
        en: '{reply.cachedKb}: here the kernel kept it. On a tmpfs the page cache is the only place that the file has.',
        zh: '{reply.cachedKb}：这里内核保留了它。在 tmpfs 上，页缓存就是文件唯一的存放处。'
      },
      toTry: ['free -m', 'df /tmp']
    }
  ]
}
