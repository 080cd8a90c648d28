import type { Lesson } from '../../lesson.ts'

export const lesson: Lesson = {
  id: 'stack-growth',
  title: { en: 'The stack grows by itself, to a limit', zh: '栈会自己增长，直到上限' },
  teaches: {
    en: 'The row [stack] becomes larger when the program touches addresses below it, never smaller, and no further than ulimit -s. The stack of a thread does not grow: it has its size and a guard page from the start.',
    zh: '程序访问 [stack] 下方的地址时，这一行会变大；它不会变小，也不会超过 ulimit -s。线程的栈不增长：一开始就有固定大小和保护页。'
  },
  sources: [
    'getrlimit(2): RLIMIT_STACK',
    'mmap(2): MAP_GROWSDOWN',
    'proc_pid_maps(5): [stack]',
    'pthread_attr_setguardsize(3)',
    'Documentation/admin-guide/kernel-parameters.txt: stack_guard_gap'
  ],
  chapters: { ostep: ['13', '16'], csapp: ['3.7', '9.7.2', '12.3'] },
  steps: [
    {
      text: {
        en: 'A function calls itself 1,024 times; each call has 1 KiB of local variables. Then all of them return.',
        zh: '一个函数递归调用自己 1024 次，每次有 1 KiB 局部变量。然后全部返回。'
      },
      c: 'recurse(1024);',
      commands: ['recurse 1024'],
      prediction: {
        question: {
          en: 'What has become of the row [stack] after the return?',
          zh: '返回之后，[stack] 这一行怎样了？'
        },
        choices: [
          {
            en: 'It is as before: the calls have returned',
            zh: '和之前一样：调用都返回了',
            holds: 'delta("[stack]".Size) == 0'
          },
          {
            en: 'It is about 1 MiB larger',
            zh: '增大约 1 MiB',
            holds: 'delta("[stack]".Size) >= 800K && delta("[stack]".Size) < 4M'
          },
          { en: 'It is 8 MiB, its limit', zh: '达到上限 8 MiB', holds: '"[stack]".Size >= 8M' }
        ]
      },
      lookAt: { target: '[stack]', column: 'Size' },
      claims: ['delta("[stack]".Size) >= 800K && delta("[stack]".Size) < 4M && delta("[stack]".Rss) >= 900K'],
      explanation: {
        en: 'It grew by {delta("[stack]".Size)} to {"[stack]".Size}, and {"[stack]".Rss} of it are in RAM. Every access below the row was a page fault, and the kernel made the row longer. Returning only moves the stack pointer: the kernel is not told and takes nothing back.',
        zh: '增加 {delta("[stack]".Size)}，达到 {"[stack]".Size}，其中 {"[stack]".Rss} 在物理内存中。每次访问这一行下方都是一次缺页，内核把这一行延长。返回只移动栈指针：内核不知道，也不会收回。'
      },
      toTry: ['pmap -X PID', 'grep VmStk /proc/PID/status']
    },
    {
      text: { en: 'The same again, half as deep.', zh: '再来一次，深度减半。' },
      c: 'recurse(512);',
      commands: ['recurse 512'],
      prediction: {
        question: { en: 'By how much does the row grow?', zh: '这一行增加多少？' },
        choices: [
          { en: 'By half a MiB', zh: '0.5 MiB', holds: 'delta("[stack]".Size) >= 256K' },
          { en: 'Not at all', zh: '不增加', holds: 'delta("[stack]".Size) == 0 && reply.ok == 1' }
        ]
      },
      lookAt: { target: '[stack]', column: 'Rss' },
      claims: ['delta("[stack]".Size) == 0 && delta("[stack]".Rss) == 0 && reply.ok == 1'],
      explanation: {
        en: 'Not at all: {"[stack]".Rss} were there already from the deepest call so far. The Rss of a stack shows how deep it has been, not how deep it is.',
        zh: '不增加：最深的那次调用已经留下了 {"[stack]".Rss}。栈的 Rss 说明它曾经有多深，而不是现在有多深。'
      },
      toTry: ['pmap -X PID']
    },
    {
      text: {
        en: 'One byte is written 4 MiB below the stack pointer, far below the row.',
        zh: '在栈指针下方 4 MiB 处写入一个字节，远在这一行之外。'
      },
      c: 'char here;  *(&here - (4 << 20)) = 1;',
      commands: ['below 4M'],
      prediction: {
        question: { en: 'What happens?', zh: '会发生什么？' },
        choices: [
          {
            en: 'A signal (SIGSEGV): nothing is mapped there',
            zh: '段错误（SIGSEGV）：那里没有映射',
            holds: 'reply.fault == 1'
          },
          {
            en: 'The row grows down to it, and one page of RAM comes',
            zh: '这一行向下延伸到那里，只多一页物理内存',
            holds: 'reply.fault == 0 && delta("[stack]".Rss) < 1M && delta("[stack]".Size) > 1M'
          },
          {
            en: 'The row grows, and all of it is RAM',
            zh: '这一行增长，并且全部占用物理内存',
            holds: 'reply.fault == 0 && delta("[stack]".Rss) >= 1M'
          }
        ]
      },
      lookAt: { target: '[stack]', column: 'Size' },
      claims: ['reply.fault == 0 && delta("[stack]".Size) >= 2M && delta("[stack]".Rss) < 256K'],
      explanation: {
        en: 'The row grew by {delta("[stack]".Size)} to {"[stack]".Size}, its Rss by {delta("[stack]".Rss)}. Below the stack the kernel takes any access for growth, however far, as long as the limit allows it; the pages between are not touched.',
        zh: '这一行增加 {delta("[stack]".Size)}，达到 {"[stack]".Size}，Rss 增加 {delta("[stack]".Rss)}。在栈的下方，只要不超过上限，内核把任何访问都当作栈的增长，无论多远；中间的页没有被访问。'
      },
      needs: 'reply.fault == 0',
      otherwise: {
        en: 'This kernel answers with SIGSEGV: kernels before 5.0 on x86 refuse an access that far below the stack pointer.',
        zh: '这个内核以 SIGSEGV 作答：x86 上 5.0 之前的内核拒绝访问栈指针下方太远的地址。'
      },
      toTry: ['pmap -X PID']
    },
    {
      text: { en: 'And 100 MiB below it?', zh: '在下方 100 MiB 处呢？' },
      c: '*(&here - (100 << 20)) = 1;',
      commands: ['below 100M'],
      prediction: {
        question: { en: 'What happens there?', zh: '那里会发生什么？' },
        choices: [
          { en: 'The row grows to 100 MiB', zh: '这一行增长到 100 MiB', holds: 'reply.fault == 0' },
          { en: 'A signal (SIGSEGV)', zh: '段错误（SIGSEGV）', holds: 'reply.fault == 1' }
        ]
      },
      lookAt: { target: '[stack]', column: 'Size' },
      claims: ['reply.fault == 1 && reply.code == 1 && delta("[stack]".Size) == 0'],
      explanation: {
        en: 'SIGSEGV (code {#reply.code}, SEGV_MAPERR): the limit of this stack is 8 MiB (ulimit -s). The row stays at {"[stack]".Size}. This is how endless recursion ends. The kernel also keeps a gap free below a growing stack (1 MiB, stack_guard_gap), so that it can not run into a neighbour.',
        zh: 'SIGSEGV（代码 {#reply.code}，即 SEGV_MAPERR）：这个栈的上限是 8 MiB（ulimit -s）。这一行仍是 {"[stack]".Size}。无穷递归就这样结束。内核还在可增长的栈下方保留空隙（1 MiB，stack_guard_gap），使它不会碰到相邻的映射。'
      },
      toTry: ['grep -i stack /proc/PID/limits']
    },
    {
      text: { en: 'A thread is started. It waits.', zh: '启动一个线程，它只是等待。' },
      c: 'pthread_create(&id, NULL, work, NULL);',
      commands: ['thread 1'],
      prediction: {
        question: { en: 'How large is the row of its stack?', zh: '它的栈那一行有多大？' },
        choices: [
          { en: 'Small: it grows when it is used', zh: '很小：用到时再增长', holds: 'delta(stack.Size) < 1M' },
          { en: '8 MiB at once', zh: '立即就是 8 MiB', holds: 'delta(stack.Size) >= 8M' }
        ]
      },
      lookAt: { target: 'thread-stack|guard', column: 'Size' },
      claims: ['delta(stack.Size) >= 8M && delta(guard.noAccess) >= 1 && delta(all.Rss) < 1M'],
      explanation: {
        en: '{delta(stack.Size)} of addresses at once, {delta(all.Rss)} of RAM. It is an ordinary mapping that does not grow, so glibc puts a guard page without access below it.',
        zh: '立即就有 {delta(stack.Size)} 地址，物理内存 {delta(all.Rss)}。它是不会增长的普通映射，所以 glibc 在它下方放一个不可访问的保护页。'
      },
      toTry: ['pmap -X PID']
    }
  ]
}
