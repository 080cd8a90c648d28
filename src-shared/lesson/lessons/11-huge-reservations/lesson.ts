import type { Lesson } from '../../lesson.ts'

export const lesson: Lesson = {
  id: 'huge-reservations',
  title: { en: 'Huge reservations are not use', zh: '巨大的预留并不是使用' },
  teaches: {
    en: 'Programs with sanitizers or virtual machines show terabytes. That is a range of addresses, not memory.',
    zh: '使用 sanitizer 或虚拟机的程序会显示数 TB。那是地址范围,不是内存。'
  },
  steps: [
    {
      text: { en: 'The program reserves 20 TiB, without rights.', zh: '程序预留 20 TiB,没有任何权限。' },
      c: 'a = mmap(NULL, 20L << 40, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);',
      commands: ['map a 20T none noreserve'],
      prediction: {
        question: {
          en: 'This machine has far less RAM than that. What happens?',
          zh: '这台机器的内存远没有那么多。会发生什么?'
        },
        choices: [
          { en: 'mmap fails', zh: 'mmap 失败', holds: 'delta(process.VmSize) == 0' },
          {
            en: 'It works and takes nothing',
            zh: '成功,且不占内存',
            holds: 'delta(process.VmSize) >= 20T && delta(all.Rss) < 1M'
          },
          { en: 'The machine begins to swap', zh: '机器开始换页', holds: 'delta(all.Rss) >= 1G' }
        ]
      },
      lookAt: { subject: 'a', column: 'Size' },
      claims: ['delta(process.VmSize) >= 20T && delta(all.Rss) < 1M'],
      explanation: {
        en: 'The virtual size is {process.VmSize}, RAM {all.Rss}. This is what an address sanitizer does to keep its notes.',
        zh: '虚拟大小为 {process.VmSize},内存 {all.Rss}。地址消毒器正是这样保存它的记录。'
      },
      toTry: ['pmap -X PID', 'grep VmSize /proc/PID/status']
    },
    {
      text: { en: 'It may write in the first 5 MiB, and does.', zh: '允许写入最前面的 5 MiB,并写入。' },
      c: 'mprotect(a, 5 << 20, PROT_READ | PROT_WRITE);  a[i * 4096] = 1;',
      commands: ['protect a 0 5M rw', 'touch a 0 5M'],
      prediction: {
        question: { en: 'By how much does the virtual size grow?', zh: '虚拟大小增加多少?' },
        choices: [
          {
            en: 'Not at all; RSS grows by 5 MiB',
            zh: '不增加;RSS 增加 5 MiB',
            holds: 'delta(process.VmSize) == 0 && delta(all.Rss) >= 5M'
          },
          { en: 'By 5 MiB', zh: '5 MiB', holds: 'delta(process.VmSize) >= 5M' }
        ]
      },
      lookAt: { subject: 'a', column: 'Rss' },
      claims: ['delta(all.Rss) >= 5M && delta(all.Rss) < 6M && process.VmSize >= 20T', 'delta(a.rows) == 1'],
      explanation: {
        en: 'RSS grew by {delta(all.Rss)}. Of {process.VmSize} of addresses, {all.Rss} are memory. Is it a leak? Look at RSS, not at VSZ.',
        zh: 'RSS 增加 {delta(all.Rss)}。在 {process.VmSize} 的地址中,只有 {all.Rss} 是内存。是泄漏吗?看 RSS,不要看 VSZ。'
      },
      toTry: ['pmap -x PID']
    }
  ]
}
