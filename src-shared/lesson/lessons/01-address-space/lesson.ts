import type { Lesson } from '../../lesson.ts'

export const lesson: Lesson = {
  id: 'address-space',
  title: { en: 'An address space is a map', zh: '地址空间是一张映射表' },
  teaches: {
    en: 'A process sees a list of mappings with nothing between them. One system call adds a row, another takes it away. An access outside, or without the right to it, is a page fault that the kernel answers with a signal.',
    zh: '进程看到的是一列映射，映射之间什么也没有。一次系统调用添加一行，另一次将它移除。访问映射之外的地址，或越权访问，都会引发缺页，内核以信号作答。'
  },
  sources: ['mmap(2)', 'munmap(2)', 'proc_pid_maps(5)', 'sigaction(2): SEGV_ACCERR'],
  chapters: { ostep: ['13', '14'], csapp: ['9.7.2', '9.8'] },
  steps: [
    {
      text: {
        en: 'This program has its own code and data, the C library and a stack. Now it asks the kernel for 1 MiB with no access rights (PROT_NONE).',
        zh: '这个程序有自己的代码和数据、C 库和栈。现在它向内核请求 1 MiB 没有任何访问权限（PROT_NONE）的地址。'
      },
      c: 'a = mmap(NULL, 1 << 20, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);',
      commands: ['map a 1M none'],
      prediction: {
        question: { en: 'How many rows will the map gain?', zh: '映射表会增加几行？' },
        choices: [
          { en: 'None: nothing was written yet', zh: '不增加：还没有写入任何内容', holds: 'delta(all.rows) == 0' },
          { en: 'One', zh: '一行', holds: 'delta(all.rows) == 1' },
          { en: 'Very many, one for each page', zh: '很多行，每页一行', holds: 'delta(all.rows) > 1' }
        ]
      },
      lookAt: { target: 'a', column: 'Size' },
      claims: ['delta(all.rows) == 1', 'delta(process.VmSize) == 1M', 'a.noAccess == 1 && a.Rss == 0'],
      explanation: {
        en: 'One row of {a.Size}: the kernel noted a range and its permissions. It holds {a.Rss} of RAM. The map now has {#all.rows} rows.',
        zh: '增加了一行，大小为 {a.Size}：内核只记下了一段范围和它的权限，占用物理内存 {a.Rss}。现在映射表共有 {#all.rows} 行。'
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
        question: { en: 'What does the read give?', zh: '读取的结果是什么？' },
        choices: [
          { en: 'A zero', zh: '零', holds: 'reply.fault == 0' },
          { en: 'A signal (SIGSEGV)', zh: '段错误（SIGSEGV）', holds: 'reply.fault == 1 && reply.code == 2' }
        ]
      },
      lookAt: { target: 'a', column: 'Rss' },
      claims: ['reply.fault == 1 && reply.code == 2 && a.Rss == 0'],
      explanation: {
        en: 'A page fault: the processor finds no valid translation and calls the kernel. The kernel found the mapping, but it allows no access, so it sent SIGSEGV (code {#reply.code}, SEGV_ACCERR). This program catches it; others end here.',
        zh: '这是一次缺页（page fault）：处理器找不到有效的地址转换，于是转入内核。内核找到了这个映射，但它不允许任何访问，因此发送 SIGSEGV（代码 {#reply.code}，即 SEGV_ACCERR）。这个程序捕获了该信号；别的程序会就此终止。'
      },
      toTry: ['grep -- "---p" /proc/PID/maps']
    },
    {
      text: { en: 'It gives half of it back.', zh: '程序归还其中的一半。' },
      c: 'munmap(a, 1 << 19);',
      commands: ['unmap a 0 512K'],
      prediction: {
        question: { en: 'What happens to the row?', zh: '这一行会怎样？' },
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
      lookAt: { target: 'a', column: 'Size' },
      claims: ['delta(a.Size) == -512K', 'delta(process.VmSize) == -512K'],
      explanation: {
        en: 'The row is {a.Size} now. Mappings are ranges of pages: any part can go, and the addresses in it are a gap again.',
        zh: '这一行现在是 {a.Size}。映射是页的范围：任何部分都可以去掉，其中的地址又成为空隙。'
      },
      toTry: ['pmap -X PID']
    }
  ]
}
