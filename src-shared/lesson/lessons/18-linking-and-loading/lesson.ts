import type { Lesson } from '../../lesson.ts'

export const lesson: Lesson = {
  id: 'linking-and-loading',
  title: { en: 'Linking and loading: one library, many rows', zh: '链接与加载：一个库，多行映射' },
  teaches: {
    en: 'The loader maps each segment of an ELF file with the permissions that its program headers name, fills in the addresses, and takes the right to write away again.',
    zh: '加载器按照 ELF 文件程序头中的权限映射每个段，填入地址，然后再收回写权限。'
  },
  sources: [
    'dlopen(3)',
    'elf(5): PT_LOAD, PT_GNU_RELRO, p_filesz, p_memsz',
    'ld(1): -z relro, -z max-page-size, -z noseparate-code',
    'sigaction(2): SEGV_ACCERR'
  ],
  chapters: { ostep: [], csapp: ['7.9', '7.10', '7.11', '7.12'] },
  steps: [
    {
      text: {
        en: 'The program loads a small library while it runs. It has code, a table of constant pointers and an array of 1 MiB of zeros.',
        zh: '程序在运行时加载一个小库。库中有代码、一张常量指针表和一个 1 MiB 的全零数组。'
      },
      c: 'library = dlopen("libpart.so", RTLD_NOW);',
      commands: ['dlopen', 'part r table', 'part z zeros', 'part h hole'],
      prediction: {
        question: { en: 'How many rows get the name of this file?', zh: '有几行会带有这个文件的名称？' },
        choices: [
          { en: 'One: it is one file', zh: '一行：它是一个文件', holds: 'delta("libpart.so".rows) == 1' },
          { en: 'Several', zh: '好几行', holds: 'delta("libpart.so".rows) > 1' }
        ]
      },
      lookAt: { target: 'libpart.so', column: 'Size' },
      claims: [
        'delta("libpart.so".rows) >= 3 && "code of libpart.so".rows == 1 && "libpart.so".readOnly >= 1 && "libpart.so".writable == 1',
        'delta("[heap]".rows) == 1'
      ],
      explanation: {
        en: '{#delta("libpart.so".rows)} rows of {"libpart.so".Size}, of which {"libpart.so".Rss} are in RAM: code that may be executed, data that is only read, data that may be written. The file’s program headers show which is which. ([heap] is new as well: the loader keeps its notes in memory from malloc.)',
        zh: '{#delta("libpart.so".rows)} 行，共 {"libpart.so".Size}，其中 {"libpart.so".Rss} 在物理内存中：可执行的代码、只读的数据、可写的数据。哪部分是什么，由文件的程序头说明。（[heap] 也是新的：加载器用 malloc 的内存做记录。）'
      },
      toTry: ['grep libpart /proc/PID/maps', 'pmap -X PID']
    },
    {
      text: {
        en: 'Between its code and its data lie addresses that the library does not use. The program reads there.',
        zh: '库的代码和数据之间有一段没有使用的地址。程序读取那里。'
      },
      c: 'x = hole[0];',
      commands: ['read h 0 64K'],
      prediction: {
        question: { en: 'What is at these addresses?', zh: '这些地址上是什么？' },
        choices: [
          {
            en: 'Nothing: the next mmap may lie there',
            zh: '什么也没有：下一次 mmap 可能落在那里',
            holds: 'h.rows == 0'
          },
          { en: 'A row without any access', zh: '没有任何权限的一行', holds: 'h.rows == 1 && h.noAccess == 1' },
          { en: 'Pages of zeros', zh: '全零的页', holds: 'h.Rss > 0' }
        ]
      },
      lookAt: { target: 'h', column: 'Size' },
      claims: ['reply.fault == 1 && reply.code == 2 && h.noAccess == 1 && h.Rss == 0'],
      explanation: {
        en: 'A row (---p) of {h.Size} and no RAM; the read ended in SIGSEGV (code {#reply.code}, SEGV_ACCERR). Code finds its data by their distance, so the loader maps the whole span first and then takes the rights away from the hole, lest something else comes to lie in it. Libraries have holes when they are linked for pages larger than the machine’s.',
        zh: '一行（---p），大小为 {h.Size}，不占物理内存；读取以 SIGSEGV 结束（代码 {#reply.code}，即 SEGV_ACCERR）。代码按距离寻找数据，所以加载器先映射整个范围，再取消空洞的权限，以免别的内容落在其中。如果链接时假定的页比机器的页大，库中就会有空洞。'
      },
      needs: 'before("libpart.so".noAccess) == 1',
      otherwise: {
        en: 'Here the loader leaves no row in the hole: there are {#h.rows} rows at these addresses.',
        zh: '这里加载器没有在空洞中留下一行：这些地址上有 {#h.rows} 行。'
      },
      toTry: ['grep -- "---p" /proc/PID/maps', 'readelf -lW libpart.so']
    },
    {
      text: {
        en: 'The table of constant pointers is in a row that may only be read (r--p). The program tries to write to it.',
        zh: '常量指针表位于只能读取的一行（r--p）。程序试图写入它。'
      },
      c: 'table[0] = NULL;',
      commands: ['touch r 0 4K'],
      prediction: {
        question: {
          en: 'How much of this row is private copies that only this process has?',
          zh: '这一行中，有多少是只属于这个进程的私有副本？'
        },
        choices: [
          { en: 'None: nobody may write there', zh: '没有：谁也不能写入', holds: 'r.Anonymous == 0' },
          { en: 'The whole table', zh: '整张表', holds: 'r.Anonymous >= 64K' }
        ]
      },
      lookAt: { target: 'r', column: 'Anonymous' },
      claims: ['reply.fault == 1 && reply.code == 2 && r.Anonymous >= 64K && r.readOnly == 1 && r.writable == 0'],
      explanation: {
        en: '{r.Anonymous} (Anonymous), though a write ends in SIGSEGV. The file can’t know where the library will lie, so the loader wrote an address into each of the 8,192 pointers, which made copies of the pages, and then made them read-only: RELRO. Every process that loads the library pays for its own copies.',
        zh: '{r.Anonymous}（Anonymous），虽然写入会以 SIGSEGV 结束。文件无法知道库会被放在哪里，所以加载器在 8192 个指针中逐一写入地址，由此产生了页的副本，然后把它们设为只读：RELRO（重定位后只读）。每个加载这个库的进程都要为自己的副本付出内存。'
      },
      toTry: ['pmap -X PID', 'readelf -lW libpart.so | grep RELRO']
    },
    {
      text: {
        en: 'The array of 1 MiB of zeros (.bss) takes no room in the file. Now the program writes to all of it.',
        zh: '1 MiB 的全零数组（.bss）在文件中不占空间。现在程序写入整个数组。'
      },
      c: 'for (i = 0; i < 1 << 20; i += page) zeros[i] = 1;',
      commands: ['touch z 0 1M'],
      prediction: {
        question: { en: 'In which row is the array?', zh: '数组在哪一行？' },
        choices: [
          { en: 'In the writable row of the file', zh: '在文件的可写行中', holds: 'z.named > 0 && z.inHeap == 0' },
          { en: 'In a row without a name', zh: '在没有名称的一行中', holds: 'z.rows > 0 && z.named == 0' },
          { en: 'In [heap]', zh: '在 [heap] 中', holds: 'z.inHeap > 0' }
        ]
      },
      lookAt: { target: 'z', column: 'Rss' },
      claims: ['delta(z.Rss) >= 1M && delta(z.Rss) < 1100K && z.named == 0'],
      explanation: {
        en: 'In a row without a name, which pmap calls [ anon ]: its Rss went from {before(z.Rss)} to {z.Rss}. The program headers state only how much memory follows what the file holds (p_memsz is more than p_filesz). The rest is anonymous memory, and takes RAM like any other when it is touched.',
        zh: '在没有名称的一行中，pmap 称之为 [ anon ]：它的 Rss 从 {before(z.Rss)} 变为 {z.Rss}。程序头只说明文件内容之后还有多少内存（p_memsz 大于 p_filesz）。其余部分是匿名内存，和别的匿名内存一样，访问时才占用物理内存。'
      },
      toTry: ['grep -A1 libpart /proc/PID/maps', 'pmap -x PID']
    },
    {
      text: { en: 'The program closes the library.', zh: '程序关闭这个库。' },
      c: 'dlclose(library);',
      commands: ['dlclose'],
      prediction: {
        question: { en: 'What of it stays in the map?', zh: '映射表中还剩下什么？' },
        choices: [
          { en: 'Nothing', zh: '什么也不剩', holds: '"libpart.so".rows == 0' },
          {
            en: 'Its code, for the next time',
            zh: '代码，供下次使用',
            holds: '"code of libpart.so".rows > 0 && "libpart.so".writable == 0'
          },
          { en: 'All of it: libraries are never unloaded', zh: '全部：库从不卸载', holds: '"libpart.so".writable > 0' }
        ]
      },
      lookAt: { target: 'all', column: 'Size', metric: 'size' },
      claims: ['delta("libpart.so".rows) <= -3 && "libpart.so".rows == 0 && delta(process.VmSize) <= -1M'],
      explanation: {
        en: 'Nothing: the virtual size changed by {delta(process.VmSize)}. dlopen counts how often a library was opened, and the last dlclose unmaps it. A pointer to one of its functions that someone kept now leads to addresses where nothing is mapped.',
        zh: '什么也不剩：虚拟大小变化了 {delta(process.VmSize)}。dlopen 记录库被打开的次数，最后一次 dlclose 解除它的映射。如果还留着指向其中函数的指针，它现在指向的地址上什么也没有映射。'
      },
      toTry: ['grep -c libpart /proc/PID/maps']
    }
  ]
}
