import type { Lesson } from '../../lesson.ts'

export const lesson: Lesson = {
  id: 'shared-libraries',
  title: { en: 'The code of a library is in RAM once', zh: '共享库的代码在内存中只有一份' },
  teaches: {
    en: 'All processes that use a library map the same pages of its file. RSS counts them in every process; PSS divides them.',
    zh: '使用同一个库的进程都映射它文件的同一批页。RSS 在每个进程中都计算，PSS 则按比例分摊。'
  },
  sources: ['execve(2)', 'ld.so(8)', 'Documentation/filesystems/proc.rst: Pss'],
  chapters: { ostep: ['16'], csapp: ['7.10', '9.8.1'] },
  steps: [
    {
      text: {
        en: 'A second process is started: the same program once more, not a copy of the first. The marked row is the code (r-xp) of the C library in the first process.',
        zh: '启动第二个进程：同一个程序重新执行，而不是第一个的副本。高亮的行是第一个进程中 C 库的代码（r-xp）。'
      },
      c: 'if (fork() == 0) execl(program, program, NULL);',
      commands: ['spawn'],
      prediction: {
        question: {
          en: 'How much of the Rss of that code is charged to the first process as Pss?',
          zh: '这段代码的 Rss 中，有多少作为 Pss 计在第一个进程上？'
        },
        choices: [
          {
            en: 'All of it: it is needed in each process',
            zh: '全部：每个进程都需要它',
            holds: '"code of libc.so.6".Pss > "code of libc.so.6".Rss * 0.9'
          },
          {
            en: 'About half: there are two processes now',
            zh: '大约一半：现在有两个进程',
            holds:
              '"code of libc.so.6".Pss <= "code of libc.so.6".Rss * 0.9 && "code of libc.so.6".Pss > "code of libc.so.6".Rss * 0.35'
          },
          {
            en: 'A third or less: others on this machine use it as well',
            zh: '三分之一或更少：这台机器上还有别的进程在用它',
            holds: '"code of libc.so.6".Pss <= "code of libc.so.6".Rss * 0.35'
          }
        ]
      },
      lookAt: { target: 'code of libc.so.6', column: 'Pss' },
      claims: [
        'child."code of libc.so.6".Rss >= 128 && "code of libc.so.6".Pss + child."code of libc.so.6".Pss <= "code of libc.so.6".Rss + 64'
      ],
      explanation: {
        en: 'First process: Rss {"code of libc.so.6".Rss}, Pss {"code of libc.so.6".Pss}. Second: Rss {child."code of libc.so.6".Rss}, Pss {child."code of libc.so.6".Pss}. Before it was started, the first had a Pss of {before("code of libc.so.6".Pss)}: a page that many processes map is divided among all of them, and one more hardly shows.',
        zh: '第一个进程：Rss {"code of libc.so.6".Rss}，Pss {"code of libc.so.6".Pss}。第二个进程：Rss {child."code of libc.so.6".Rss}，Pss {child."code of libc.so.6".Pss}。启动之前，第一个进程的 Pss 是 {before("code of libc.so.6".Pss)}：许多进程映射的页由它们全体分摊，多一个几乎看不出来。'
      },
      needs: '"code of libc.so.6".Rss > 0',
      otherwise: {
        en: 'This C library has another name than libc.so.6, so its row is not known here. The next steps show the same with a file.',
        zh: '这里的 C 库不叫 libc.so.6，因此找不到它的那一行。后面的步骤用一个文件演示同样的事情。'
      },
      toTry: ['pmap -X PID', 'ldd /proc/PID/exe']
    },
    {
      text: {
        en: 'The second process ends. A new file of 1 MiB stands in for a library that nobody else uses: it is mapped and each page is read.',
        zh: '第二个进程结束。用一个新的 1 MiB 文件代替一个没有别人使用的库：映射它，并读取每一页。'
      },
      c: 'a = mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE, file, 0);  for (i = 0; i < 256; i++) x = a[i * 4096];',
      commands: ['reap', 'mapfile a 1M private', 'read a 0 1M'],
      prediction: {
        question: { en: 'What is the Pss of this file’s row?', zh: '这个文件所在行的 Pss 是多少？' },
        choices: [
          { en: 'The same as Rss', zh: '与 Rss 相同', holds: 'a.Pss >= 1M && a.Rss == a.Pss' },
          { en: 'None: the file belongs to the page cache', zh: '没有：文件属于页缓存', holds: 'a.Pss == 0' },
          {
            en: 'Half of Rss: the page cache has it as well',
            zh: 'Rss 的一半：页缓存也占一份',
            holds: 'a.Pss > 0 && a.Pss < 900K'
          }
        ]
      },
      lookAt: { target: 'a', column: 'Pss' },
      claims: ['a.Rss >= 1M && a.Pss == a.Rss'],
      explanation: {
        en: 'Rss {a.Rss}, Pss {a.Pss}. What is mapped are the pages of the page cache themselves; that cache is no process, so the only one that maps them is charged in full. (The kernel writes “(deleted)” behind the name, since the lesson removed the file’s name at once.)',
        zh: 'Rss {a.Rss}，Pss {a.Pss}。映射的就是页缓存中的页；页缓存不是进程，所以唯一映射它们的进程承担全部。（内核在名称后写上“(deleted)”，因为课程立即删除了文件名。）'
      },
      toTry: ['pmap -X PID']
    },
    {
      text: {
        en: 'The file gets a second user: the program forks, and the child reads each page, too.',
        zh: '这个文件有了第二个使用者：程序执行 fork，子进程也读取每一页。'
      },
      c: 'if (fork() == 0) for (i = 0; i < 256; i++) x = a[i * 4096];',
      commands: ['fork', 'child read a 0 1M'],
      prediction: {
        question: { en: 'What happens to Rss and Pss in the first process?', zh: '第一个进程的 Rss 和 Pss 会怎样？' },
        choices: [
          {
            en: 'Rss stays, Pss falls to half',
            zh: 'Rss 不变，Pss 减半',
            holds: 'delta(a.Pss) <= -400K && delta(a.Rss) > -64K'
          },
          {
            en: 'Both stay: these are two readers, nobody writes',
            zh: '都不变：只是读取，没有写入',
            holds: 'delta(a.Pss) == 0'
          },
          { en: 'Both fall to half', zh: '都减半', holds: 'delta(a.Rss) <= -400K' }
        ]
      },
      lookAt: { target: 'a', column: 'Pss' },
      claims: ['delta(a.Pss) <= -400K && delta(a.Rss) > -64K'],
      explanation: {
        en: 'Rss {a.Rss}, Pss {a.Pss} (before: {before(a.Pss)}). The pages are in RAM once, however many processes map them. The child’s reads were {#reply.minor} page faults without a disk: the page cache had everything.',
        zh: 'Rss {a.Rss}，Pss {a.Pss}（之前 {before(a.Pss)}）。无论多少进程映射它们，这些页在内存中只有一份。子进程的读取引发了 {#reply.minor} 次缺页，都不需要读磁盘：内容已在页缓存中。'
      },
      toTry: ['pmap -X PID']
    },
    {
      text: { en: 'The second process ends. The first does nothing.', zh: '第二个进程结束，第一个什么也不做。' },
      c: 'waitpid(pid, NULL, 0);',
      commands: ['reap'],
      prediction: {
        question: { en: 'Does the first one get bigger?', zh: '第一个进程会变大吗？' },
        choices: [
          {
            en: 'Its PSS rises, its RSS stays',
            zh: '它的 PSS 上升，RSS 不变',
            holds: 'delta(a.Pss) > 0 && delta(a.Rss) == 0'
          },
          { en: 'Neither changes', zh: '都不变', holds: 'delta(a.Pss) == 0' },
          { en: 'Its RSS rises, too', zh: 'RSS 也上升', holds: 'delta(a.Rss) > 0' }
        ]
      },
      lookAt: { target: 'a', column: 'Pss' },
      claims: ['delta(a.Pss) >= 400K && delta(a.Rss) == 0'],
      explanation: {
        en: 'PSS rose by {delta(a.Pss)}: with fewer sharers each share is bigger. A growing PSS need not be anything that this process did.',
        zh: 'PSS 上升了 {delta(a.Pss)}：共用者越少，每份越大。PSS 增长不一定是这个进程做了什么。'
      },
      toTry: ['pmap -X PID']
    }
  ]
}
