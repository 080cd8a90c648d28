import type { Lesson } from '../../lesson.ts'

export const lesson: Lesson = {
  id: 'free-is-not-back',
  title: { en: 'free is not “back to the system”', zh: 'free 并不是“还给系统”' },
  teaches: {
    en: 'free gives memory back to malloc. Whether the kernel gets it is another matter.',
    zh: 'free 把内存还给 malloc;内核能否得到则是另一回事。'
  },
  steps: [
    {
      text: { en: '1,024 blocks of 8 KiB, all written: 8 MiB.', zh: '1024 个 8 KiB 的块,全部写入:8 MiB。' },
      c: 'for (i = 0; i < 1024; i++) memset(a[i] = malloc(8192), 1, 8192);',
      commands: ['malloc a 8K 1024 touch'],
      prediction: {
        question: { en: 'RSS grows by?', zh: 'RSS 增加多少?' },
        choices: [
          { en: 'About 8 MiB', zh: '约 8 MiB', holds: 'delta("[heap]".Rss) >= 8M && delta("[heap]".Rss) < 10M' },
          { en: 'Nothing yet', zh: '暂时没有', holds: 'delta("[heap]".Rss) < 1M' }
        ]
      },
      lookAt: { subject: '[heap]', column: 'Rss' },
      claims: ['delta("[heap]".Rss) >= 8M'],
      explanation: { en: '[heap] now holds {"[heap]".Rss}.', zh: '[heap] 现在占用 {"[heap]".Rss}。' },
      toTry: ['pmap -X PID']
    },
    {
      text: { en: 'Every second block is freed: 4 MiB.', zh: '释放每隔一个的块:4 MiB。' },
      c: 'for (i = 1; i < 1024; i += 2) free(a[i]);',
      commands: ['free a odd'],
      prediction: {
        question: { en: 'RSS falls by?', zh: 'RSS 下降多少?' },
        choices: [
          { en: '4 MiB', zh: '4 MiB', holds: 'delta("[heap]".Rss) <= -3M' },
          { en: 'Nothing', zh: '没有', holds: 'delta("[heap]".Rss) > -64K && reply.ok == 1' }
        ]
      },
      lookAt: { subject: '[heap]', column: 'Rss' },
      claims: ['delta("[heap]".Rss) > -64K && reply.ok == 1'],
      explanation: {
        en: 'RSS changed by {delta("[heap]".Rss)}. The free blocks lie between used ones; malloc keeps them for later.',
        zh: 'RSS 变化 {delta("[heap]".Rss)}。空闲块夹在使用中的块之间,malloc 留着以后用。'
      },
      toTry: ['pmap -X PID']
    },
    {
      text: { en: 'malloc_trim asks malloc to give back what it can.', zh: 'malloc_trim 要求 malloc 尽量归还。' },
      c: 'malloc_trim(0);',
      commands: ['trim'],
      prediction: {
        question: { en: 'And now?', zh: '现在呢?' },
        choices: [
          {
            en: 'RSS falls, the size of [heap] stays',
            zh: 'RSS 下降,[heap] 的大小几乎不变',
            holds: 'delta("[heap]".Rss) <= -1M && "[heap]".Size >= 8M'
          },
          { en: 'Both fall by 4 MiB', zh: '两者都下降 4 MiB', holds: 'delta("[heap]".Size) <= -4M' },
          { en: 'Nothing happens', zh: '什么也没发生', holds: 'delta("[heap]".Rss) > -64K' }
        ]
      },
      lookAt: { subject: '[heap]', column: 'Rss' },
      claims: ['delta("[heap]".Rss) <= -1M && "[heap]".Size >= 8M'],
      explanation: {
        en: 'Whole free pages inside the heap went back ({delta("[heap]".Rss)}), though the row still is {"[heap]".Size} long.',
        zh: '堆内完全空闲的页归还了({delta("[heap]".Rss)}),而这一行仍有 {"[heap]".Size}。'
      },
      needs: 'machine.page == 4',
      otherwise: {
        en: 'Only whole pages can go back. Pages are {machine.page} here, larger than the gaps of 8 KiB, so this machine differs from most: Rss of [heap] changed by {delta("[heap]".Rss)}.',
        zh: '只有整页才能归还。这里的页是 {machine.page},比 8 KiB 的空隙更大,因此这台机器与多数机器不同:[heap] 的 Rss 变化 {delta("[heap]".Rss)}。'
      },
      toTry: ['pmap -X PID']
    },
    {
      text: { en: 'The rest is freed.', zh: '释放其余的块。' },
      c: 'for (i = 0; i < 1024; i += 2) free(a[i]);',
      commands: ['free a all'],
      prediction: {
        question: { en: 'And [heap]?', zh: '[heap] 呢?' },
        choices: [
          { en: 'Its end moves down', zh: '它的末端下移', holds: 'delta("[heap]".Size) <= -7M' },
          { en: 'It keeps its size for ever', zh: '永远保持大小', holds: 'delta("[heap]".Size) == 0' }
        ]
      },
      lookAt: { subject: '[heap]', column: 'Size' },
      claims: ['delta("[heap]".Size) <= -7M'],
      explanation: {
        en: 'Free memory at the end of the heap is given back: the row shrank by {delta("[heap]".Size)}.',
        zh: '堆末端的空闲内存会归还:这一行变化 {delta("[heap]".Size)}。'
      },
      toTry: ['pmap -X PID']
    }
  ]
}
