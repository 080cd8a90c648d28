import type { Lesson } from '../../lesson.ts'

export const lesson: Lesson = {
  id: 'free-is-not-back',
  title: { en: 'free is not “back to the system”', zh: 'free 不等于“还给系统”' },
  teaches: {
    en: 'free gives memory back to malloc. Whether the kernel gets it is another matter.',
    zh: 'free 把内存还给 malloc；内核能否收回则是另一回事。'
  },
  sources: ['malloc_trim(3)', 'mallopt(3): M_TRIM_THRESHOLD', 'malloc(3): NOTES'],
  chapters: { ostep: ['17'], csapp: ['9.9.4'] },
  steps: [
    {
      text: {
        en: '1,024 blocks of 8 KiB, all written: 8 MiB. Then one more block of 4 KiB.',
        zh: '1024 个 8 KiB 的块，全部写入：8 MiB。然后再分配一个 4 KiB 的块。'
      },
      c: 'for (i = 0; i < 1024; i++) memset(a[i] = malloc(8192), 1, 8192);  b = malloc(4096);',
      commands: ['malloc a 8K 1024 touch', 'malloc b 4K'],
      prediction: {
        question: { en: 'By how much does the RSS of [heap] grow?', zh: '[heap] 的 RSS 增加多少？' },
        choices: [
          { en: 'By about 8 MiB', zh: '约 8 MiB', holds: 'delta("[heap]".Rss) >= 8M && delta("[heap]".Rss) < 10M' },
          { en: 'By nothing yet', zh: '暂不增加', holds: 'delta("[heap]".Rss) < 1M' },
          {
            en: 'By about 16 MiB: malloc doubles it',
            zh: '约 16 MiB：malloc 成倍扩展',
            holds: 'delta("[heap]".Rss) >= 15M'
          }
        ]
      },
      lookAt: { target: '[heap]', column: 'Rss' },
      claims: ['delta("[heap]".Rss) >= 8M && delta("[heap]".Rss) < 10M', 'a.inHeap == 1 && b.inHeap == 1'],
      explanation: {
        en: '[heap] now holds {"[heap]".Rss}: they were written, so they are in RAM.',
        zh: '[heap] 现在占用 {"[heap]".Rss}：这些页都写入过，所以在物理内存中。'
      },
      toTry: ['pmap -X PID']
    },
    {
      text: { en: 'Every second block of the 1,024 is freed: 4 MiB.', zh: '每隔一块释放一块：共 4 MiB。' },
      c: 'for (i = 1; i < 1024; i += 2) free(a[i]);',
      commands: ['free a odd'],
      prediction: {
        question: { en: 'By how much does RSS fall?', zh: 'RSS 下降多少？' },
        choices: [
          { en: 'By 4 MiB', zh: '4 MiB', holds: 'delta("[heap]".Rss) <= -3M' },
          { en: 'Not at all', zh: '不下降', holds: 'delta("[heap]".Rss) > -64K && reply.ok == 1' }
        ]
      },
      lookAt: { target: '[heap]', column: 'Rss' },
      claims: ['delta("[heap]".Rss) > -64K && reply.ok == 1'],
      explanation: {
        en: 'RSS changed by {delta("[heap]".Rss)}. The free blocks lie between used ones, and malloc keeps them for its next blocks.',
        zh: 'RSS 变化 {delta("[heap]".Rss)}。空闲块夹在使用中的块之间，malloc 留着给以后的块用。'
      },
      toTry: ['pmap -X PID']
    },
    {
      text: { en: 'malloc_trim asks malloc to give back what it can.', zh: 'malloc_trim 要求 malloc 尽量归还。' },
      c: 'malloc_trim(0);',
      commands: ['trim'],
      prediction: {
        question: { en: '4 MiB are free inside [heap]. What goes back?', zh: '[heap] 内有 4 MiB 空闲。会归还多少？' },
        choices: [
          {
            en: 'About half of them',
            zh: '大约一半',
            holds: 'delta("[heap]".Rss) <= -1M && delta("[heap]".Rss) > -3M'
          },
          { en: 'All 4 MiB', zh: '全部 4 MiB', holds: 'delta("[heap]".Rss) <= -3M' },
          { en: 'Nothing', zh: '不归还', holds: 'delta("[heap]".Rss) > -64K' }
        ]
      },
      lookAt: { target: '[heap]', column: 'Rss' },
      claims: ['delta("[heap]".Rss) <= -1M && delta("[heap]".Rss) > -3M && "[heap]".Size >= 8M'],
      explanation: {
        en: 'RSS changed by {delta("[heap]".Rss)}. Only whole pages can go, and a free gap of 8 KiB that begins in the middle of a page holds just one. The row keeps nearly its size ({"[heap]".Size}, {delta("[heap]".Size)}): pages in the middle are given back with madvise, and only the free end is cut off.',
        zh: 'RSS 变化 {delta("[heap]".Rss)}。只有整页才能归还，而一个 8 KiB 的空隙从页的中间开始，其中只有一个整页。这一行的大小几乎不变（{"[heap]".Size}，变化 {delta("[heap]".Size)}）：中间的页用 madvise 归还，只有末端的空闲部分被截去。'
      },
      needs: 'machine.page == 4',
      otherwise: {
        en: 'Only whole pages can go back. Pages are {machine.page} here, larger than the gaps of 8 KiB, so this machine differs from most: Rss of [heap] changed by {delta("[heap]".Rss)}.',
        zh: '只有整页才能归还。这里的页是 {machine.page}，比 8 KiB 的空隙更大，因此这台机器与多数机器不同：[heap] 的 Rss 变化 {delta("[heap]".Rss)}。'
      },
      toTry: ['pmap -X PID']
    },
    {
      text: {
        en: 'The rest of the 1,024 is freed. Only the block of 4 KiB above them is still in use.',
        zh: '释放其余的块。只有上面那个 4 KiB 的块仍在使用。'
      },
      c: 'for (i = 0; i < 1024; i += 2) free(a[i]);',
      commands: ['free a all'],
      prediction: {
        question: {
          en: '8 MiB are free, 4 KiB in use. How long is [heap]?',
          zh: '空闲 8 MiB，使用 4 KiB。[heap] 有多大？'
        },
        choices: [
          {
            en: 'Some KiB: the free part is cut off',
            zh: '几 KiB：空闲部分被截去',
            holds: 'delta("[heap]".Size) <= -7M'
          },
          {
            en: 'As long as before',
            zh: '和之前一样',
            holds: 'delta("[heap]".Size) == 0 && "[heap]".Size >= 8M && reply.ok == 1'
          }
        ]
      },
      lookAt: { target: '[heap]', column: 'Size' },
      claims: ['delta("[heap]".Size) == 0 && "[heap]".Size >= 8M && delta("[heap]".Rss) > -64K && reply.ok == 1'],
      explanation: {
        en: 'Still {"[heap]".Size} long, {"[heap]".Rss} of it in RAM. The program break can only move past free memory at the top, and one small block lies there. Such a block can pin any amount below it.',
        zh: '仍有 {"[heap]".Size}，其中 {"[heap]".Rss} 在物理内存中。堆顶（program break）只能越过顶部的空闲内存回缩，而那里有一个小块。这样一个小块可以挡住下面任意多的内存。'
      },
      toTry: ['pmap -X PID']
    },
    {
      text: { en: 'That one block is freed, too.', zh: '这一块也释放。' },
      c: 'free(b);',
      commands: ['free b all'],
      prediction: {
        question: { en: 'And [heap]?', zh: '[heap] 呢？' },
        choices: [
          {
            en: 'Its end moves down by more than 7 MiB',
            zh: '堆顶回缩 7 MiB 以上',
            holds: 'delta("[heap]".Size) <= -7M'
          },
          {
            en: 'It gives back 4 KiB',
            zh: '归还 4 KiB',
            holds: 'delta("[heap]".Size) < 0 && delta("[heap]".Size) > -7M'
          },
          { en: 'It keeps its size', zh: '大小不变', holds: 'delta("[heap]".Size) == 0' }
        ]
      },
      lookAt: { target: '[heap]', column: 'Size' },
      claims: ['delta("[heap]".Size) <= -7M && delta("[heap]".Rss) <= -4M'],
      explanation: {
        en: 'From {before("[heap]".Size)} to {"[heap]".Size}: everything up to the top is free now, more than the 128 KiB that malloc keeps in reserve (M_TRIM_THRESHOLD), so free itself moved the program break down.',
        zh: '从 {before("[heap]".Size)} 到 {"[heap]".Size}：直到堆顶都已空闲，超过 malloc 保留的 128 KiB（M_TRIM_THRESHOLD），于是 free 自己让堆顶回缩。'
      },
      toTry: ['pmap -X PID']
    }
  ]
}
