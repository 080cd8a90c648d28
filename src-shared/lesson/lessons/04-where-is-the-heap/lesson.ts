import type { Lesson } from '../../lesson.ts'

export const lesson: Lesson = {
  id: 'where-is-the-heap',
  title: { en: 'Where is the heap?', zh: '堆在哪里？' },
  teaches: {
    en: 'Small blocks come from [heap], which brk moves; big ones from mmap, and where the border lies depends on what was freed before. pmap -d shows both as [ anon ].',
    zh: '小块来自由 brk 扩展的 [heap]，大块来自 mmap；界限在哪里，还取决于之前释放过什么。pmap -d 把两者都显示为 [ anon ]。'
  },
  sources: ['malloc(3): NOTES', 'mallopt(3): M_MMAP_THRESHOLD', 'brk(2)', 'proc_pid_maps(5)'],
  chapters: { ostep: ['14', '17'], csapp: ['9.8.4', '9.9'] },
  steps: [
    {
      text: { en: '64 blocks of 8 KiB. Nothing is written to them.', zh: '分配 64 个 8 KiB 的块，不写入任何内容。' },
      c: 'for (i = 0; i < 64; i++) a[i] = malloc(8192);',
      commands: ['malloc a 8K 64'],
      prediction: {
        question: { en: 'Where do they come from?', zh: '它们来自哪里？' },
        choices: [
          { en: 'From [heap]', zh: '来自 [heap]', holds: 'delta("[heap]".Size) >= 384K && a.inHeap == 1' },
          { en: 'Each is a mapping of its own', zh: '各自是独立的映射', holds: 'delta(all.rows) >= 60' },
          {
            en: 'From the .bss of the program',
            zh: '来自程序的 .bss',
            holds: 'delta(image.Size) >= 384K'
          }
        ]
      },
      lookAt: { target: '[heap]', column: 'Size' },
      claims: ['delta("[heap]".Size) >= 384K && a.inHeap == 1', 'delta("[heap]".Rss) >= 128K'],
      explanation: {
        en: '[heap] grew by {delta("[heap]".Size)} to {"[heap]".Size}: malloc moved its end, the program break (brk), in steps. Rss grew by {delta("[heap]".Rss)} although the program wrote nothing: malloc keeps the size of each block just before it, and so touched about every second page. pmap -d and -x call this row [ anon ], pmap -X calls it [heap].',
        zh: '[heap] 增加 {delta("[heap]".Size)}，达到 {"[heap]".Size}：malloc 分步上移堆顶（program break，由 brk 设置）。程序没有写入，Rss 却增加了 {delta("[heap]".Rss)}：malloc 把每块的大小记在块的前面，因此大约每隔一页就写到一页。pmap -d 和 -x 把这一行称为 [ anon ]，pmap -X 称为 [heap]。'
      },
      toTry: ['pmap -d PID', 'pmap -X PID']
    },
    {
      text: { en: 'One block of 1 MiB.', zh: '一个 1 MiB 的块。' },
      c: 'b = malloc(1 << 20);',
      commands: ['malloc b 1M'],
      prediction: {
        question: { en: 'And this one?', zh: '这一个呢？' },
        choices: [
          { en: 'From [heap] as well', zh: '也来自 [heap]', holds: 'delta("[heap]".Size) >= 1M' },
          {
            en: 'From a mapping elsewhere',
            zh: '来自别处的映射',
            holds: 'b.rows > 0 && b.inHeap == 0 && delta("[heap]".Size) == 0'
          }
        ]
      },
      lookAt: { target: 'b', column: 'Size' },
      claims: ['b.rows > 0 && b.inHeap == 0 && delta("[heap]".Size) == 0', 'delta(process.VmSize) >= 1M'],
      explanation: {
        en: 'At first, malloc asks mmap for blocks of 128 KiB and more (M_MMAP_THRESHOLD): the virtual size grew by {delta(process.VmSize)}, [heap] by {delta("[heap]".Size)}. The marked row is the one that b lies in; where the kernel could join the new mapping with a like neighbour, an old row grew instead. "The heap" is more than the row called [heap].',
        zh: '起初，128 KiB 及以上的块由 malloc 向 mmap 请求（M_MMAP_THRESHOLD）：虚拟大小增加 {delta(process.VmSize)}，[heap] 增加 {delta("[heap]".Size)}。高亮的是 b 所在的行；如果内核能把新映射与同样的相邻映射合并，就是原有的一行变大。“堆”不只是名为 [heap] 的那一行。'
      },
      toTry: ['pmap -d PID', 'pmap -X PID']
    },
    {
      text: { en: 'The big block is freed.', zh: '释放大块。' },
      c: 'free(b);',
      commands: ['free b all'],
      prediction: {
        question: { en: 'What happens to its addresses?', zh: '它的地址会怎样？' },
        choices: [
          {
            en: 'malloc keeps them for the next block',
            zh: 'malloc 留着，给下一块用',
            holds: 'delta(process.VmSize) == 0'
          },
          { en: 'They go back to the kernel', zh: '归还给内核', holds: 'delta(process.VmSize) <= -1M' }
        ]
      },
      lookAt: { target: 'all', column: 'Size' },
      claims: ['delta(process.VmSize) <= -1M', 'before(b.Size) - b.Size >= 1M'],
      explanation: {
        en: 'A block from mmap is unmapped at once: the virtual size changed by {delta(process.VmSize)}.',
        zh: '来自 mmap 的块会立即解除映射：虚拟大小变化 {delta(process.VmSize)}。'
      },
      toTry: ['pmap -X PID']
    },
    {
      text: { en: 'The same call as before: one block of 1 MiB.', zh: '与刚才完全相同的调用：一个 1 MiB 的块。' },
      c: 'c = malloc(1 << 20);',
      commands: ['malloc c 1M'],
      prediction: {
        question: { en: 'Where does it come from this time?', zh: '这一次它来自哪里？' },
        choices: [
          {
            en: 'From a mapping elsewhere, as before',
            zh: '和刚才一样，来自别处的映射',
            holds: 'c.inHeap == 0 && delta("[heap]".Size) == 0'
          },
          { en: 'From [heap]', zh: '来自 [heap]', holds: 'c.inHeap == 1 && delta("[heap]".Size) >= 1M' }
        ]
      },
      lookAt: { target: '[heap]', column: 'Size' },
      claims: ['c.inHeap == 1 && delta("[heap]".Size) >= 1M'],
      explanation: {
        en: '[heap] grew by {delta("[heap]".Size)}. The threshold is dynamic: freeing a block that came from mmap raises it to that size (mallopt(3)), because such blocks seem to come and go. The same line of C can use brk or mmap.',
        zh: '[heap] 增加 {delta("[heap]".Size)}。这个界限是动态的：释放一个来自 mmap 的块，会把界限提高到该块的大小（见 mallopt(3)），因为这种大小的块看来是临时的。同一行 C 代码可能用 brk，也可能用 mmap。'
      },
      needs: 'c.inHeap == 1 || delta(process.VmSize) == 0',
      otherwise: {
        en: 'This C library has no threshold that moves (not glibc), so the block came from elsewhere again: [heap] changed by {delta("[heap]".Size)}.',
        zh: '这里的 C 库没有会移动的界限（不是 glibc），所以这一块仍来自别处：[heap] 变化 {delta("[heap]".Size)}。'
      },
      toTry: ['pmap -X PID', 'man mallopt']
    }
  ]
}
