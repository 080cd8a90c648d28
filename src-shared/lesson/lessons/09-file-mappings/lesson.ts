import type { Lesson } from '../../lesson.ts'

export const lesson: Lesson = {
  id: 'file-mappings',
  title: { en: 'Private and shared file mappings', zh: '私有与共享的文件映射' },
  teaches: {
    en: 'A write to a private mapping makes a copy that is not the file’s any more; a write to a shared one changes the file.',
    zh: '写入私有映射会产生不再属于文件的副本;写入共享映射会改变文件。'
  },
  steps: [
    {
      text: { en: 'A file of 1 MiB is mapped privately and read.', zh: '以私有方式映射一个 1 MiB 的文件并读取。' },
      c: 'a = mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE, file, 0);',
      commands: ['mapfile a 1M private', 'read a 0 1M'],
      prediction: {
        question: { en: 'How much anonymous memory does the mapping have?', zh: '该映射有多少匿名内存?' },
        choices: [
          { en: '1 MiB', zh: '1 MiB', holds: 'a.Anonymous >= 1M' },
          {
            en: 'None: it shows the page cache',
            zh: '没有:它显示的是页缓存',
            holds: 'a.Anonymous == 0 && a.Rss >= 512K'
          }
        ]
      },
      lookAt: { subject: 'a', column: 'Anonymous' },
      claims: ['a.Rss >= 1M && a.Anonymous == 0'],
      explanation: {
        en: 'Rss {a.Rss}, Anonymous {a.Anonymous}: the pages are those of the file in the page cache.',
        zh: 'Rss {a.Rss},Anonymous {a.Anonymous}:这些页就是文件在页缓存中的页。'
      },
      toTry: ['pmap -X PID']
    },
    {
      text: { en: 'It writes to the first 256 KiB.', zh: '写入前 256 KiB。' },
      c: 'for (i = 0; i < 64; i++) a[i * 4096] = 1;',
      commands: ['touch a 0 256K'],
      prediction: {
        question: { en: 'Does the file change?', zh: '文件会改变吗?' },
        choices: [
          { en: 'Yes', zh: '会', holds: 'delta(a.Anonymous) == 0' },
          {
            en: 'No: the written pages become copies',
            zh: '不会:写入的页成为副本',
            holds: 'delta(a.Anonymous) == 256K'
          }
        ]
      },
      lookAt: { subject: 'a', column: 'Anonymous' },
      claims: ['delta(a.Anonymous) == 256K'],
      explanation: {
        en: '{a.Anonymous} of this file’s row are anonymous now: copies that only this process has. So a row with a file’s name is not always memory of that file.',
        zh: '这一文件行中现在有 {a.Anonymous} 是匿名的:只属于本进程的副本。所以带文件名的行不一定就是那个文件的内存。'
      },
      toTry: ['pmap -XX PID']
    },
    {
      text: { en: 'The same with a shared mapping of another file.', zh: '对另一个文件使用共享映射,做同样的事。' },
      c: 'b = mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);  b[i * 4096] = 1;',
      commands: ['mapfile b 1M shared', 'touch b 0 256K'],
      prediction: {
        question: { en: 'How much of it is anonymous?', zh: '其中有多少是匿名的?' },
        choices: [
          { en: '256 KiB again', zh: '又是 256 KiB', holds: 'b.Anonymous >= 256K' },
          { en: 'None: the writes are the file’s', zh: '没有:写入属于文件', holds: 'b.Anonymous == 0' }
        ]
      },
      lookAt: { subject: 'b', column: 'Anonymous' },
      claims: ['b.Anonymous == 0 && b.shared == 1 && b.Rss >= 256K'],
      explanation: {
        en: 'Anonymous {b.Anonymous}: the file itself was changed, and everybody who maps it sees that. Its row has an s in the permissions.',
        zh: 'Anonymous {b.Anonymous}:文件本身被改变,所有映射它的进程都能看到。这一行的权限中有 s。'
      },
      toTry: ['pmap -X PID']
    }
  ]
}
