import type { Lesson } from '../../lesson.ts'

export const lesson: Lesson = {
  id: 'page-tables',
  title: { en: 'Page tables and address translation', zh: '页表与地址转换' },
  teaches: {
    en: 'An address is a path through four (or five) tables of 512 entries. The tables are memory, too: VmPTE. Pages close together share tables; pages far apart each need their own.',
    zh: '地址是穿过四级（或五级）页表的路径，每张表 512 项。页表本身也占内存：VmPTE。相邻的页共用页表；相距很远的页各需要自己的页表。'
  },
  sources: [
    'Documentation/mm/page_tables.rst',
    'Documentation/arch/x86/x86_64/mm.rst',
    'Documentation/arch/x86/x86_64/5level-paging.rst',
    'proc_pid_status(5): VmPTE'
  ],
  chapters: { ostep: ['18', '19', '20'], csapp: ['9.6', '9.7'] },
  steps: [
    {
      text: {
        en: 'The program maps 16 GiB that it may only read. Nothing is read yet.',
        zh: '程序映射 16 GiB 只读的内存，还没有读取。'
      },
      c: 'a = mmap(NULL, 16L << 30, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);',
      commands: ['map a 16G r noreserve'],
      prediction: {
        question: { en: 'By how much do the page tables grow?', zh: '页表增加多少？' },
        choices: [
          { en: 'By 32 MiB: 8 bytes for each page', zh: '32 MiB：每页 8 字节', holds: 'delta(process.VmPTE) >= 16M' },
          { en: 'Not at all', zh: '不增加', holds: 'delta(process.VmPTE) < 64 && delta(process.VmSize) >= 16G' }
        ]
      },
      lookAt: { target: 'a', column: 'Size' },
      claims: ['delta(process.VmPTE) < 64 && delta(process.VmSize) >= 16G'],
      explanation: {
        en: 'By {delta(process.VmPTE)}. A mapping is the kernel’s own note; entries in page tables are made by page faults. With pages of 4 KiB the first address of it, {@a.low}, means: entry {#a.entry4} of the top table, then {#a.entry3}, {#a.entry2} and {#a.entry1} of one table each below it. Those are four times nine bits; twelve more choose the byte in the page. (A fifth level, where a processor has it, comes on top.)',
        zh: '增加 {delta(process.VmPTE)}。映射只是内核自己的记录；页表项由缺页产生。页为 4 KiB 时，它的起始地址 {@a.low} 表示：最高级表的第 {#a.entry4} 项，然后依次是下面各级表的第 {#a.entry3}、{#a.entry2}、{#a.entry1} 项。这是四个九位；还有十二位选择页内的字节。（处理器若有第五级，则在最上面。）'
      },
      toTry: ['grep VmPTE /proc/PID/status', 'grep -o -m1 la57 /proc/cpuinfo']
    },
    {
      text: { en: '16 MiB of it are read, page after page.', zh: '逐页读取其中的 16 MiB。' },
      c: 'for (i = 0; i < 4096; i++) x = a[i * 4096];',
      commands: ['read a 0 16M'],
      prediction: {
        question: { en: '4,096 pages in a row. By how much does VmPTE grow?', zh: '连续 4096 页。VmPTE 增加多少？' },
        choices: [
          { en: 'By about 40 KiB', zh: '约 40 KiB', holds: 'delta(process.VmPTE) >= 28 && delta(process.VmPTE) < 100' },
          { en: 'By 16 MiB: a table for each page', zh: '16 MiB：每页一张表', holds: 'delta(process.VmPTE) >= 1M' },
          { en: 'By 4 KiB: one table', zh: '4 KiB：一张表', holds: 'delta(process.VmPTE) < 28' }
        ]
      },
      lookAt: { target: 'a', column: 'Rss' },
      claims: ['delta(process.VmPTE) >= 28 && delta(process.VmPTE) < 100 && faults.minor >= 4096'],
      explanation: {
        en: 'By {delta(process.VmPTE)}. A table of 4 KiB has 512 entries and so serves 2 MiB of addresses: 8 or 9 tables on the lowest level for 16 MiB, and one or two above them. Less than 1 % of what they describe.',
        zh: '增加 {delta(process.VmPTE)}。一张 4 KiB 的表有 512 项，对应 2 MiB 地址：16 MiB 需要最低一级的 8 或 9 张表，加上面的一两张。不到所描述内存的 1%。'
      },
      needs: 'machine.page == 4',
      otherwise: {
        en: 'VmPTE grew by {delta(process.VmPTE)}. Pages are {machine.page} here, so one table serves more addresses than on most machines.',
        zh: 'VmPTE 增加 {delta(process.VmPTE)}。这里的页是 {machine.page}，一张表对应的地址比多数机器多。'
      },
      toTry: ['grep VmPTE /proc/PID/status']
    },
    {
      text: {
        en: 'Another 16 GiB. Of these, only 16 pages are read: one in each GiB.',
        zh: '再映射 16 GiB，只读取其中 16 页：每 GiB 一页。'
      },
      c: 'b = mmap(NULL, 16L << 30, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);  for (i = 0; i < 16; i++) x = b[i << 30];',
      commands: ['map b 16G r noreserve', 'sparse b 1G'],
      prediction: {
        question: { en: '16 pages instead of 4,096. And VmPTE?', zh: '16 页，而不是 4096 页。VmPTE 呢？' },
        choices: [
          { en: 'It grows less than before', zh: '比刚才增加得少', holds: 'delta(process.VmPTE) < 28' },
          {
            en: 'It grows about as much',
            zh: '增加得差不多',
            holds: 'delta(process.VmPTE) >= 28 && delta(process.VmPTE) < 100'
          },
          { en: 'It grows more than twice as much', zh: '增加两倍以上', holds: 'delta(process.VmPTE) >= 100' }
        ]
      },
      lookAt: { target: 'b', column: 'Rss' },
      claims: ['delta(process.VmPTE) >= 100 && delta(process.VmPTE) < 200 && b.Rss < 1M && faults.minor >= 16'],
      explanation: {
        en: 'By {delta(process.VmPTE)} for 16 pages: each lies in a GiB of its own and needs a table on the lowest level and one above it. Two tables of 4 KiB for one page of 4 KiB. Rss of the mapping is {b.Rss}, since the pages are the zero page: what grows here, no column of the mapping shows.',
        zh: '16 页增加了 {delta(process.VmPTE)}：每一页都在各自的 GiB 中，需要最低一级和上一级各一张表。一个 4 KiB 的页用两张 4 KiB 的表。该映射的 Rss 是 {b.Rss}，因为映射到的是零页：这里增加的内存，映射的任何一列都不显示。'
      },
      needs: 'machine.page == 4',
      otherwise: {
        en: 'VmPTE grew by {delta(process.VmPTE)}. Pages are {machine.page} here, and the tables have another shape than on most machines.',
        zh: 'VmPTE 增加 {delta(process.VmPTE)}。这里的页是 {machine.page}，页表的形状与多数机器不同。'
      },
      toTry: ['grep VmPTE /proc/PID/status', 'pmap -X PID']
    }
  ]
}
