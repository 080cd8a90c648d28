import type { Lesson } from '../../lesson.ts'

export const lesson: Lesson = {
  id: 'vsz-is-not-rss',
  title: { en: 'VSZ is not RSS: malloc does not give RAM', zh: 'VSZ 不是 RSS:malloc 并不给内存' },
  teaches: {
    en: 'The virtual size counts what was promised, the resident size what is really in RAM.',
    zh: '虚拟大小统计承诺的数量,驻留大小统计真正在内存中的数量。'
  },
  steps: [
    {
      text: { en: 'The program asks malloc for 64 MiB.', zh: '程序向 malloc 请求 64 MiB。' },
      c: 'a = malloc(64 << 20);',
      commands: ['malloc a 64M'],
      prediction: {
        question: { en: 'By how much does the resident size (RSS) grow?', zh: '驻留大小(RSS)增加多少?' },
        choices: [
          { en: 'By 64 MiB', zh: '64 MiB', holds: 'delta(all.Rss) >= 32M' },
          { en: 'By almost nothing', zh: '几乎没有', holds: 'delta(all.Rss) < 1M && delta(process.VmSize) >= 64M' },
          { en: 'By half of it', zh: '一半', holds: 'delta(all.Rss) >= 16M && delta(all.Rss) < 32M' }
        ]
      },
      lookAt: { subject: 'a', column: 'Rss' },
      claims: ['delta(process.VmSize) >= 64M && delta(all.Rss) < 1M'],
      explanation: {
        en: 'The virtual size grew by {delta(process.VmSize)}, the resident size by {delta(all.Rss)}. malloc got a range of addresses; no page of RAM stands behind it yet.',
        zh: '虚拟大小增加了 {delta(process.VmSize)},驻留大小增加了 {delta(all.Rss)}。malloc 得到一段地址,背后还没有一页内存。'
      },
      toTry: ['pmap -x PID', 'grep -E "VmSize|VmRSS" /proc/PID/status']
    },
    {
      text: {
        en: 'Another 16 MiB are mapped directly. Now it writes one byte every 4096 bytes, so that no page is left out.',
        zh: '现在它直接映射另外 16 MiB,每隔 4096 字节写入一个字节,不遗漏任何一页。'
      },
      c: 'for (i = 0; i < 4096; i++) b[i * 4096] = 1;',
      commands: ['map b 16M', 'touch b 0 16M'],
      prediction: {
        question: {
          en: '4,096 bytes are written. How much RAM does that take?',
          zh: '写入了 4096 个字节。占用多少内存?'
        },
        choices: [
          { en: '4 KiB', zh: '4 KiB', holds: 'delta(all.Rss) < 1M' },
          { en: '16 MiB', zh: '16 MiB', holds: 'delta(all.Rss) >= 16M && delta(all.Rss) < 20M' },
          {
            en: '80 MiB: the first 64 MiB now come as well',
            zh: '80 MiB:先前的 64 MiB 现在也来了',
            holds: 'delta(all.Rss) >= 64M'
          }
        ]
      },
      lookAt: { subject: 'b', column: 'Rss' },
      claims: ['delta(all.Rss) >= 16M && delta(all.Rss) < 20M'],
      explanation: {
        en: 'The resident size grew by {delta(all.Rss)}: RAM comes in whole pages, when they are written first. The 64 MiB of malloc still wait.',
        zh: '驻留大小增加了 {delta(all.Rss)}:内存以整页为单位,在第一次写入时才到来。malloc 的 64 MiB 仍在等待。'
      },
      toTry: ['pmap -x PID']
    },
    {
      text: { en: 'It gives the 16 MiB back.', zh: '它归还这 16 MiB。' },
      c: 'munmap(b, 16 << 20);',
      commands: ['unmap b 0 16M'],
      prediction: {
        question: { en: 'What happens to both numbers?', zh: '两个数字会怎样?' },
        choices: [
          { en: 'Both fall', zh: '都下降', holds: 'delta(all.Rss) <= -15M && delta(process.VmSize) <= -15M' },
          {
            en: 'Only the virtual size falls',
            zh: '只有虚拟大小下降',
            holds: 'delta(all.Rss) > -1M && delta(process.VmSize) <= -15M'
          },
          {
            en: 'Neither: the kernel keeps the pages',
            zh: '都不变:内核保留这些页',
            holds: 'delta(all.Rss) > -1M && delta(process.VmSize) > -1M'
          }
        ]
      },
      lookAt: { subject: 'all', column: 'Rss' },
      claims: ['delta(all.Rss) <= -15M && delta(process.VmSize) == -16M'],
      explanation: {
        en: 'Without a mapping there is nothing the pages could belong to: RSS changed by {delta(all.Rss)}, the virtual size by {delta(process.VmSize)}.',
        zh: '没有映射,页就没有归属:RSS 变化 {delta(all.Rss)},虚拟大小变化 {delta(process.VmSize)}。'
      },
      toTry: ['pmap -x PID']
    }
  ]
}
