import type { Lesson } from '../../lesson.ts'

export const lesson: Lesson = {
  id: 'huge-reservations',
  title: { en: 'Huge reservations are not use', zh: '巨大的预留不等于占用' },
  teaches: {
    en: 'Programs with sanitizers or language runtimes can show terabytes. That is a range of addresses, not memory.',
    zh: '使用 sanitizer 或语言运行时的程序可能显示数 TB。那是地址范围，不是物理内存。'
  },
  sources: [
    'mmap(2): MAP_NORESERVE, PROT_NONE',
    'Documentation/mm/overcommit-accounting.rst',
    'https://clang.llvm.org/docs/AddressSanitizer.html'
  ],
  chapters: { ostep: ['21'], csapp: ['9.8.4'] },
  steps: [
    {
      text: {
        en: 'The program reserves 20 TiB with no access rights (PROT_NONE).',
        zh: '程序预留 20 TiB 地址，没有任何访问权限（PROT_NONE）。'
      },
      c: 'a = mmap(NULL, 20L << 40, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);',
      commands: ['map a 20T none noreserve'],
      prediction: {
        question: {
          en: 'This machine has far less RAM than that. What happens?',
          zh: '这台机器的物理内存远没有那么多。会发生什么？'
        },
        choices: [
          { en: 'mmap fails', zh: 'mmap 失败', holds: 'delta(process.VmSize) == 0' },
          {
            en: 'It works and takes nothing',
            zh: '成功，且不占物理内存',
            holds: 'delta(process.VmSize) >= 20T && delta(all.Rss) < 1M'
          },
          { en: 'The machine begins to swap', zh: '开始使用交换区', holds: 'delta(all.Rss) >= 1G' }
        ]
      },
      lookAt: { target: 'a', column: 'Size' },
      claims: ['delta(process.VmSize) >= 20T && delta(all.Rss) < 1M'],
      explanation: {
        en: 'The virtual size is {process.VmSize}, RAM {all.Rss}. AddressSanitizer reserves such a range for its shadow memory. By size the picture shows one tile and nothing else.',
        zh: '虚拟大小为 {process.VmSize}，物理内存 {all.Rss}。AddressSanitizer（ASan）的影子内存就是这样的预留。按大小绘制，图中只有这一块。'
      },
      toTry: ['pmap -X PID', 'grep VmSize /proc/PID/status']
    },
    {
      text: { en: 'It makes the first 5 MiB writable and writes to them.', zh: '把最前面的 5 MiB 改为可写，并写入。' },
      c: 'mprotect(a, 5 << 20, PROT_READ | PROT_WRITE);  a[i * 4096] = 1;',
      commands: ['protect a 0 5M rw', 'touch a 0 5M'],
      prediction: {
        question: { en: 'By how much does the virtual size grow?', zh: '虚拟大小增加多少？' },
        choices: [
          {
            en: 'Not at all; RSS grows by 5 MiB',
            zh: '不增加；RSS 增加 5 MiB',
            holds: 'delta(process.VmSize) == 0 && delta(all.Rss) >= 5M'
          },
          { en: 'By 5 MiB', zh: '5 MiB', holds: 'delta(process.VmSize) >= 5M' }
        ]
      },
      lookAt: { target: 'a', column: 'Rss' },
      claims: ['delta(all.Rss) >= 5M && delta(all.Rss) < 6M && process.VmSize >= 20T', 'delta(a.rows) == 1'],
      explanation: {
        en: 'RSS grew by {delta(all.Rss)}. Of {process.VmSize} of addresses, {all.Rss} are in RAM; drawn by RSS, the picture’s huge tile has collapsed. Is it a leak? VSZ does not tell; watch what RSS does over time.',
        zh: 'RSS 增加 {delta(all.Rss)}。在 {process.VmSize} 的地址中，只有 {all.Rss} 在物理内存中；按 RSS 绘制，图中巨大的一块就消失了。是泄漏吗？VSZ 说明不了，要看 RSS 随时间如何变化。'
      },
      toTry: ['pmap -x PID']
    }
  ]
}
