import type { Lesson } from '../../lesson.ts'

const NO_SWAP = {
  en: 'There is no swap for these pages here (the machine has {machine.SwapTotal}), so they can’t leave RAM: Rss is {a.Rss}. Play the recording, which was made where there is some.',
  zh: '这里没有可供这些页使用的交换空间（这台机器有 {machine.SwapTotal}），所以它们不能离开物理内存：Rss 为 {a.Rss}。请播放录制，那次运行有交换空间。'
}

export const lesson: Lesson = {
  id: 'swap',
  title: { en: 'Swap: out of RAM and not lost', zh: '交换空间：离开物理内存，但没有丢失' },
  teaches: {
    en: 'Anonymous pages have no file to come back from, so the kernel writes them to swap before it takes their RAM. RSS falls, nothing is freed, and each page returns at its next access. It needs a machine with swap; there is a recording for others.',
    zh: '匿名页没有可以读回的文件，所以内核先把它们写入交换空间，再收回物理内存。RSS 下降，但什么也没有释放，每一页在下次访问时回来。需要有交换空间的机器；其他机器可以播放录制。'
  },
  sources: [
    'madvise(2): MADV_PAGEOUT',
    'swapon(8)',
    'proc_pid_smaps(5): Swap',
    'Documentation/admin-guide/mm/concepts.rst: Reclaim',
    'Documentation/admin-guide/mm/pagemap.rst: bit 62',
    'getrusage(2): ru_majflt'
  ],
  chapters: { ostep: ['21', '22'], csapp: ['9.3.4', '9.8'] },
  steps: [
    {
      text: {
        en: '16 MiB are mapped and written. Then the program lets the kernel do at once what it does when RAM is short: take these pages out.',
        zh: '映射 16 MiB 并写入。然后程序让内核立即做它在物理内存不足时会做的事：换出这些页。'
      },
      c: 'a = mmap(NULL, 16 << 20, …);  memset(a, 1, 16 << 20);  madvise(a, 16 << 20, MADV_PAGEOUT);',
      commands: ['map a 16M', 'touch a 0 16M', 'advise a 0 16M pageout'],
      prediction: {
        question: { en: 'The program freed nothing. What does RSS say?', zh: '程序什么也没有释放。RSS 显示什么？' },
        choices: [
          { en: 'Still 16 MiB', zh: '仍是 16 MiB', holds: 'a.Rss >= 12M' },
          {
            en: 'Almost nothing, and Swap 16 MiB',
            zh: '几乎没有，而 Swap 为 16 MiB',
            holds: 'a.Rss < 4M && a.Swap >= 12M'
          },
          {
            en: 'Almost nothing: the contents are lost',
            zh: '几乎没有：内容已经丢失',
            holds: 'a.Rss < 4M && a.Swap < 4M'
          }
        ]
      },
      lookAt: { target: 'a', column: 'Swap' },
      claims: ['a.Swap >= 12M && a.Rss <= 4M && a.Size >= 16M', 'a.pagesSwapped >= 12M'],
      explanation: {
        en: 'Rss {a.Rss}, Swap {a.Swap}: pagemap says of {a.pagesSwapped} that the page is swapped out. A falling RSS does not mean that a program gave something back.',
        zh: 'Rss {a.Rss}，Swap {a.Swap}：pagemap 表明其中 {a.pagesSwapped} 的页已被换出。RSS 下降并不说明程序归还了什么。'
      },
      needs: 'first(machine.SwapFree) >= 64M && a.Swap > 0',
      otherwise: NO_SWAP,
      toTry: ['grep -E "VmRSS|VmSwap" /proc/PID/status', 'swapon --show']
    },
    {
      text: { en: 'The program reads one byte of each page.', zh: '程序在每一页中读取一个字节。' },
      c: 'for (i = 0; i < 16 << 20; i += page) x = a[i];',
      commands: ['read a 0 16M'],
      prediction: {
        question: { en: 'What does it find there?', zh: '它读到什么？' },
        choices: [
          { en: 'Zeros', zh: '零', holds: 'reply.nonzero == 0' },
          { en: 'What it wrote', zh: '它写入的内容', holds: 'reply.nonzero * machine.page >= 16M' },
          { en: 'A signal (SIGBUS)', zh: '总线错误（SIGBUS）', holds: 'reply.fault == 1' }
        ]
      },
      lookAt: { target: 'a', column: 'Rss' },
      claims: [
        'reply.value == 1 && reply.nonzero * machine.page >= 16M && delta(a.Swap) <= -12M && delta(a.Rss) >= 12M'
      ],
      explanation: {
        en: 'Its own 1s, in all {#reply.nonzero} pages, after {#reply.minor} page faults that waited for nothing (minor) and {#reply.major} that had to wait for the swap (major): what was written out just now is often still in RAM, as swap cache. The program notices nothing but the time. Rss is {a.Rss} again, Swap {a.Swap}.',
        zh: '在全部 {#reply.nonzero} 页中都是它写入的 1。其间有 {#reply.minor} 次缺页无需等待（次缺页），{#reply.major} 次必须等待交换空间（主缺页）：刚刚写出的页往往还在物理内存中，称为交换缓存。程序除了时间什么也察觉不到。Rss 又是 {a.Rss}，Swap 为 {a.Swap}。'
      },
      needs: 'first(machine.SwapFree) >= 64M && before(a.Swap) > 0',
      otherwise: NO_SWAP,
      toTry: ['ps -o min_flt,maj_flt PID']
    },
    {
      text: {
        en: 'Out again; then the program writes to the first 4 MiB only.',
        zh: '再次换出；然后程序只写入前 4 MiB。'
      },
      c: 'madvise(a, 16 << 20, MADV_PAGEOUT);  memset(a, 1, 4 << 20);',
      commands: ['advise a 0 16M pageout', 'touch a 0 4M'],
      prediction: {
        question: { en: 'How much comes back?', zh: '回来多少？' },
        choices: [
          { en: 'All 16 MiB', zh: '全部 16 MiB', holds: 'a.Rss >= 12M' },
          { en: '4 MiB', zh: '4 MiB', holds: 'a.Rss >= 4M && a.Rss < 12M' }
        ]
      },
      lookAt: { target: 'a', column: 'Rss' },
      claims: ['a.Rss >= 4M && a.Rss <= 7M && a.Swap >= 8M && a.pagesSwapped >= 8M'],
      explanation: {
        en: 'Rss {a.Rss}, Swap {a.Swap}: pages come back when they are used; {#reply.major} of the faults had to wait for the swap, {#reply.minor} did not, since neighbours are read along. So a process that is mostly swapped out can be as fast as ever, as long as what it uses (its working set) fits into RAM. What takes memory of the machine is Rss and Swap together.',
        zh: 'Rss {a.Rss}，Swap {a.Swap}：页在使用时才回来；有 {#reply.major} 次缺页必须等待交换空间，{#reply.minor} 次不必，因为相邻的页会顺便读入。所以大部分被换出的进程也可以和以前一样快，只要它使用的部分（工作集）放得进物理内存。它在机器上占用的是 Rss 与 Swap 之和。'
      },
      needs: 'first(machine.SwapFree) >= 64M && a.Swap > 0',
      otherwise: NO_SWAP,
      toTry: ['grep -E "VmRSS|VmSwap" /proc/PID/status', 'vmstat 1']
    },
    {
      text: {
        en: 'The same with a file of 4 MiB that is mapped and read, and that is safely on the disk.',
        zh: '换成一个 4 MiB 的文件：已映射、已读取，并且已经写入磁盘。'
      },
      c: 'b = mmap(NULL, 4 << 20, …, MAP_PRIVATE, file, 0);  for (i = 0; i < 4 << 20; i += page) x = b[i];  madvise(b, 4 << 20, MADV_PAGEOUT);',
      commands: ['mapfile b 4M private', 'drop b', 'read b 0 4M', 'advise b 0 4M pageout'],
      prediction: {
        question: { en: 'How much swap does it take?', zh: '它占用多少交换空间？' },
        choices: [
          { en: '4 MiB', zh: '4 MiB', holds: 'b.Swap >= 3M' },
          { en: 'None', zh: '不占用', holds: 'b.Swap == 0 && b.Rss < 1M' },
          {
            en: 'None, because it stays in RAM',
            zh: '不占用，因为它留在物理内存中',
            holds: 'b.Swap == 0 && b.Rss >= 1M'
          }
        ]
      },
      lookAt: { target: 'b', column: 'Swap' },
      claims: ['b.Swap == 0 && b.Rss <= 1M && b.Size >= 4M && faults.minor + faults.major > 0'],
      explanation: {
        en: 'Swap {b.Swap}, Rss {b.Rss}. Clean pages of a file are simply dropped, because the file has them. Swap is for what has no other place: heap, stacks, and private copies of a file’s pages. So a machine without swap can only take away files’ pages, code among them.',
        zh: 'Swap {b.Swap}，Rss {b.Rss}。文件的干净页直接丢弃，因为文件中还有它们。交换空间用于没有其他存放处的内容：堆、栈，以及文件页的私有副本。所以没有交换空间的机器只能收回文件的页，其中包括代码。'
      },
      needs: 'b.Swap == 0',
      otherwise: {
        en: 'Here the file’s folder is in memory itself (tmpfs), so its pages went to swap, too: {b.Swap}, and Rss is {b.Rss}.',
        zh: '这里文件所在的目录本身就在内存中（tmpfs），所以它的页也进入了交换空间：{b.Swap}，Rss 为 {b.Rss}。'
      },
      toTry: ['pmap -X PID', 'df /tmp']
    }
  ]
}
