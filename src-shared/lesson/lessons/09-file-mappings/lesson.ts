import type { Lesson } from '../../lesson.ts'

export const lesson: Lesson = {
  id: 'file-mappings',
  title: { en: 'Private and shared file mappings', zh: '私有与共享的文件映射' },
  teaches: {
    en: 'Both kinds map pages of the page cache. A write to a private mapping makes a copy that is not the file’s any more (copy-on-write); a write to a shared one changes the file.',
    zh: '两种映射的都是页缓存中的页。写入私有映射会产生不再属于文件的副本（写时复制）；写入共享映射会改变文件。'
  },
  sources: [
    'mmap(2): MAP_PRIVATE, MAP_SHARED',
    'Documentation/filesystems/proc.rst: Anonymous',
    'Documentation/admin-guide/mm/concepts.rst: Page cache'
  ],
  chapters: { ostep: ['23'], csapp: ['9.8.1'] },
  steps: [
    {
      text: {
        en: 'A file of 1 MiB, full of the letter F, is mapped privately and read. The lesson removed its name at once, so the kernel writes “(deleted)” behind it.',
        zh: '以私有方式映射一个 1 MiB、写满字母 F 的文件并读取。课程立即删除了它的名称，所以内核在后面写上“(deleted)”。'
      },
      c: 'a = mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE, file, 0);  for (i = 0; i < 256; i++) x = a[i * 4096];',
      commands: ['mapfile a 1M private', 'read a 0 1M'],
      prediction: {
        question: { en: 'How much anonymous memory does the mapping have?', zh: '该映射有多少匿名内存？' },
        choices: [
          { en: '1 MiB, a copy of the file', zh: '1 MiB，即文件的副本', holds: 'a.Anonymous >= 1M' },
          {
            en: 'None: it maps pages of the page cache',
            zh: '没有：映射的就是页缓存中的页',
            holds: 'a.Anonymous == 0 && a.Rss >= 512K'
          }
        ]
      },
      lookAt: { target: 'a', column: 'Anonymous', metric: 'rss' },
      claims: ['a.Rss >= 1M && a.Anonymous == 0 && reply.value == 70'],
      explanation: {
        en: 'Rss {a.Rss}, Anonymous {a.Anonymous}: the pages are those that hold the file in the page cache, and reading them gave an F (code {#reply.value}).',
        zh: 'Rss {a.Rss}，Anonymous {a.Anonymous}：映射的就是页缓存中保存该文件的页，读到的是字母 F（编码 {#reply.value}）。'
      },
      toTry: ['pmap -X PID', 'grep -A 20 deleted /proc/PID/smaps']
    },
    {
      text: {
        en: 'It writes a 1 to each page of the first 256 KiB. Then it asks the file, with pread, what is at its beginning.',
        zh: '在前 256 KiB 的每一页写入 1。然后用 pread 询问文件，开头是什么。'
      },
      c: 'for (i = 0; i < 64; i++) a[i * 4096] = 1;  pread(file, &x, 1, 0);',
      commands: ['touch a 0 256K', 'filebyte a 0'],
      prediction: {
        question: { en: 'What does the file hold there?', zh: '文件的开头是什么？' },
        choices: [
          { en: 'The 1', zh: '1', holds: 'reply.value == 1' },
          { en: 'Still the F', zh: '仍是 F', holds: 'reply.value == 70' }
        ]
      },
      lookAt: { target: 'a', column: 'Anonymous', metric: 'rss' },
      claims: [
        'delta(a.Anonymous) == 256K && reply.value == 70',
        'delta(a.pagesOfFile) == -256K && a.pagesAbsent == 0'
      ],
      explanation: {
        en: 'Still F (code {#reply.value}). {a.Anonymous} of this row are anonymous now: copies that only this process has. So a row with a file’s name is not always memory of that file. Rss is {a.Rss} as before, since each copy took the place of a page of the file.',
        zh: '仍是 F（编码 {#reply.value}）。这一行现在有 {a.Anonymous} 是匿名的：只属于本进程的副本。所以带文件名的行不一定就是那个文件的内存。Rss 仍是 {a.Rss}，因为每个副本顶替了文件的一页。'
      },
      toTry: ['pmap -XX PID']
    },
    {
      text: {
        en: 'The same with a shared mapping of another file, which is also full of F.',
        zh: '对另一个同样写满 F 的文件使用共享映射，做同样的事。'
      },
      c: 'b = mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);  b[i * 4096] = 1;  pread(file, &x, 1, 0);',
      commands: ['mapfile b 1M shared', 'touch b 0 256K', 'filebyte b 0'],
      prediction: {
        question: { en: 'What does this file hold at its beginning?', zh: '这个文件的开头是什么？' },
        choices: [
          { en: 'The 1', zh: '1', holds: 'reply.value == 1' },
          { en: 'F, until msync writes it back', zh: '在 msync 写回之前仍是 F', holds: 'reply.value == 70' }
        ]
      },
      lookAt: { target: 'b', column: 'Anonymous', metric: 'rss' },
      claims: ['b.Anonymous == 0 && b.shared == 1 && b.Rss >= 256K && reply.value == 1'],
      explanation: {
        en: 'The 1 is there at once: mapping and file are the same pages of the page cache, so everybody who reads or maps the file sees it. msync only decides when the disk gets it. Anonymous {b.Anonymous}, and the row has an s in its permissions.',
        zh: '立即就是 1：映射和文件是页缓存中的同一批页，所以读取或映射该文件的进程都能看到。msync 只决定何时写到磁盘。Anonymous {b.Anonymous}，这一行的权限中有 s。'
      },
      toTry: ['pmap -X PID']
    }
  ]
}
