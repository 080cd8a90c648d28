import type { Lesson } from '../../lesson.ts'

export const lesson: Lesson = {
  id: 'overcommit',
  title: { en: 'Overcommit: more is promised than there is', zh: '过量承诺：承诺的内存比实际的多' },
  teaches: {
    en: 'mmap and malloc promise memory; the kernel keeps the promise only when pages are touched. By default it refuses no more than a single request that is larger than the machine.',
    zh: 'mmap 和 malloc 只是承诺内存；内核到页被访问时才兑现。默认情况下，内核只拒绝比整台机器还大的单次请求。'
  },
  sources: [
    'Documentation/mm/overcommit-accounting.rst',
    'proc_sys_vm(5): overcommit_memory',
    'proc_meminfo(5): CommitLimit, Committed_AS',
    'malloc(3): NOTES',
    'mmap(2): MAP_NORESERVE',
    'fork(2): ENOMEM'
  ],
  chapters: { ostep: ['14', '21'], csapp: ['9.8.2', '9.9.1'] },
  steps: [
    {
      text: {
        en: 'Three times the program asks for 40 % of this machine’s RAM and swap, 120 % together. It touches none of it.',
        zh: '程序三次请求这台机器物理内存加交换空间的 40%，合计 120%，但一页也不访问。'
      },
      c: 'size = ram_and_swap / 5 * 2;  a = mmap(NULL, size, …);  b = mmap(NULL, size, …);  c = mmap(NULL, size, …);',
      commands: ['trymap a 40%', 'trymap b 40%', 'trymap c 40%'],
      prediction: {
        question: { en: 'Does the third request fail?', zh: '第三次请求会失败吗？' },
        choices: [
          {
            en: 'Yes: that much memory does not exist',
            zh: '会：没有这么多内存',
            holds: 'delta(process.VmSize) <= machine.MemTotal + machine.SwapTotal'
          },
          {
            en: 'No: all three succeed',
            zh: '不会：三次都成功',
            holds: 'delta(process.VmSize) > machine.MemTotal + machine.SwapTotal'
          }
        ]
      },
      lookAt: { target: 'a|b|c', column: 'Size' },
      claims: [
        'delta(process.VmSize) > machine.MemTotal + machine.SwapTotal && all.Rss < 64M',
        'delta(machine.Committed_AS) > machine.MemTotal / 2 && a.Rss < 1M'
      ],
      explanation: {
        en: 'The process has {delta(process.VmSize)} of addresses more, on a machine with {machine.MemTotal} of RAM and {machine.SwapTotal} of swap. Its RSS is {all.Rss}. What the kernel has promised to all processes (Committed_AS in /proc/meminfo) rose by {delta(machine.Committed_AS)}. Promising more than there is is called overcommit.',
        zh: '进程多了 {delta(process.VmSize)} 的地址，而这台机器有 {machine.MemTotal} 物理内存和 {machine.SwapTotal} 交换空间。它的 RSS 是 {all.Rss}。内核对所有进程承诺的总量（/proc/meminfo 中的 Committed_AS）增加了 {delta(machine.Committed_AS)}。承诺的比实际的多，称为过量承诺（overcommit）。'
      },
      needs: 'machine.overcommit != 2',
      otherwise: {
        en: 'This machine counts strictly (vm.overcommit_memory is {#machine.overcommit}): what is promised to all may not exceed CommitLimit, {machine.CommitLimit}. Here the process got {delta(process.VmSize)}.',
        zh: '这台机器严格计数（vm.overcommit_memory 为 {#machine.overcommit}）：对所有进程的承诺不能超过 CommitLimit，即 {machine.CommitLimit}。这里进程得到了 {delta(process.VmSize)}。'
      },
      toTry: ['grep -E "MemTotal|Commit" /proc/meminfo', 'pmap -x PID']
    },
    {
      text: { en: 'Now it asks for the 120 % in one piece.', zh: '现在一次就请求 120%。' },
      c: 'd = mmap(NULL, 3 * size, …);',
      commands: ['trymap d 120%'],
      prediction: {
        question: { en: 'Does one request of 120 % succeed?', zh: '一次请求 120% 会成功吗？' },
        choices: [
          { en: 'Yes: it is a promise like the others', zh: '会：和前面一样只是承诺', holds: 'reply.refused == 0' },
          { en: 'No', zh: '不会', holds: 'reply.refused == 1' }
        ]
      },
      lookAt: { target: 'all', column: 'Size', metric: 'size' },
      claims: ['reply.refused == 1 && delta(process.VmSize) == 0'],
      explanation: {
        en: 'Refused, and the map changed by {delta(process.VmSize)}. vm.overcommit_memory is {#machine.overcommit} here, the default: the kernel refuses a single request that obviously can’t be met, but it does not add up what it promised before. So malloc seldom returns NULL just because memory is short.',
        zh: '被拒绝，映射表的变化是 {delta(process.VmSize)}。这里 vm.overcommit_memory 为 {#machine.overcommit}，即默认值：内核拒绝显然无法满足的单次请求，但不累计以前的承诺。所以内存不足时，malloc 很少因此返回 NULL。'
      },
      needs: 'machine.overcommit == 0',
      otherwise: {
        en: 'vm.overcommit_memory is {#machine.overcommit} here. With 1 the kernel never refuses; with 2 it counts strictly, up to CommitLimit ({machine.CommitLimit}).',
        zh: '这里 vm.overcommit_memory 为 {#machine.overcommit}。为 1 时内核从不拒绝；为 2 时严格计数，上限是 CommitLimit（{machine.CommitLimit}）。'
      },
      toTry: ['cat /proc/sys/vm/overcommit_memory', 'man 5 proc_sys_vm']
    },
    {
      text: {
        en: 'It gives back c, so that 80 % are promised to it, and forks.',
        zh: '程序归还 c，还剩 80% 的承诺，然后执行 fork。'
      },
      c: 'munmap(c, size);  pid = fork();',
      commands: ['unmap c 0 40%', 'fork'],
      prediction: {
        question: {
          en: 'The child has a and b as well. What does the kernel count for it?',
          zh: '子进程也有 a 和 b。内核为它计入多少？'
        },
        choices: [
          {
            en: 'Nothing: both processes share the same pages',
            zh: '不计入：两个进程共享相同的页',
            holds: 'delta(machine.Committed_AS) < 0'
          },
          {
            en: 'The 80 % once more',
            zh: '再计入 80%',
            holds: 'delta(machine.Committed_AS) >= 0'
          }
        ]
      },
      lookAt: { target: 'a|b', column: 'Size' },
      claims: [
        'delta(machine.Committed_AS) > 0 && delta(process.VmSize) < 0 && child."a|b".Size >= "a|b".Size && child.all.Rss < 64M'
      ],
      explanation: {
        en: 'Committed_AS changed by {delta(machine.Committed_AS)}: c is gone, but {child."a|b".Size} were promised once more. After fork either process may write to all of it, and each write then needs a page of its own (copy-on-write). Where the kernel counts strictly, a large program can’t fork for this reason, even to start a tiny one.',
        zh: 'Committed_AS 变化了 {delta(machine.Committed_AS)}：c 已归还，但又承诺了 {child."a|b".Size}。fork 之后，任何一个进程都可能写入全部内存，而每次写入都需要自己的一页（写时复制）。在严格计数的系统上，大程序因此可能无法 fork，哪怕只是为了启动一个小程序。'
      },
      needs: 'machine.overcommit != 2',
      otherwise: {
        en: 'This machine counts strictly: the child was promised {child."a|b".Size}, and Committed_AS changed by {delta(machine.Committed_AS)}.',
        zh: '这台机器严格计数：对子进程承诺了 {child."a|b".Size}，Committed_AS 变化了 {delta(machine.Committed_AS)}。'
      },
      toTry: ['grep Commit /proc/meminfo']
    },
    {
      text: {
        en: 'One more mapping of 40 %, with MAP_NORESERVE: the program states that it does not count on getting it all.',
        zh: '再映射 40%，这次用 MAP_NORESERVE：程序声明不指望得到全部。'
      },
      c: 'e = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);',
      commands: ['trymap e 40% rw noreserve'],
      prediction: {
        question: { en: 'By how much does what is promised rise?', zh: '承诺的总量增加多少？' },
        choices: [
          { en: 'By 40 %, as before', zh: '增加 40%，和之前一样', holds: 'delta(machine.Committed_AS) >= e.Size / 2' },
          {
            en: 'By nothing',
            zh: '不增加',
            holds: 'delta(machine.Committed_AS) < e.Size / 2'
          }
        ]
      },
      lookAt: { target: 'e', column: 'Size' },
      claims: [
        'delta(process.VmSize) * 4 > machine.MemTotal && delta(machine.Committed_AS) < e.Size / 2 && e.Rss < 1M'
      ],
      explanation: {
        en: 'The map grew by {delta(process.VmSize)}, Committed_AS changed by {delta(machine.Committed_AS)}: that is other processes. Such memory is not counted at all. If pages are touched and none are left, no call returns NULL: the kernel’s OOM killer ends a process to get memory back.',
        zh: '映射增加了 {delta(process.VmSize)}，Committed_AS 变化了 {delta(machine.Committed_AS)}：那来自其他进程。这样的内存根本不计入。如果访问页时已经没有空闲的页，没有谁会得到 NULL：内核的 OOM killer 会终止一个进程以收回内存。'
      },
      needs: 'machine.overcommit != 2',
      otherwise: {
        en: 'This machine counts strictly and ignores MAP_NORESERVE: Committed_AS changed by {delta(machine.Committed_AS)}.',
        zh: '这台机器严格计数，忽略 MAP_NORESERVE：Committed_AS 变化了 {delta(machine.Committed_AS)}。'
      },
      toTry: ['grep Commit /proc/meminfo', 'cat /proc/PID/oom_score']
    }
  ]
}
