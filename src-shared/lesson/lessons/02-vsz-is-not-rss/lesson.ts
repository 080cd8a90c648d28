import type { Lesson } from '../../lesson.ts'

export const lesson: Lesson = {
  id: 'vsz-is-not-rss',
  title: { en: 'VSZ is not RSS: malloc gives addresses, not RAM', zh: 'VSZ 不是 RSS：malloc 给的是地址，不是内存' },
  teaches: {
    en: 'The virtual size counts promised addresses, the resident size what is really in RAM. A page of RAM is found on the first access: demand paging.',
    zh: '虚拟大小统计的是承诺的地址，常驻内存（RSS）统计的是真正在物理内存中的页。物理页在首次访问时才分配：按需调页。'
  },
  sources: [
    'malloc(3)',
    'mmap(2)',
    'proc_pid_status(5)',
    'Documentation/admin-guide/mm/concepts.rst: Anonymous Memory'
  ],
  chapters: { ostep: ['13', '14', '21'], csapp: ['9.9'] },
  steps: [
    {
      text: { en: 'The program asks malloc for 64 MiB.', zh: '程序向 malloc 请求 64 MiB。' },
      c: 'a = malloc(64 << 20);',
      commands: ['malloc a 64M'],
      prediction: {
        question: { en: 'By how much does the resident size (RSS) grow?', zh: '常驻内存（RSS）增加多少？' },
        choices: [
          { en: 'By 64 MiB', zh: '64 MiB', holds: 'delta(all.Rss) >= 32M' },
          { en: 'By almost nothing', zh: '几乎没有', holds: 'delta(all.Rss) < 1M && delta(process.VmSize) >= 64M' },
          {
            en: 'By 64 MiB, but only once the program uses another 64 MiB',
            zh: '64 MiB，但要等程序再用 64 MiB',
            holds: 'delta(all.Rss) >= 1M && delta(all.Rss) < 32M'
          }
        ]
      },
      lookAt: { target: 'a', column: 'Rss' },
      claims: ['delta(process.VmSize) >= 64M && delta(all.Rss) < 1M', 'a.pagesAbsent >= 63M'],
      explanation: {
        en: 'The virtual size grew by {delta(process.VmSize)}, the resident size by {delta(all.Rss)}. malloc got a range of addresses. Almost no RAM backs it: malloc wrote its own note at the start of the block, which took the first page. Behind the other {#a.pagesAbsent} KiB of it there is no page at all. (The row itself shows {a.Rss}, because the kernel joined it with a neighbour.)',
        zh: '虚拟大小增加了 {delta(process.VmSize)}，常驻内存增加了 {delta(all.Rss)}。malloc 得到一段地址，几乎没有分配物理页：malloc 只在块的开头写了自己的记录，占用第一页。其余 {#a.pagesAbsent} KiB 根本没有页。（这一行显示 {a.Rss}，因为内核把它与相邻的映射合并了。）'
      },
      toTry: ['pmap -x PID', 'grep -E "VmSize|VmRSS" /proc/PID/status']
    },
    {
      text: {
        en: 'Another 16 MiB are mapped directly, and one byte is written every 4,096 bytes, so that no page is left out.',
        zh: '再直接映射 16 MiB，并每隔 4096 字节写入一个字节，不遗漏任何一页。'
      },
      c: 'b = mmap(NULL, 16 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);  for (i = 0; i < 4096; i++) b[i * 4096] = 1;',
      commands: ['map b 16M', 'touch b 0 16M'],
      prediction: {
        question: {
          en: '4,096 bytes are written. How much RAM does that take?',
          zh: '写入了 4096 个字节。占用多少物理内存？'
        },
        choices: [
          { en: '4 KiB', zh: '4 KiB', holds: 'delta(all.Rss) < 1M' },
          { en: '16 MiB', zh: '16 MiB', holds: 'delta(all.Rss) >= 16M && delta(all.Rss) < 20M' },
          {
            en: '80 MiB: the first 64 MiB now come as well',
            zh: '80 MiB：先前的 64 MiB 现在也分配了',
            holds: 'delta(all.Rss) >= 64M'
          }
        ]
      },
      lookAt: { target: 'b', column: 'Rss' },
      claims: [
        'delta(all.Rss) >= 16M && delta(all.Rss) < 20M',
        'b.Rss >= 16M && a.Size >= 64M && a.Rss < 20M',
        'b.pagesAbsent == 0 && a.pagesAbsent >= 63M'
      ],
      explanation: {
        en: 'The resident size grew by {delta(all.Rss)}: RAM comes in whole pages, on the first write. Each of these writes was a page fault ({#faults.minor} of them) that the kernel answered with a page of zeros. The 64 MiB of malloc still wait.',
        zh: '常驻内存增加了 {delta(all.Rss)}：首次写入触发缺页，此时才分配物理页，而且以整页为单位。这里共有 {#faults.minor} 次缺页，内核每次给出一个清零的页。malloc 的 64 MiB 仍在等待。'
      },
      toTry: ['pmap -x PID']
    },
    {
      text: { en: 'It gives the 16 MiB back.', zh: '程序归还这 16 MiB。' },
      c: 'munmap(b, 16 << 20);',
      commands: ['unmap b 0 16M'],
      prediction: {
        question: { en: 'What happens to both numbers?', zh: '两个数字会怎样？' },
        choices: [
          { en: 'Both fall', zh: '都下降', holds: 'delta(all.Rss) <= -15M && delta(process.VmSize) <= -15M' },
          {
            en: 'Only the virtual size falls',
            zh: '只有虚拟大小下降',
            holds: 'delta(all.Rss) > -1M && delta(process.VmSize) <= -15M'
          },
          {
            en: 'Neither: the kernel keeps the pages',
            zh: '都不变：内核保留这些页',
            holds: 'delta(all.Rss) > -1M && delta(process.VmSize) > -1M'
          }
        ]
      },
      lookAt: { target: 'all', column: 'Rss', metric: 'rss' },
      claims: ['delta(all.Rss) <= -15M && delta(process.VmSize) == -16M'],
      explanation: {
        en: 'Without a mapping there is nothing the pages could belong to: RSS changed by {delta(all.Rss)}, the virtual size by {delta(process.VmSize)}.',
        zh: '没有映射，页就没有归属：RSS 变化 {delta(all.Rss)}，虚拟大小变化 {delta(process.VmSize)}。'
      },
      toTry: ['pmap -x PID']
    }
  ]
}
