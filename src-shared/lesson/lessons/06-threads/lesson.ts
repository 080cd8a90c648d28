import type { Lesson } from '../../lesson.ts'

export const lesson: Lesson = {
  id: 'threads',
  title: { en: 'Threads: stacks, guards, arenas', zh: '线程：栈、保护页、分配区' },
  teaches: {
    en: 'A thread gets a stack of 8 MiB of addresses, a guard page below it, and often a share in an arena of 64 MiB; hardly any RAM.',
    zh: '每个线程得到 8 MiB 地址的栈和栈下方的保护页，常常还会用到 64 MiB 的分配区（arena），却几乎不占物理内存。'
  },
  sources: [
    'pthread_attr_setstacksize(3)',
    'pthread_attr_setguardsize(3)',
    'mallopt(3): M_ARENA_MAX',
    'malloc(3): NOTES'
  ],
  chapters: { ostep: ['26', '27'], csapp: ['12.3'] },
  steps: [
    {
      text: { en: 'Four threads are started. They wait.', zh: '启动四个线程，它们只是等待。' },
      c: 'for (i = 0; i < 4; i++) pthread_create(&id, NULL, work, NULL);',
      commands: ['thread 4'],
      prediction: {
        question: { en: 'How much RAM do four threads take?', zh: '四个线程占用多少物理内存？' },
        choices: [
          { en: '32 MiB: 8 MiB each', zh: '32 MiB：每个 8 MiB', holds: 'delta(all.Rss) >= 16M' },
          { en: 'Less than 1 MiB', zh: '不到 1 MiB', holds: 'delta(all.Rss) < 1M && delta(process.Threads) == 4' }
        ]
      },
      lookAt: { target: 'stack|guard', column: 'Size' },
      claims: [
        'delta(process.Threads) == 4 && delta(process.VmSize) >= 32M && delta(all.Rss) < 1M',
        'delta(guard.noAccess) >= 4 && guard.Rss == 0'
      ],
      explanation: {
        en: 'The virtual size grew by {delta(process.VmSize)}: 8 MiB of addresses for each stack. RAM: {delta(all.Rss)}, because a stack is paged in as it is used. The {#guard.rows} rows of {guard.Size} in all without access are the guard pages: a thread that runs past the end of its stack meets one and gets SIGSEGV instead of writing into its neighbour.',
        zh: '虚拟大小增加 {delta(process.VmSize)}：每个栈 8 MiB 地址。物理内存：{delta(all.Rss)}，因为栈用到哪里才分配到哪里。没有访问权限的 {#guard.rows} 行（共 {guard.Size}）是保护页：线程越过栈的末端时会碰到它，得到 SIGSEGV，而不会写进相邻的内存。'
      },
      needs: 'machine.page == 4',
      otherwise: {
        en: 'The virtual size grew by {delta(process.VmSize)}: 8 MiB of addresses for each stack. RAM: {delta(all.Rss)}, more than on most machines, because RAM comes in whole pages and they are {machine.page} here.',
        zh: '虚拟大小增加 {delta(process.VmSize)}：每个栈 8 MiB 地址。内存：{delta(all.Rss)}，比多数机器多，因为内存以整页为单位，而这里的页是 {machine.page}。'
      },
      toTry: ['ls /proc/PID/task', 'pmap -X PID']
    },
    {
      text: {
        en: 'Two more, and each of them mallocs 64 KiB and writes it.',
        zh: '再启动两个，每个都用 malloc 分配 64 KiB 并写入。'
      },
      c: 'memset(malloc(65536), 1, 65536);  /* in two threads */',
      commands: ['thread 2 64K'],
      prediction: {
        question: { en: 'By how much does the virtual size grow?', zh: '虚拟大小增加多少？' },
        choices: [
          { en: 'By 128 KiB', zh: '128 KiB', holds: 'delta(process.VmSize) < 1M' },
          {
            en: 'By about 16 MiB, the two stacks',
            zh: '约 16 MiB，即两个栈',
            holds: 'delta(process.VmSize) >= 15M && delta(process.VmSize) < 60M'
          },
          { en: 'By more than 100 MiB', zh: '超过 100 MiB', holds: 'delta(process.VmSize) >= 100M' }
        ]
      },
      lookAt: { target: 'arena|arena-rest', column: 'Size' },
      claims: [
        'delta(process.VmSize) >= 100M && delta(all.Rss) < 4M',
        'delta(arena.rows) >= 2 && "arena-rest".Size >= 120M'
      ],
      explanation: {
        en: 'It grew by {delta(process.VmSize)}, though only {delta(all.Rss)} more are in RAM. So that threads need not wait for each other, malloc gave these two arenas of their own, each 64 MiB of addresses: the writable parts are {arena.Size}, the reserved rest without access {"arena-rest".Size} (the marked rows). Not every thread gets one: there are at most about eight for each processor (M_ARENA_MAX), then they are shared.',
        zh: '增加了 {delta(process.VmSize)}，而物理内存只增加 {delta(all.Rss)}。为了让线程互不等待，malloc 给这两个线程各一个分配区，每个 64 MiB 地址：可写部分共 {arena.Size}，预留的其余部分不可访问，共 {"arena-rest".Size}（高亮的行）。并非每个线程都有自己的分配区：上限大约是每个处理器八个（M_ARENA_MAX），之后便共用。'
      },
      needs: 'delta(process.VmSize) >= 100M || delta(process.Threads) == 0',
      otherwise: {
        en: 'This C library has no arenas of its own for threads (not glibc), so that part of the lesson can not be seen here.',
        zh: '这里的 C 库没有为线程设立分配区（不是 glibc），因此看不到这一部分。'
      },
      toTry: ['pmap -X PID']
    }
  ]
}
