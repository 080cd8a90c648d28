import type { Lesson } from '../../lesson.ts'

export const lesson: Lesson = {
  id: 'where-is-the-heap',
  title: { en: 'Where is the heap?', zh: '堆在哪里?' },
  teaches: {
    en: 'Small blocks come from [heap], which brk moves; big ones are mappings of their own. pmap -d shows both as [ anon ].',
    zh: '小块来自由 brk 扩展的 [heap];大块是独立的映射。pmap -d 把两者都显示为 [ anon ]。'
  },
  steps: [
    {
      text: { en: '64 blocks of 8 KiB.', zh: '64 个 8 KiB 的块。' },
      c: 'for (i = 0; i < 64; i++) a[i] = malloc(8192);',
      commands: ['malloc a 8K 64'],
      prediction: {
        question: { en: 'Where do they come from?', zh: '它们来自哪里?' },
        choices: [
          { en: 'From [heap]', zh: '来自 [heap]', holds: 'delta("[heap]".Size) >= 384K && a.inHeap == 1' },
          { en: 'Each is a new mapping', zh: '各自是新的映射', holds: 'delta(all.rows) >= 60' },
          { en: 'From the stack', zh: '来自栈', holds: 'delta("[stack]".Size) >= 384K' }
        ]
      },
      lookAt: { subject: '[heap]', column: 'Size' },
      claims: ['delta("[heap]".Size) >= 384K && a.inHeap == 1'],
      explanation: {
        en: '[heap] grew by {delta("[heap]".Size)} to {"[heap]".Size}: malloc moved the end of the heap (brk) in steps.',
        zh: '[heap] 增加 {delta("[heap]".Size)},达到 {"[heap]".Size}:malloc 分步移动了堆的末端(brk)。'
      },
      toTry: ['pmap -d PID', 'pmap -X PID']
    },
    {
      text: { en: 'One block of 1 MiB.', zh: '一个 1 MiB 的块。' },
      c: 'b = malloc(1 << 20);',
      commands: ['malloc b 1M'],
      prediction: {
        question: { en: 'And this one?', zh: '这一个呢?' },
        choices: [
          { en: 'From [heap] as well', zh: '也来自 [heap]', holds: 'delta("[heap]".Size) >= 1M' },
          { en: 'From a mapping elsewhere', zh: '来自别处的映射', holds: 'b.inHeap == 0 && delta("[heap]".Size) == 0' }
        ]
      },
      lookAt: { subject: 'b', column: 'Size' },
      claims: ['b.inHeap == 0 && delta("[heap]".Size) == 0', 'delta(process.VmSize) >= 1M'],
      explanation: {
        en: 'From 128 KiB on, malloc asks mmap: the virtual size grew by {delta(process.VmSize)}, [heap] by {delta("[heap]".Size)}. "The heap" is more than the row called [heap].',
        zh: '从 128 KiB 起,malloc 使用 mmap:虚拟大小增加 {delta(process.VmSize)},[heap] 增加 {delta("[heap]".Size)}。“堆”不只是名为 [heap] 的那一行。'
      },
      toTry: ['pmap -d PID', 'pmap -X PID']
    },
    {
      text: { en: 'The big block is freed.', zh: '释放大块。' },
      c: 'free(b);',
      commands: ['free b all'],
      prediction: {
        question: { en: 'What happens to its addresses?', zh: '它的地址会怎样?' },
        choices: [
          { en: 'They stay for the next malloc', zh: '留给下一次 malloc', holds: 'delta(process.VmSize) == 0' },
          { en: 'They go back to the kernel', zh: '归还给内核', holds: 'delta(process.VmSize) <= -1M' }
        ]
      },
      lookAt: { subject: 'all', column: 'Size' },
      claims: ['delta(process.VmSize) <= -1M'],
      explanation: {
        en: 'A block with a mapping of its own is unmapped at once: {delta(process.VmSize)}.',
        zh: '拥有独立映射的块会立即解除映射:{delta(process.VmSize)}。'
      },
      toTry: ['pmap -X PID']
    }
  ]
}
