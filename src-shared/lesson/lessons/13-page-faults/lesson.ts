import type { Lesson } from '../../lesson.ts'

export const lesson: Lesson = {
  id: 'page-faults',
  title: { en: 'Page faults and demand paging', zh: '缺页与按需调页' },
  teaches: {
    en: 'A page fault is how memory arrives, not an error: the processor finds no translation, the kernel supplies a page, and the program goes on. Minor faults need no disk, major faults wait for one.',
    zh: '缺页是内存到来的方式，不是错误：处理器找不到地址转换，内核提供一页，程序继续运行。次缺页（minor）不读磁盘，主缺页（major）要等磁盘。'
  },
  sources: [
    'getrusage(2): ru_minflt, ru_majflt',
    'Documentation/admin-guide/mm/concepts.rst: Virtual Memory Primer',
    'Documentation/admin-guide/mm/concepts.rst: Page cache',
    'posix_fadvise(2): POSIX_FADV_DONTNEED'
  ],
  chapters: { ostep: ['18', '21'], csapp: ['9.3.4', '9.3.5', '9.7.2'] },
  steps: [
    {
      text: {
        en: 'mmap gives 16 MiB, and the program writes one byte to each page of it.',
        zh: 'mmap 给出 16 MiB，程序在其中每一页写入一个字节。'
      },
      c: 'a = mmap(NULL, 16 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);  for (i = 0; i < 16 << 20; i += page) a[i] = 1;',
      commands: ['map a 16M', 'touch a 0 16M'],
      prediction: {
        question: { en: 'How many page faults do these writes take?', zh: '这些写入会引发多少次缺页？' },
        choices: [
          {
            en: 'None: mmap succeeded, so the memory is there',
            zh: '没有：mmap 成功了，内存已经在了',
            holds: 'reply.minor < 16'
          },
          {
            en: 'One: then the kernel brings all of it',
            zh: '一次：之后内核把全部内存带来',
            holds: 'reply.minor >= 16 && reply.minor * machine.page < 8M'
          },
          { en: 'One for each page', zh: '每页一次', holds: 'reply.minor * machine.page >= 15M' }
        ]
      },
      lookAt: { target: 'a', column: 'Rss', picture: 'pages' },
      claims: [
        'reply.minor * machine.page >= 16M && reply.major == 0 && a.Rss >= 16M',
        'a.pagesAbsent == 0 && delta(process.minflt) * machine.page >= 16M'
      ],
      explanation: {
        en: '{#reply.minor} page faults, one for each page of {machine.page}, and {#reply.major} of them waited for a disk. mmap only noted a range; each first write stopped at a page without translation, and the kernel put a page of zeros there: demand paging.',
        zh: '{#reply.minor} 次缺页，每个 {machine.page} 的页一次，其中等待磁盘的有 {#reply.major} 次。mmap 只记下了范围；每次首次写入都停在没有地址转换的页上，由内核放入一个清零的页：按需调页。'
      },
      toTry: ['ps -o pid,min_flt,maj_flt PID', 'pmap -X PID']
    },
    {
      text: { en: 'It writes to all pages once more.', zh: '再次写入所有的页。' },
      c: 'for (i = 0; i < 16 << 20; i += page) a[i] = 1;',
      commands: ['touch a 0 16M'],
      prediction: {
        question: { en: 'How many this time?', zh: '这一次有多少次缺页？' },
        choices: [
          { en: 'As many again', zh: '同样多', holds: 'reply.minor * machine.page >= 15M' },
          { en: 'None, or nearly none', zh: '没有，或几乎没有', holds: 'reply.minor * machine.page < 1M' }
        ]
      },
      lookAt: { target: 'a', column: 'Rss', picture: 'pages' },
      claims: ['reply.minor * machine.page < 1M && delta(process.minflt) * machine.page < 1M && delta(a.Rss) == 0'],
      explanation: {
        en: '{#reply.minor} page faults. The translations are in the page tables now, and the processor uses them without asking the kernel.',
        zh: '{#reply.minor} 次缺页。地址转换已经在页表中，处理器直接使用，不再询问内核。'
      },
      toTry: ['ps -o pid,min_flt,maj_flt PID']
    },
    {
      text: {
        en: 'A file of 1 MiB, just written, is mapped, and one byte of each page is read.',
        zh: '映射一个刚写好的 1 MiB 文件，每页读取一个字节。'
      },
      c: 'b = mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE, file, 0);  for (i = 0; i < 1 << 20; i += page) x = b[i];',
      commands: ['mapfile b 1M private', 'read b 0 1M'],
      prediction: {
        question: { en: 'How many faults does reading it take?', zh: '读取它会引发多少次缺页？' },
        choices: [
          {
            en: 'One for each page, as with memory',
            zh: '每页一次，和内存一样',
            holds: 'reply.minor * machine.page >= 900K'
          },
          {
            en: 'None: the file is in the page cache',
            zh: '没有：文件已在页缓存中',
            holds: 'reply.minor == 0 && reply.major == 0'
          },
          {
            en: 'Some, but fewer than pages',
            zh: '有一些，但比页数少',
            holds: 'reply.minor + reply.major > 0 && reply.minor * machine.page < 900K'
          }
        ]
      },
      lookAt: { target: 'b', column: 'Rss', picture: 'pages' },
      claims: [
        'reply.minor > 0 && reply.minor * machine.page < 512K && b.Rss >= 1M && reply.nonzero * machine.page >= 1M'
      ],
      explanation: {
        en: '{#reply.minor} faults for {b.Rss}. The page cache has all of it, but the page tables of this process do not; at each fault the kernel maps the neighbours that are in the cache as well ("fault-around", usually 64 KiB).',
        zh: '{b.Rss} 只有 {#reply.minor} 次缺页。页缓存中已有全部内容，但这个进程的页表中没有；每次缺页时，内核顺便映射缓存中相邻的页（“fault-around”，通常 64 KiB）。'
      },
      toTry: ['ps -o pid,min_flt,maj_flt PID']
    },
    {
      text: {
        en: 'The pages are unmapped, and the kernel is asked to drop the file from the page cache. Then each page is read again.',
        zh: '解除这些页的映射，并请内核把文件从页缓存中移除。然后再次读取每一页。'
      },
      c: 'madvise(b, 1 << 20, MADV_DONTNEED);  posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);  for (i = 0; i < 1 << 20; i += page) x = b[i];',
      commands: ['advise b 0 1M dontneed', 'drop b', 'read b 0 1M'],
      prediction: {
        question: { en: 'How often must it wait for the disk (major faults)?', zh: '要等待磁盘多少次（主缺页）？' },
        choices: [
          { en: 'For each page', zh: '每页一次', holds: 'reply.major * machine.page >= 900K' },
          { en: 'A few times', zh: '少数几次', holds: 'reply.major > 0 && reply.major * machine.page < 900K' },
          { en: 'Never', zh: '一次也没有', holds: 'reply.major == 0' }
        ]
      },
      lookAt: { target: 'b', column: 'Rss', picture: 'pages' },
      claims: [
        'reply.major > 0 && reply.major * machine.page < 900K && reply.nonzero * machine.page >= 1M',
        'delta(process.majflt) >= reply.major && b.pagesAbsent == 0'
      ],
      explanation: {
        en: '{#reply.major} major and {#reply.minor} minor faults. When the kernel goes to the disk it reads ahead, so that most pages are there before they are asked for.',
        zh: '{#reply.major} 次主缺页和 {#reply.minor} 次次缺页。内核读磁盘时会预读，所以多数页在被访问之前就已经在了。'
      },
      needs: 'reply.major > 0',
      otherwise: {
        en: '{#reply.major} major faults: here the file was not on a disk that had to be waited for (a tmpfs is memory itself), or the kernel kept it in the page cache.',
        zh: '{#reply.major} 次主缺页：这里的文件不在需要等待的磁盘上（tmpfs 本身就是内存），或者内核把它留在了页缓存中。'
      },
      toTry: ['ps -o pid,min_flt,maj_flt PID', 'df /tmp']
    }
  ]
}
