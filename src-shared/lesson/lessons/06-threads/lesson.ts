import type { Lesson } from '../../lesson.ts'

export const lesson: Lesson = {
  id: 'threads',
  title: { en: 'Threads: stacks, guards, arenas', zh: '线程:栈、保护页、分配区' },
  teaches: {
    en: 'A thread gets a stack of 8 MiB of addresses, a guard, and often an arena of 64 MiB; hardly any RAM.',
    zh: '每个线程得到 8 MiB 地址的栈、保护页,常常还有 64 MiB 的分配区,却几乎不占内存。'
  },
  steps: [
    {
      text: { en: 'Four threads are started. They wait.', zh: '启动四个线程,它们只是等待。' },
      c: 'for (i = 0; i < 4; i++) pthread_create(&id, NULL, work, NULL);',
      commands: ['thread 4'],
      prediction: {
        question: { en: 'How much RAM do four threads take?', zh: '四个线程占用多少内存?' },
        choices: [
          { en: '32 MiB', zh: '32 MiB', holds: 'delta(all.Rss) >= 16M' },
          { en: 'Less than 1 MiB', zh: '不到 1 MiB', holds: 'delta(all.Rss) < 1M && delta(process.Threads) == 4' }
        ]
      },
      lookAt: { subject: 'stack', column: 'Size' },
      claims: ['delta(process.Threads) == 4 && delta(process.VmSize) >= 32M && delta(all.Rss) < 1M'],
      explanation: {
        en: 'The virtual size grew by {delta(process.VmSize)}: 8 MiB of addresses for each stack. RAM: {delta(all.Rss)}.',
        zh: '虚拟大小增加 {delta(process.VmSize)}:每个栈 8 MiB 地址。内存:{delta(all.Rss)}。'
      },
      needs: 'machine.page == 4',
      otherwise: {
        en: 'The virtual size grew by {delta(process.VmSize)}: 8 MiB of addresses for each stack. RAM: {delta(all.Rss)}, more than on most machines, because RAM comes in whole pages and they are {machine.page} here.',
        zh: '虚拟大小增加 {delta(process.VmSize)}:每个栈 8 MiB 地址。内存:{delta(all.Rss)},比多数机器多,因为内存以整页为单位,而这里的页是 {machine.page}。'
      },
      toTry: ['ls /proc/PID/task', 'pmap -X PID']
    },
    {
      text: {
        en: 'Two more, and each of them mallocs 64 KiB and writes it.',
        zh: '再启动两个,每个都用 malloc 分配 64 KiB 并写入。'
      },
      c: 'memset(malloc(65536), 1, 65536);  /* in two threads */',
      commands: ['thread 2 64K'],
      prediction: {
        question: { en: 'By how much does the virtual size grow?', zh: '虚拟大小增加多少?' },
        choices: [
          { en: 'By 128 KiB', zh: '128 KiB', holds: 'delta(process.VmSize) < 1M' },
          {
            en: 'By about 16 MiB, the two stacks',
            zh: '约 16 MiB,即两个栈',
            holds: 'delta(process.VmSize) >= 15M && delta(process.VmSize) < 60M'
          },
          { en: 'By more than 100 MiB', zh: '超过 100 MiB', holds: 'delta(process.VmSize) >= 100M' }
        ]
      },
      lookAt: { subject: 'arena', column: 'Size' },
      claims: ['delta(process.VmSize) >= 100M && delta(all.Rss) < 4M', 'delta(arena.rows) >= 2'],
      explanation: {
        en: 'It grew by {delta(process.VmSize)}, though only {delta(all.Rss)} are in RAM. So that threads need not wait for each other, malloc reserves an arena of 64 MiB for each: a small writable part, the rest without access.',
        zh: '增加了 {delta(process.VmSize)},而内存中只有 {delta(all.Rss)}。为了让线程互不等待,malloc 为每个线程预留 64 MiB 的分配区:一小部分可写,其余不可访问。'
      },
      needs: 'delta(process.VmSize) >= 100M || delta(process.Threads) == 0',
      otherwise: {
        en: 'This C library has no arenas of its own for threads (not glibc), so that part of the lesson can not be seen here.',
        zh: '这里的 C 库没有为线程设立分配区(不是 glibc),因此看不到这一部分。'
      },
      toTry: ['pmap -X PID']
    }
  ]
}
