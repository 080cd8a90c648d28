import type { Lesson } from '../../lesson.ts'

export const lesson: Lesson = {
  id: 'address-space',
  title: { en: 'An address space is a map', zh: '地址空间是一张地图' },
  teaches: {
    en: 'A process sees a list of mappings with nothing between them. A system call adds a row; another takes it away.',
    zh: '进程看到的是一列映射,映射之间什么也没有。一次系统调用添加一行,另一次将它移除。'
  },
  steps: [
    {
      text: {
        en: 'This program has its own code and data, the C library and a stack. Now it asks the kernel for 1 MiB without access.',
        zh: '这个程序有自己的代码和数据、C 库和栈。现在它向内核请求 1 MiB 不可访问的内存。'
      },
      c: 'a = mmap(NULL, 1 << 20, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);',
      commands: ['map a 1M none'],
      prediction: {
        question: { en: 'How many rows will the map gain?', zh: '地图会增加几行?' },
        choices: [
          { en: 'None: nothing was written yet', zh: '没有:还没有写入任何内容', holds: 'delta(all.rows) == 0' },
          { en: 'One', zh: '一行', holds: 'delta(all.rows) == 1' },
          { en: 'Very many, one for each page', zh: '很多行,每页一行', holds: 'delta(all.rows) > 1' }
        ]
      },
      lookAt: { subject: 'a', column: 'Size' },
      claims: ['delta(all.rows) == 1', 'delta(process.VmSize) == 1M', 'a.noAccess == 1 && a.Rss == 0'],
      explanation: {
        en: 'One row of {a.Size}: the kernel noted a range and its rights. It holds {a.Rss} of RAM. The map now has {#all.rows} rows.',
        zh: '增加了一行,大小为 {a.Size}:内核只记下了一段范围和它的权限,占用内存 {a.Rss}。现在地图共有 {#all.rows} 行。'
      },
      toTry: ['pmap -X PID', 'cat /proc/PID/maps']
    },
    {
      text: {
        en: 'The program reads one byte of it.',
        zh: '程序读取其中的一个字节。'
      },
      c: 'x = a[0];',
      commands: ['read a 0 4K'],
      prediction: {
        question: { en: 'What does the read give?', zh: '读取的结果是什么?' },
        choices: [
          { en: 'A zero', zh: '零', holds: 'reply.fault == 0' },
          { en: 'A fault (SIGSEGV)', zh: '一个错误(SIGSEGV)', holds: 'reply.fault == 1' }
        ]
      },
      lookAt: { subject: 'a', column: 'Rss' },
      claims: ['reply.fault == 1 && a.Rss == 0'],
      explanation: {
        en: 'The processor asked the kernel, the kernel looked into the map: the row is there, but it grants no access. So the program got SIGSEGV (it catches it here).',
        zh: '处理器询问内核,内核查看地图:这一行存在,但不允许任何访问。因此程序收到 SIGSEGV(这里它捕获了该信号)。'
      },
      toTry: ['grep -- "---p" /proc/PID/maps']
    },
    {
      text: { en: 'It gives half of it back.', zh: '程序归还其中的一半。' },
      c: 'munmap(a, 1 << 19);',
      commands: ['unmap a 0 512K'],
      prediction: {
        question: { en: 'What becomes of the row?', zh: '这一行会怎样?' },
        choices: [
          { en: 'It gets smaller', zh: '变小', holds: 'a.rows == 1 && delta(a.Size) < 0' },
          {
            en: 'It stays as it is until all is unmapped',
            zh: '在全部解除映射之前保持不变',
            holds: 'delta(a.Size) == 0'
          },
          { en: 'It disappears', zh: '消失', holds: 'a.rows == 0' }
        ]
      },
      lookAt: { subject: 'a', column: 'Size' },
      claims: ['delta(a.Size) == -512K', 'delta(process.VmSize) == -512K'],
      explanation: {
        en: 'The row is {a.Size} now. Mappings are ranges of pages: any part can go, and the addresses in it are a gap again.',
        zh: '这一行现在是 {a.Size}。映射是页的范围:任何部分都可以去掉,其中的地址又成为空隙。'
      },
      toTry: ['pmap -X PID']
    }
  ]
}
