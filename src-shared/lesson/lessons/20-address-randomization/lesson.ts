import type { Lesson } from '../../lesson.ts'

export const lesson: Lesson = {
  id: 'address-randomization',
  title: { en: 'Random addresses (ASLR)', zh: '随机地址（ASLR）' },
  teaches: {
    en: 'At each execve the kernel draws new addresses for the program, its libraries, heap and stack. A fork keeps them.',
    zh: '每次 execve，内核都为程序、库、堆和栈随机选择新的位置。fork 则保持不变。'
  },
  sources: [
    'Documentation/admin-guide/sysctl/kernel.rst: randomize_va_space',
    'personality(2): ADDR_NO_RANDOMIZE',
    'execve(2)',
    'fork(2)'
  ],
  chapters: { ostep: ['23'], csapp: ['3.10.4'] },
  steps: [
    {
      text: { en: 'The program forks. The child has the same mappings.', zh: '程序执行 fork，子进程有同样的映射。' },
      c: 'pid = fork();',
      commands: ['fork'],
      prediction: {
        question: { en: 'At which addresses does the child have them?', zh: '子进程的这些映射在什么地址？' },
        choices: [
          {
            en: 'At the same as its parent',
            zh: '与父进程相同',
            holds: 'child.image.low == image.low && child."[stack]".low == "[stack]".low'
          },
          { en: 'At others: it is another process', zh: '不同：它是另一个进程', holds: 'child.image.low != image.low' }
        ]
      },
      lookAt: { target: 'image|[stack]', column: 'Size', picture: 'ladder' },
      claims: ['child.image.low == image.low && child."[stack]".high == "[stack]".high'],
      explanation: {
        en: 'Both begin at {@image.low} and end their stack at {@"[stack]".high}. The same addresses in two processes are different places: each has page tables of its own. A server that forks for each client gives all of them the same layout.',
        zh: '两者的程序都从 {@image.low} 开始，栈都在 {@"[stack]".high} 结束。两个进程中相同的地址是不同的地方：各有自己的页表。为每个客户 fork 的服务器，所有子进程的布局都相同。'
      },
      toTry: ['head -3 /proc/PID/maps']
    },
    {
      text: {
        en: 'The child ends. Now the same program is started anew with execve.',
        zh: '子进程结束。现在用 execve 重新启动同一个程序。'
      },
      c: 'if (fork() == 0) execl(program, program, NULL);',
      commands: ['reap', 'spawn'],
      prediction: {
        question: { en: 'Where is its code now?', zh: '它的代码现在在哪里？' },
        choices: [
          {
            en: 'At the same addresses: the file says where',
            zh: '地址相同：由文件决定',
            holds: 'child.image.low == image.low'
          },
          {
            en: 'Elsewhere, and its stack and libraries, too',
            zh: '在别处，栈和库也是',
            holds: 'child.image.low != image.low && child."[stack]".high != "[stack]".high'
          },
          {
            en: 'Only the stack has moved',
            zh: '只有栈换了位置',
            holds: 'child.image.low == image.low && child."[stack]".high != "[stack]".high'
          }
        ]
      },
      lookAt: { target: 'image|[stack]', column: 'Size', picture: 'ladder' },
      claims: ['child.image.low != image.low && child."[stack]".high != "[stack]".high'],
      explanation: {
        en: 'The first process begins at {@image.low}, the second at {@child.image.low}; their stacks end at {@"[stack]".high} and {@child."[stack]".high}. An attacker who knows the file does not know the addresses.',
        zh: '第一个进程从 {@image.low} 开始，第二个从 {@child.image.low} 开始；栈分别在 {@"[stack]".high} 和 {@child."[stack]".high} 结束。攻击者即使知道文件内容，也不知道地址。'
      },
      needs: 'child."[stack]".high != "[stack]".high',
      otherwise: {
        en: 'Random addresses are switched off on this machine (kernel.randomize_va_space): both processes begin at {@image.low}.',
        zh: '这台机器关闭了随机地址（kernel.randomize_va_space）：两个进程都从 {@image.low} 开始。'
      },
      toTry: ['cat /proc/sys/kernel/randomize_va_space', 'head -3 /proc/PID/maps']
    },
    {
      text: {
        en: 'Once more, but before execve the child asks for addresses that are not random, as gdb does.',
        zh: '再来一次，但子进程在 execve 之前要求不随机的地址，gdb 就是这样做的。'
      },
      c: 'personality(ADDR_NO_RANDOMIZE);  execl(program, program, NULL);',
      commands: ['reap', 'spawn fixed'],
      prediction: {
        question: { en: 'Where does its stack end?', zh: '它的栈在哪里结束？' },
        choices: [
          {
            en: 'At the very top of the program’s half',
            zh: '在程序那一半的最顶端',
            holds: 'child."[stack]".high == 128T - 4'
          },
          {
            en: 'Where its parent’s stack ends',
            zh: '与父进程的栈相同',
            holds: 'child."[stack]".high == "[stack]".high && "[stack]".high != 128T - 4'
          },
          {
            en: 'Somewhere else again',
            zh: '又在别处',
            holds: 'child."[stack]".high != 128T - 4 && child."[stack]".high != "[stack]".high'
          }
        ]
      },
      lookAt: { target: 'image|[stack]', column: 'Size', picture: 'ladder' },
      claims: ['child."[stack]".high == 128T - 4 && child.image.low != before(child.image.low)'],
      explanation: {
        en: 'Its stack ends at {@child."[stack]".high}, one page below 128 TiB, and its code begins at {@child.image.low}. Randomization moves them from there by an offset that is drawn anew each time. gdb switches it off, which is why addresses in it look alike from run to run.',
        zh: '它的栈在 {@child."[stack]".high} 结束，离 128 TiB 只差一页；代码从 {@child.image.low} 开始。随机化让它们从这些位置偏移，每次重新随机选取。gdb 会关闭随机化，所以在其中每次运行的地址看起来都一样。'
      },
      needs: 'child."[stack]".high == 128T - 4',
      otherwise: {
        en: 'The request was refused (a container’s filter may do that), or addresses have another number of bits here: the stack ends at {@child."[stack]".high}.',
        zh: '请求被拒绝（容器的过滤规则可能如此），或者这里的地址位数不同：栈在 {@child."[stack]".high} 结束。'
      },
      toTry: ['setarch -R cat /proc/self/maps']
    },
    {
      text: { en: 'And the same a second time.', zh: '同样的做法再来一次。' },
      c: 'personality(ADDR_NO_RANDOMIZE);  execl(program, program, NULL);',
      commands: ['reap', 'spawn fixed'],
      prediction: {
        question: { en: 'Does it get the addresses of the last one?', zh: '它得到的地址与上一个相同吗？' },
        choices: [
          {
            en: 'Yes, all of them',
            zh: '相同，全部相同',
            holds:
              'child.image.low == before(child.image.low) && child."code of libc.so.6".low == before(child."code of libc.so.6".low)'
          },
          {
            en: 'No: libraries still move',
            zh: '不同：库仍会移动',
            holds: 'child."code of libc.so.6".low != before(child."code of libc.so.6".low)'
          }
        ]
      },
      lookAt: { target: 'image|[stack]', column: 'Size', picture: 'ladder' },
      claims: [
        'child.process.pid != before(child.process.pid) && child.image.low == before(child.image.low) && child."[stack]".high == 128T - 4'
      ],
      explanation: {
        en: 'Code at {@child.image.low} again, libc’s code at {@child."code of libc.so.6".low} again. Without randomness, layout depends only on the program, its libraries and its environment.',
        zh: '代码又在 {@child.image.low}，libc 的代码又在 {@child."code of libc.so.6".low}。没有随机化，布局只取决于程序、库和环境。'
      },
      needs: 'child."[stack]".high == 128T - 4 && child."code of libc.so.6".rows > 0',
      otherwise: {
        en: 'Its addresses are random here: code at {@child.image.low}.',
        zh: '这里它的地址是随机的：代码在 {@child.image.low}。'
      },
      toTry: ['setarch -R cat /proc/self/maps']
    }
  ]
}
