import type { Lesson } from '../../lesson.ts'

export const lesson: Lesson = {
  id: 'observer-effect',
  title: { en: 'The observer’s effect', zh: '观察者效应' },
  teaches: {
    en: 'Some ways to look at a process change it: its pages, its faults, its accessed bits. Know what your tool does before you believe its numbers.',
    zh: '有些观察进程的方法会改变它：它的页、缺页次数、访问位。相信工具的数字之前，先弄清它做了什么。'
  },
  sources: [
    'proc_pid_smaps(5)',
    'proc_pid_mem(5)',
    'proc_pid_clear_refs(5)',
    'ptrace(2): /proc/sys/kernel/yama/ptrace_scope',
    'fork(2): copy-on-write'
  ],
  chapters: { ostep: ['5', '22'], csapp: ['8.4.2', '9.8.2'] },
  steps: [
    {
      text: {
        en: 'The program wants to know how much memory it has, and reads its own /proc/self/smaps line by line.',
        zh: '程序想知道自己有多少内存，逐行读取自己的 /proc/self/smaps。'
      },
      c: 'f = fopen("/proc/self/smaps", "r");  while (getline(&line, &size, f) >= 0) lines++;  fclose(f);',
      commands: ['look'],
      prediction: {
        question: { en: 'Does its own map change?', zh: '它自己的映射表会变化吗？' },
        choices: [
          {
            en: 'No: reading changes nothing',
            zh: '不会：读取不改变任何内容',
            holds: 'delta(all.rows) == 0 && delta(all.Rss) <= 0'
          },
          { en: 'Yes: it grows', zh: '会：它增长了', holds: 'delta(all.rows) > 0 || delta(all.Rss) > 0' }
        ]
      },
      lookAt: { target: '[heap]', column: 'Rss' },
      claims: ['delta(all.Rss) > 0 && delta("[heap]".Size) > 0 && reply.lines > 100'],
      explanation: {
        en: 'The C library took buffers from malloc for the {#reply.lines} lines, and there is a [heap] of {"[heap]".Size} now; RSS grew by {delta(all.Rss)}. Who measures itself also measures its measuring. pmap and vmatlas read from another process.',
        zh: 'C 库为这 {#reply.lines} 行向 malloc 取用了缓冲区，现在有一个 {"[heap]".Size} 的 [heap]；RSS 增加了 {delta(all.Rss)}。测量自己，就连测量本身也一起测到了。pmap 和 vmatlas 从另一个进程读取。'
      },
      toTry: ['pmap -X PID']
    },
    {
      text: {
        en: 'A second process has a file of 4 MiB mapped and never touched it. The first one now reads these addresses in the other’s memory, as a debugger does (/proc/PID/mem).',
        zh: '第二个进程映射了一个 4 MiB 的文件，从未访问过。现在第一个进程像调试器那样，在对方的内存中读取这些地址（/proc/PID/mem）。'
      },
      c: 'f = mmap(NULL, 4 << 20, …, MAP_SHARED, file, 0);  pid = fork();  for (i = 0; i < 4 << 20; i += page) pread(memory_of_child, &x, 1, f + i);',
      commands: ['mapfile f 4M shared', 'fork', 'spy f'],
      prediction: {
        question: { en: 'Whose RSS grows by 4 MiB?', zh: '谁的 RSS 增加 4 MiB？' },
        choices: [
          { en: 'That of the one who reads', zh: '读取者的', holds: 'f.Rss >= 3M' },
          { en: 'That of the one who is read', zh: '被读取者的', holds: 'f.Rss < 1M && child.f.Rss >= 3M' },
          { en: 'Nobody’s', zh: '谁的都不变', holds: 'f.Rss < 1M && child.f.Rss < 1M' }
        ]
      },
      lookAt: { target: 'f', column: 'Rss' },
      claims: ['child.f.Rss >= 4M && f.Rss == 0 && reply.gotKb >= 4M'],
      explanation: {
        en: 'The reader has {f.Rss} of it, the second process {child.f.Rss}, though it did nothing. To read another’s memory the kernel does what an access of that process would do: it finds the pages and enters them into its page tables. After a debugger or a core dump, RSS is not what it was before.',
        zh: '读取者的这部分是 {f.Rss}，第二个进程是 {child.f.Rss}，虽然它什么也没做。读取别的进程的内存时，内核所做的与那个进程自己访问时一样：找到页，填入它的页表。用过调试器或生成过核心转储之后，RSS 就和之前不同了。'
      },
      needs: 'reply.refused == 0',
      otherwise: {
        en: 'Reading another process’s memory is not allowed here (kernel.yama.ptrace_scope, or a container’s filter).',
        zh: '这里不允许读取其他进程的内存（kernel.yama.ptrace_scope，或容器的过滤规则）。'
      },
      toTry: ['cat /proc/sys/kernel/yama/ptrace_scope']
    },
    {
      text: {
        en: 'To save a picture that stands still, a program forks: the child has the memory of that moment, as Redis does it. The parent goes on writing to 4 MiB that it had written twice before.',
        zh: '为了保存静止不变的内容，程序执行 fork：子进程拥有那一刻的内存，Redis 就是这样做的。父进程继续写入之前已经写过两遍的 4 MiB。'
      },
      c: 'memset(e, 1, 4 << 20);  memset(e, 1, 4 << 20);  pid = fork();  memset(e, 1, 4 << 20);',
      commands: ['reap', 'map e 4M', 'touch e 0 4M', 'touch e 0 4M', 'fork', 'touch e 0 4M'],
      prediction: {
        question: { en: 'How many page faults do these last writes take?', zh: '最后这次写入引发多少次缺页？' },
        choices: [
          {
            en: 'None: all pages are there',
            zh: '没有：所有页都在',
            holds: 'reply.minor * machine.page < 1M'
          },
          { en: 'One for each page', zh: '每页一次', holds: 'reply.minor * machine.page >= 4M' }
        ]
      },
      lookAt: { target: 'e', column: 'Pss' },
      claims: ['reply.minor * machine.page >= 4M && e.Pss >= 4M && child.e.Pss >= 4M'],
      explanation: {
        en: '{#reply.minor}: since the fork both share the pages, and each first write is a page fault that copies one (copy-on-write). Parent and child now have Pss {e.Pss} and {child.e.Pss}. Saving a busy program in this way costs it time, and up to as much memory again.',
        zh: '{#reply.minor} 次：fork 之后两者共享这些页，每页的首次写入都是一次缺页，并复制一页（写时复制）。父进程和子进程的 Pss 现在是 {e.Pss} 和 {child.e.Pss}。这样保存一个繁忙的程序，要花费它的时间，最多还要同样多的内存。'
      },
      toTry: ['grep -E "VmRSS|RssAnon" /proc/PID/status']
    },
    {
      text: {
        en: 'Another tool wants to know which pages are in use, and has the kernel clear the accessed bits of all pages.',
        zh: '另一个工具想知道哪些页在使用，让内核清除所有页的访问位。'
      },
      c: 'write(clear_refs, "1", 1);',
      commands: ['clearrefs 1'],
      prediction: {
        question: { en: 'What changes for everybody else who looks?', zh: '对其他观察者来说，什么变了？' },
        choices: [
          { en: 'RSS falls', zh: 'RSS 下降', holds: 'delta(e.Rss) < 0' },
          {
            en: 'Referenced falls, RSS stays',
            zh: 'Referenced 下降，RSS 不变',
            holds: 'delta(e.Referenced) < 0 && delta(e.Rss) == 0'
          },
          { en: 'Nothing', zh: '什么也没变', holds: 'delta(e.Referenced) == 0 && delta(e.Rss) == 0' }
        ]
      },
      lookAt: { target: 'e', column: 'Referenced', metric: 'rss' },
      claims: ['delta(e.Referenced) <= -3M && e.Rss >= 4M'],
      explanation: {
        en: 'Of the marked rows Referenced changed by {delta(e.Referenced)}, Rss by {delta(e.Rss)}. There is one such bit for each page table entry: two tools that measure with it spoil each other’s results. Reading smaps changes none of these numbers, but the kernel walks all page tables for it and holds the process’s mmap lock, so a process that maps memory just then may wait.',
        zh: '高亮的行中，Referenced 变化了 {delta(e.Referenced)}，Rss 变化了 {delta(e.Rss)}。每个页表项只有一个这样的位：两个工具都用它测量，就会破坏彼此的结果。读取 smaps 不改变这些数字，但内核要为此遍历所有页表，并持有该进程的 mmap 锁，所以恰好在那时映射内存的进程可能要等待。'
      },
      toTry: ['grep Referenced /proc/PID/smaps', 'time cat /proc/PID/smaps > /dev/null']
    }
  ]
}
