import type { Lesson } from '../../lesson.ts'

export const lesson: Lesson = {
  id: 'huge-pages',
  title: { en: 'Huge pages: one byte, 2 MiB', zh: '大页：一个字节，2 MiB' },
  teaches: {
    en: 'Where a program asks for it, or the machine is set so, the kernel backs memory with huge pages. Fewer faults and smaller page tables, but one byte takes a huge page.',
    zh: '如果程序要求，或者机器如此设置，内核用大页提供内存。缺页更少、页表更小，但一个字节就占用一个大页。'
  },
  sources: [
    'Documentation/admin-guide/mm/transhuge.rst',
    'madvise(2): MADV_HUGEPAGE',
    'Documentation/filesystems/proc.rst: AnonHugePages'
  ],
  chapters: { ostep: ['19', '20'], csapp: ['9.6.2', '9.7.1'] },
  steps: [
    {
      text: {
        en: '16 MiB are mapped, and huge pages are asked for. Then one byte is written, in the middle.',
        zh: '映射 16 MiB，并请求使用大页。然后在中间写入一个字节。'
      },
      c: 'a = mmap(NULL, 16 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);  madvise(a, 16 << 20, MADV_HUGEPAGE);  a[8 << 20] = 1;',
      commands: ['map a 16M', 'advise a 0 16M hugepage', 'touch a 8M 4K'],
      prediction: {
        question: { en: 'How much RAM does the one byte take?', zh: '这一个字节占用多少物理内存？' },
        choices: [
          { en: 'One page', zh: '一页', holds: 'a.Rss < 1M' },
          { en: '2 MiB', zh: '2 MiB', holds: 'a.Rss >= 1M && a.Rss < 4M' },
          { en: 'All 16 MiB', zh: '全部 16 MiB', holds: 'a.Rss >= 15M' }
        ]
      },
      lookAt: { target: 'a', column: 'AnonHugePages', metric: 'rss', picture: 'pages' },
      claims: ['a.Rss == 2M && a.AnonHugePages == 2M && reply.minor == 1', 'a.pagesAbsent == 14M'],
      explanation: {
        en: 'Rss {a.Rss}, all of it in huge pages (AnonHugePages {a.AnonHugePages}), from {#reply.minor} page fault. One entry in a table higher up covers 512 pages of 4 KiB.',
        zh: 'Rss {a.Rss}，全部是大页（AnonHugePages {a.AnonHugePages}），只有 {#reply.minor} 次缺页。上一级页表的一项代替了 512 个 4 KiB 的页。'
      },
      needs: 'a.AnonHugePages == 2M',
      otherwise: {
        en: 'Rss {a.Rss}, AnonHugePages {a.AnonHugePages}: this machine gave no huge page of 2 MiB (see transparent_hugepage/enabled), or huge pages have another size here.',
        zh: 'Rss {a.Rss}，AnonHugePages {a.AnonHugePages}：这台机器没有给出 2 MiB 的大页（见 transparent_hugepage/enabled），或者这里的大页是别的大小。'
      },
      toTry: ['cat /sys/kernel/mm/transparent_hugepage/enabled', 'grep AnonHugePages /proc/PID/smaps_rollup']
    },
    {
      text: {
        en: 'Now one byte of each page is written, 4,096 writes.',
        zh: '现在每个 4 KiB 写入一个字节，共 4096 次写入。'
      },
      c: 'for (i = 0; i < 4096; i++) a[i * 4096] = 1;',
      commands: ['touch a 0 16M'],
      prediction: {
        question: { en: 'How many page faults do they take?', zh: '会引发多少次缺页？' },
        choices: [
          {
            en: 'Some 3,600: 512 pages are there already',
            zh: '约 3600 次：已有 512 页',
            holds: 'reply.minor * machine.page >= 12M'
          },
          { en: 'Fewer than 20, if huge pages can be had', zh: '如果有大页，不到 20 次', holds: 'reply.minor < 20' },
          {
            en: 'Something between: some parts got no huge page',
            zh: '介于两者之间：有些部分没有得到大页',
            holds: 'reply.minor >= 20 && reply.minor * machine.page < 12M'
          }
        ]
      },
      lookAt: { target: 'a', column: 'AnonHugePages', metric: 'rss', picture: 'pages' },
      claims: ['a.Rss >= 16M && reply.minor < 3200 && delta(a.AnonHugePages) >= 2M'],
      explanation: {
        en: '{#reply.minor} page faults for {delta(a.Rss)}. AnonHugePages is {a.AnonHugePages}. A part at the edge that is shorter than 2 MiB, or not at a boundary of 2 MiB, has usual pages.',
        zh: '{delta(a.Rss)} 只有 {#reply.minor} 次缺页。AnonHugePages 是 {a.AnonHugePages}。边缘不足 2 MiB 或不在 2 MiB 边界上的部分使用普通页。'
      },
      needs: 'before(a.AnonHugePages) == 2M && a.AnonHugePages > 2M',
      otherwise: {
        en: '{#reply.minor} page faults for {delta(a.Rss)}, and AnonHugePages is {a.AnonHugePages}: this machine has no more huge pages of 2 MiB for it at present.',
        zh: '{delta(a.Rss)} 有 {#reply.minor} 次缺页，AnonHugePages 是 {a.AnonHugePages}：这台机器目前没有更多 2 MiB 的大页。'
      },
      toTry: ['grep AnonHugePages /proc/PID/smaps_rollup']
    },
    {
      text: {
        en: 'In the middle of a huge page, 64 KiB are given back.',
        zh: '在一个大页的中间，归还 64 KiB。'
      },
      c: 'madvise(a + (8 << 20) + 65536, 65536, MADV_DONTNEED);',
      commands: ['advise a 8256K 64K dontneed'],
      prediction: {
        question: { en: 'What happens to that huge page?', zh: '这个大页会怎样？' },
        choices: [
          { en: 'It goes as a whole: 2 MiB less', zh: '整个归还：减少 2 MiB', holds: 'delta(a.Rss) <= -1M' },
          {
            en: 'It is mapped as small pages: 64 KiB less RAM, 2 MiB less in huge pages',
            zh: '改用小页映射：物理内存减少 64 KiB，大页减少 2 MiB',
            holds: 'delta(a.Rss) == -64K && delta(a.AnonHugePages) == -2M'
          },
          { en: 'It stays: a huge page can not be split', zh: '保持不变：大页不能拆分', holds: 'delta(a.Rss) == 0' }
        ]
      },
      lookAt: { target: 'a', column: 'AnonHugePages', metric: 'rss', picture: 'pages' },
      claims: ['delta(a.Rss) == -64K && delta(a.AnonHugePages) == -2M', 'delta(a.pagesAbsent) == 64K'],
      explanation: {
        en: 'Rss changed by {delta(a.Rss)}, AnonHugePages by {delta(a.AnonHugePages)}: the one entry became a table of small ones. Whether the 64 KiB are free for others at once is another question: the kernel splits the page itself later.',
        zh: 'Rss 变化 {delta(a.Rss)}，AnonHugePages 变化 {delta(a.AnonHugePages)}：一项变成了一张小页的表。这 64 KiB 是否立即可供别的进程使用则是另一回事：内核稍后才拆分大页本身。'
      },
      needs: 'before(a.AnonHugePages) >= 2M',
      otherwise: {
        en: 'There was no huge page to split here; Rss changed by {delta(a.Rss)}.',
        zh: '这里没有可拆分的大页；Rss 变化 {delta(a.Rss)}。'
      },
      toTry: ['grep thp_split /proc/vmstat']
    }
  ]
}
