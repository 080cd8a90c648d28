import type { Lesson } from '../../lesson.ts'

export const lesson: Lesson = {
  id: '47-bits',
  title: { en: '47 bits, the hole, and vsyscall beyond', zh: '47 位、空洞与其外的 vsyscall' },
  teaches: {
    en: 'A program has the lower 128 TiB. Above lie addresses that the processor does not accept at all, then the kernel’s half; one page there is listed all the same.',
    zh: '程序拥有低端的 128 TiB。其上是处理器根本不接受的地址，再往上是内核的一半；不过那里有一页仍会被列出。'
  },
  sources: [
    'Documentation/arch/x86/x86_64/mm.rst',
    'Documentation/arch/x86/x86_64/5level-paging.rst',
    'sigaction(2): SI_KERNEL, SEGV_MAPERR',
    'proc_pid_maps(5): [vsyscall]'
  ],
  chapters: { ostep: ['18', '20'], csapp: ['9.6', '9.7.1'] },
  steps: [
    {
      text: {
        en: 'A new mapping of 1 MiB: the kernel chooses the address.',
        zh: '新建 1 MiB 的映射，由内核选择地址。'
      },
      c: 'a = mmap(NULL, 1 << 20, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);',
      commands: ['map a 1M none'],
      prediction: {
        question: { en: 'How high can it lie?', zh: '它最高能在哪里？' },
        choices: [
          { en: 'Below 128 TiB (47 bits)', zh: '低于 128 TiB（47 位）', holds: 'a.high <= 128T' },
          { en: 'Anywhere in 64 bits', zh: '64 位中的任何位置', holds: 'a.low >= 128T' }
        ]
      },
      lookAt: { target: 'a', column: 'Size', picture: 'ladder' },
      claims: ['a.high <= 128T && a.low >= 1T'],
      explanation: {
        en: 'It ends at {@a.high}. The limit is 0x800000000000, 128 TiB: of the 64 bits of an address, a program gets 47.',
        zh: '它结束于 {@a.high}。界限是 0x800000000000，即 128 TiB：地址的 64 位中，程序得到 47 位。'
      },
      needs: '"[stack]".high <= 128T',
      otherwise: {
        en: 'On this processor programs have another number of address bits.',
        zh: '在这种处理器上，程序的地址位数不同。'
      },
      toTry: ['cat /proc/PID/maps']
    },
    {
      text: {
        en: 'It reads at 0x800000000000, the first address above the limit.',
        zh: '读取 0x800000000000，即界限之上的第一个地址。'
      },
      c: 'x = *(char *)0x800000000000;',
      commands: ['peek 0x800000000000'],
      prediction: {
        question: { en: 'What happens?', zh: '会发生什么？' },
        choices: [
          { en: 'It reads memory of the kernel', zh: '读到内核的内存', holds: 'reply.fault == 0' },
          {
            en: 'A page fault, and the kernel finds no mapping',
            zh: '缺页，内核找不到映射',
            holds: 'reply.fault == 1 && reply.code == 1'
          },
          {
            en: 'The processor refuses before it looks anything up',
            zh: '处理器不做任何查找就拒绝',
            holds: 'reply.fault == 1 && reply.code == 128'
          }
        ]
      },
      lookAt: { target: 'all', column: 'Size', picture: 'ladder' },
      claims: ['reply.fault == 1 && reply.code == 128'],
      explanation: {
        en: 'SIGSEGV, but not a page fault: code {#reply.code} (SI_KERNEL) instead of 1 (SEGV_MAPERR, nothing mapped). The upper bits of an address must repeat bit 47; where they do not, the address is not canonical, and the processor raises a general protection fault.',
        zh: 'SIGSEGV，但不是缺页：代码是 {#reply.code}（SI_KERNEL），而不是 1（SEGV_MAPERR，没有映射）。地址的高位必须与第 47 位相同；否则就不是规范地址（canonical），处理器触发一般保护异常。'
      },
      needs: 'reply.code == 128',
      otherwise: {
        en: 'On this processor that address is a usual one (code {#reply.code}): addresses have another number of bits here, for example 57 with five levels of page tables.',
        zh: '在这种处理器上，这是一个普通的地址（代码 {#reply.code}）：这里的地址位数不同，例如使用五级页表时是 57 位。'
      },
      toTry: ['tail -2 /proc/PID/maps', 'grep -o -m1 la57 /proc/cpuinfo']
    },
    {
      text: {
        en: 'Now at 0xffff888000000000, in the kernel’s half: its upper bits are all 1, as they must be.',
        zh: '现在读取 0xffff888000000000，它在内核的一半：高位全是 1，符合要求。'
      },
      c: 'x = *(char *)0xffff888000000000;',
      commands: ['peek 0xffff888000000000'],
      prediction: {
        question: { en: 'And here?', zh: '这里呢？' },
        choices: [
          { en: 'It reads memory of the kernel', zh: '读到内核的内存', holds: 'reply.fault == 0' },
          {
            en: 'The processor refuses before it looks anything up',
            zh: '处理器不做任何查找就拒绝',
            holds: 'reply.fault == 1 && reply.code == 128'
          },
          {
            en: 'A page fault, and the kernel answers “nothing is mapped”',
            zh: '缺页，内核回答“没有映射”',
            holds: 'reply.fault == 1 && reply.code == 1'
          }
        ]
      },
      lookAt: { target: 'all', column: 'Size', picture: 'ladder' },
      claims: ['reply.fault == 1 && reply.code == 1'],
      explanation: {
        en: 'A page fault with code {#reply.code} (SEGV_MAPERR). Whether anything lies there, a program is not to learn: the kernel gives the same answer for all addresses of its own half.',
        zh: '缺页，代码是 {#reply.code}（SEGV_MAPERR）。那里是否有内容，程序无从得知：对自己那一半的所有地址，内核的回答都相同。'
      },
      toTry: ['tail -2 /proc/PID/maps']
    },
    {
      text: {
        en: 'Another MiB is mapped. Then: the sizes of all rows added up, against the VmSize of the kernel.',
        zh: '再映射 1 MiB。然后把所有行的大小相加，与内核的 VmSize 比较。'
      },
      c: 'b = mmap(NULL, 1 << 20, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);',
      commands: ['map b 1M none'],
      prediction: {
        question: { en: 'Are they the same?', zh: '两者相同吗？' },
        choices: [
          { en: 'The same', zh: '相同', holds: 'all.Size == process.VmSize' },
          { en: 'The rows are 4 KiB more', zh: '各行之和多 4 KiB', holds: 'all.Size - process.VmSize == 4' },
          { en: 'VmSize is more', zh: 'VmSize 更大', holds: 'all.Size < process.VmSize' }
        ]
      },
      lookAt: { target: '[vsyscall]', column: 'Size', picture: 'ladder' },
      claims: ['delta(process.VmSize) == 1M && all.Size - process.VmSize == 4 && "[vsyscall]".low >= 128T'],
      explanation: {
        en: 'Rows {#all.Size} kB, VmSize {#process.VmSize} kB: [vsyscall] at {@"[vsyscall]".low} is in every list, lies in the kernel’s half, and belongs to no program. pmap adds it to its total.',
        zh: '各行 {#all.Size} kB，VmSize {#process.VmSize} kB：[vsyscall] 位于 {@"[vsyscall]".low}，出现在每个列表中，在内核的一半，不属于任何程序。pmap 把它计入总数。'
      },
      needs: '"[vsyscall]".rows == 1',
      otherwise: {
        en: 'This kernel shows no [vsyscall] page: rows and VmSize agree here.',
        zh: '这个内核不显示 [vsyscall] 页：这里各行之和与 VmSize 一致。'
      },
      toTry: ['pmap PID | tail -1', 'grep VmSize /proc/PID/status']
    }
  ]
}
