import type { Lesson } from '../../lesson.ts'

export const lesson: Lesson = {
  id: 'protection-and-splitting',
  title: { en: 'Protection splits mappings', zh: '改变权限会拆分映射' },
  teaches: {
    en: 'One row has one set of permissions. Changing those of a part makes three rows out of one; changing them back joins them.',
    zh: '一行只有一组权限。改变中间一部分的权限会把一行变成三行；改回来又合并。'
  },
  sources: ['mprotect(2)', 'sigaction(2): SEGV_ACCERR', 'Documentation/mm/process_addrs.rst'],
  chapters: { ostep: ['15', '16'], csapp: ['9.5'] },
  steps: [
    {
      text: {
        en: 'A shared mapping of 192 KiB, all writable. One page in the middle is made read-only. (Shared anonymous memory is a file of the kernel’s own, which is why the row is called /dev/zero (deleted).)',
        zh: '192 KiB 可写的共享映射，把中间一页改为只读。（共享匿名内存其实是内核自己的一个文件，所以这一行叫做 /dev/zero (deleted)。）'
      },
      c: 'a = mmap(NULL, 192 << 10, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);  for (i = 0; i < 48; i++) a[i * 4096] = 1;  mprotect(a + 65536, 4096, PROT_READ);',
      commands: ['map a 192K rw shared', 'touch a 0 192K', 'protect a 64K 4K r'],
      prediction: {
        question: { en: 'How many rows show this memory now?', zh: '这些内存现在显示为几行？' },
        choices: [
          { en: 'One', zh: '一行', holds: 'a.rows == 1' },
          { en: 'Two', zh: '两行', holds: 'a.rows == 2' },
          { en: 'Three', zh: '三行', holds: 'a.rows == 3' }
        ]
      },
      lookAt: { target: 'a', column: 'Size' },
      claims: ['a.rows == 3 && a.readOnly == 1 && a.writable == 2'],
      explanation: {
        en: '{#a.rows} rows, together still {a.Size}: the page in the middle has other permissions, so its neighbours became rows of their own.',
        zh: '{#a.rows} 行，总共仍为 {a.Size}：中间一页权限不同，因此两边各自成为一行。'
      },
      toTry: ['pmap -X PID']
    },
    {
      text: { en: 'The program writes to the page that is read-only.', zh: '程序写入只读的那一页。' },
      c: 'a[16 * 4096] = 1;',
      commands: ['touch a 64K 4K'],
      prediction: {
        question: { en: 'What happens?', zh: '会发生什么？' },
        choices: [
          { en: 'A signal (SIGSEGV)', zh: '段错误（SIGSEGV）', holds: 'reply.fault == 1' },
          { en: 'The write is ignored', zh: '写入被忽略', holds: 'reply.fault == 0' }
        ]
      },
      lookAt: { target: 'a', column: 'Rss' },
      claims: ['reply.fault == 1 && reply.code == 2 && a.Rss == 192K'],
      explanation: {
        en: 'SIGSEGV. The page is in RAM (all {a.Rss} are), but the right to write is missing (code {#reply.code}, SEGV_ACCERR). The program caught the signal, otherwise it would have died.',
        zh: 'SIGSEGV。该页在物理内存中（{a.Rss} 全都在），但没有写权限（代码 {#reply.code}，即 SEGV_ACCERR）。程序捕获了信号，否则会被终止。'
      },
      toTry: ['pmap -X PID']
    },
    {
      text: { en: 'It makes the page writable again.', zh: '再次将该页改为可写。' },
      c: 'mprotect(a + 65536, 4096, PROT_READ | PROT_WRITE);',
      commands: ['protect a 64K 4K rw'],
      prediction: {
        question: { en: 'How many rows now?', zh: '现在有几行？' },
        choices: [
          { en: 'Three: what is split stays split', zh: '三行：拆分后不会合并', holds: 'a.rows == 3' },
          { en: 'One', zh: '一行', holds: 'a.rows == 1' }
        ]
      },
      lookAt: { target: 'a', column: 'Size' },
      claims: ['delta(a.rows) == -2 && a.rows == 1'],
      explanation: {
        en: '{#a.rows} row: equal neighbours are joined. The row that a program asked for and the row that it sees need not be the same.',
        zh: '{#a.rows} 行：相同的相邻映射会合并。程序请求的映射与看到的行不一定一一对应。'
      },
      toTry: ['pmap -X PID']
    }
  ]
}
