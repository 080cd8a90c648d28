import type { Lesson } from '../../lesson.ts'

export const lesson: Lesson = {
  id: '47-bits',
  title: { en: '47 bits, the hole, and vsyscall beyond', zh: '47 位、空洞与其外的 vsyscall' },
  teaches: {
    en: 'A program has the lower 128 TiB. Above lie addresses that mean nothing, then the kernel; one page there is listed all the same.',
    zh: '程序拥有低端的 128 TiB。其上是没有意义的地址,再往上是内核;不过那里有一页仍会被列出。'
  },
  steps: [
    {
      text: { en: 'A new mapping of 1 MiB: the kernel chooses the address.', zh: '新建 1 MiB 的映射,由内核选择地址。' },
      c: 'a = mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);',
      commands: ['map a 1M'],
      prediction: {
        question: { en: 'How high can it lie?', zh: '它最高能在哪里?' },
        choices: [
          { en: 'Below 128 TiB (47 bits)', zh: '低于 128 TiB(47 位)', holds: 'a.high <= 128T' },
          { en: 'Anywhere in 64 bits', zh: '64 位中的任何位置', holds: 'a.low >= 128T' }
        ]
      },
      lookAt: { subject: 'a', column: 'Size' },
      claims: ['a.high <= 128T && a.low >= 1T'],
      explanation: {
        en: 'It ends at {a.high} of the address space, below the limit of 128 TiB. Of the 64 bits of an address, a program gets 47.',
        zh: '它结束于地址空间的 {a.high} 处,低于 128 TiB 的界限。地址的 64 位中,程序得到 47 位。'
      },
      needs: '"[stack]".high <= 128T',
      otherwise: {
        en: 'On this processor programs have another number of address bits.',
        zh: '在这种处理器上,程序的地址位数不同。'
      },
      toTry: ['cat /proc/PID/maps']
    },
    {
      text: { en: 'It reads at 0x800000000000, one byte above the limit.', zh: '读取 0x800000000000,刚好超过界限。' },
      c: 'x = *(char *)0x800000000000;',
      commands: ['peek 0x800000000000'],
      prediction: {
        question: { en: 'What is there?', zh: '那里有什么?' },
        choices: [
          { en: 'Memory of the kernel', zh: '内核的内存', holds: 'reply.fault == 0' },
          { en: 'Nothing: a fault', zh: '什么也没有:错误', holds: 'reply.fault == 1' }
        ]
      },
      lookAt: { subject: 'all', column: 'Size' },
      claims: ['reply.fault == 1'],
      explanation: {
        en: 'A fault: between the program’s half and the kernel’s half lies a hole of addresses that the processor does not accept.',
        zh: '错误:在程序的一半与内核的一半之间,是处理器不接受的地址空洞。'
      },
      needs: '"[stack]".high <= 128T',
      otherwise: {
        en: 'On this processor programs have another number of address bits.',
        zh: '在这种处理器上,程序的地址位数不同。'
      },
      toTry: ['tail -2 /proc/PID/maps']
    },
    {
      text: {
        en: 'Another MiB is mapped. Then: the sizes of all rows added up, against the VmSize of the kernel.',
        zh: '再映射 1 MiB。然后:把所有行的大小相加,与内核的 VmSize 比较。'
      },
      c: 'b = mmap(NULL, 1 << 20, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);',
      commands: ['map b 1M none'],
      prediction: {
        question: { en: 'Are they the same?', zh: '两者相同吗?' },
        choices: [
          { en: 'The same', zh: '相同', holds: 'all.Size == process.VmSize' },
          { en: 'The rows are 4 KiB more', zh: '各行之和多 4 KiB', holds: 'all.Size - process.VmSize == 4' },
          { en: 'VmSize is more', zh: 'VmSize 更大', holds: 'all.Size < process.VmSize' }
        ]
      },
      lookAt: { subject: '[vsyscall]', column: 'Size' },
      claims: ['delta(process.VmSize) == 1M && all.Size - process.VmSize == 4 && "[vsyscall]".low >= 128T'],
      explanation: {
        en: 'Rows {#all.Size} kB, VmSize {#process.VmSize} kB: [vsyscall] is in every list, beyond the hole, and belongs to no program. pmap adds it to its total.',
        zh: '各行 {#all.Size} kB,VmSize {#process.VmSize} kB:[vsyscall] 出现在每个列表中,位于空洞之外,不属于任何程序。pmap 把它计入总数。'
      },
      needs: '"[vsyscall]".rows == 1',
      otherwise: {
        en: 'This kernel shows no [vsyscall] page: rows and VmSize agree here.',
        zh: '这个内核不显示 [vsyscall] 页:这里各行之和与 VmSize 一致。'
      },
      toTry: ['pmap PID | tail -1', 'grep VmSize /proc/PID/status']
    }
  ]
}
