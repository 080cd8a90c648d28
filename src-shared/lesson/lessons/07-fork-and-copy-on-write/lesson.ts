import type { Lesson } from '../../lesson.ts'

export const lesson: Lesson = {
  id: 'fork-and-copy-on-write',
  title: { en: 'fork and copy-on-write: PSS against RSS', zh: 'fork 与写时复制：PSS 与 RSS' },
  teaches: {
    en: 'After fork both processes map the same pages. RSS counts them in each, PSS divides them; the first write to a page copies it: copy-on-write.',
    zh: 'fork 之后两个进程映射相同的页。RSS 在每个进程中都计算，PSS 按比例分摊；首次写入某页时才复制它：写时复制。'
  },
  sources: [
    'fork(2)',
    'Documentation/filesystems/proc.rst: Pss, Shared_Dirty',
    'Documentation/admin-guide/mm/concepts.rst: Anonymous Memory'
  ],
  chapters: { ostep: ['5', '23'], csapp: ['9.8.2'] },
  steps: [
    {
      text: { en: 'The program fills 4 MiB.', zh: '程序写满 4 MiB。' },
      c: 'a = mmap(NULL, 4 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);  for (i = 0; i < 1024; i++) a[i * 4096] = 1;',
      commands: ['map a 4M', 'touch a 0 4M'],
      prediction: {
        question: { en: 'What is the PSS of this memory?', zh: '这些内存的 PSS 是多少？' },
        choices: [
          { en: 'The same as RSS', zh: '与 RSS 相同', holds: 'a.Pss >= 4M' },
          { en: 'Half of it', zh: '一半', holds: 'a.Pss < 3M && a.Pss > 0' }
        ]
      },
      lookAt: { target: 'a', column: 'Pss', picture: 'pages' },
      claims: ['a.Pss >= 4M && a.Private_Dirty >= 4M', 'a.pagesExclusive == 4M'],
      explanation: {
        en: 'No other process maps these pages: Rss {a.Rss}, Pss {a.Pss}.',
        zh: '没有其他进程共用这些页：Rss {a.Rss}，Pss {a.Pss}。'
      },
      toTry: ['pmap -X PID']
    },
    {
      text: { en: 'It forks. The child does nothing.', zh: '它执行 fork，子进程什么也不做。' },
      c: 'pid = fork();',
      commands: ['fork'],
      prediction: {
        question: { en: 'What do RSS and PSS of the parent show now?', zh: '父进程的 RSS 和 PSS 现在是多少？' },
        choices: [
          {
            en: 'RSS stays, PSS is halved',
            zh: 'RSS 不变，PSS 减半',
            holds: 'delta(a.Rss) > -64K && delta(a.Pss) <= -1900K'
          },
          { en: 'Both stay', zh: '都不变', holds: 'delta(a.Pss) == 0' },
          { en: 'Both are halved', zh: '都减半', holds: 'delta(a.Rss) <= -1900K' }
        ]
      },
      lookAt: { target: 'a', column: 'Pss', picture: 'pages' },
      claims: [
        'delta(a.Pss) <= -1900K && delta(a.Rss) > -64K',
        'delta(a.Shared_Dirty) >= 3900K',
        'child.a.Rss >= 3900K && child.a.Pss <= 2100K',
        'a.pagesExclusive == 0 && child.a.pagesExclusive == 0 && a.pagesAbsent == 0'
      ],
      explanation: {
        en: 'Parent: Rss {a.Rss}, Pss {a.Pss}. Child: Rss {child.a.Rss}, Pss {child.a.Pss}. Both map the same pages, so each is charged half. The pages count as shared ({a.Shared_Dirty}) although the mapping is private: {a.pagesExclusive} of them are mapped by the parent alone.',
        zh: '父进程：Rss {a.Rss}，Pss {a.Pss}。子进程：Rss {child.a.Rss}，Pss {child.a.Pss}。两个进程映射相同的页，各计一半。这些页算作共享（{a.Shared_Dirty}），尽管映射是私有的：只由父进程映射的有 {a.pagesExclusive}。'
      },
      toTry: ['pmap -X PID']
    },
    {
      text: { en: 'The child writes to half of the pages.', zh: '子进程写入其中一半的页。' },
      c: 'for (i = 0; i < 512; i++) a[i * 4096] = 1;  /* in the child */',
      commands: ['child touch a 0 2M'],
      prediction: {
        question: { en: 'And the PSS of the parent?', zh: '父进程的 PSS 呢？' },
        choices: [
          { en: 'It rises to 3 MiB', zh: '升至 3 MiB', holds: 'delta(a.Pss) >= 900K && delta(a.Pss) <= 1200K' },
          { en: 'It does not change', zh: '不变', holds: 'delta(a.Pss) == 0' },
          { en: 'It falls to 1 MiB', zh: '降至 1 MiB', holds: 'delta(a.Pss) < 0' }
        ]
      },
      lookAt: { target: 'a', column: 'Pss', picture: 'pages' },
      claims: [
        'delta(a.Pss) >= 900K && delta(a.Private_Dirty) >= 1900K',
        'child.a.Private_Dirty >= 1900K && reply.minor >= 32',
        'a.pagesExclusive == 2M && child.a.pagesExclusive == 2M'
      ],
      explanation: {
        en: 'Each of the child’s writes was a page fault ({#reply.minor}), and the kernel copied that page for it. The parent did nothing and has the old page for itself again: {a.Private_Dirty} private, {a.Shared_Dirty} still shared, Pss {a.Pss}. The child: {child.a.Private_Dirty} private, Pss {child.a.Pss}.',
        zh: '子进程的每次首次写入都是一次缺页（共 {#reply.minor} 次），内核为它复制那一页。父进程什么也没做，旧页重新归它独有：私有 {a.Private_Dirty}，仍共享 {a.Shared_Dirty}，Pss {a.Pss}。子进程：私有 {child.a.Private_Dirty}，Pss {child.a.Pss}。'
      },
      toTry: ['pmap -X PID']
    },
    {
      text: { en: 'The child ends.', zh: '子进程结束。' },
      c: 'waitpid(pid, NULL, 0);',
      commands: ['reap'],
      prediction: {
        question: { en: 'And now?', zh: '现在呢？' },
        choices: [
          {
            en: 'All pages are the parent’s own again',
            zh: '所有页又归父进程独有',
            holds: 'a.Shared_Dirty == 0 && delta(a.Pss) > 0'
          },
          { en: 'The shared half is lost', zh: '共享的一半丢失了', holds: 'delta(a.Rss) < 0' },
          { en: 'Nothing changes', zh: '没有变化', holds: 'delta(a.Pss) == 0' }
        ]
      },
      lookAt: { target: 'a', column: 'Pss', picture: 'pages' },
      claims: ['delta(a.Pss) >= 900K && a.Shared_Dirty == 0', 'a.pagesExclusive == 4M && delta(a.pagesExclusive) > 0'],
      explanation: { en: 'Pss is {a.Pss} again, as before the fork.', zh: 'Pss 又回到 {a.Pss}，与 fork 之前一样。' },
      toTry: ['pmap -X PID']
    }
  ]
}
