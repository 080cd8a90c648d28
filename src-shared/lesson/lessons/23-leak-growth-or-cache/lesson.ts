import type { Lesson } from '../../lesson.ts'

export const lesson: Lesson = {
  id: 'leak-growth-or-cache',
  title: { en: 'A leak, growth, or a cache?', zh: '是泄漏、增长，还是缓存？' },
  teaches: {
    en: 'A number that rises is no leak yet. A cache rises to its limit, growth goes back with its work, and a leak is what stays and nobody touches again. It takes several moments to tell: see the timeline.',
    zh: '数字上升还不是泄漏。缓存升到上限为止，增长会随工作结束而回落，泄漏则是留下来且再也无人访问的部分。要看多个时刻才能区分：请看时间线。'
  },
  sources: [
    'malloc(3)',
    'mallopt(3): M_TRIM_THRESHOLD',
    'proc_pid_smaps(5): Referenced',
    'proc_pid_clear_refs(5)',
    'Documentation/admin-guide/mm/idle_page_tracking.rst'
  ],
  chapters: { ostep: ['14', '22'], csapp: ['9.9', '9.11.10'] },
  steps: [
    {
      text: {
        en: 'A server does its first round of work. One part takes 4 MiB in small blocks and forgets to free them. Another part fills a cache, k, that may hold 8 MiB, with its first 4.',
        zh: '一个服务器完成第一轮工作。一部分以小块取用 4 MiB，忘记释放。另一部分向最多 8 MiB 的缓存 k 填入最初的 4 MiB。'
      },
      c: 'for (i = 0; i < 256; i++) memset(malloc(16 << 10), 1, 16 << 10);  memset(k, 1, 4 << 20);',
      commands: ['map k 8M rw shared', 'malloc a 16K 256 touch', 'touch k 0 4M'],
      prediction: {
        question: { en: 'Which of the two grows faster?', zh: '两者中哪个增长得更快？' },
        choices: [
          { en: 'The leak ([heap])', zh: '泄漏（[heap]）', holds: 'delta("[heap]".Rss) - k.Rss > 1M' },
          { en: 'The cache', zh: '缓存', holds: 'k.Rss - delta("[heap]".Rss) > 1M' },
          { en: 'Neither: both alike', zh: '一样快', holds: 'abs(delta("[heap]".Rss) - k.Rss) <= 1M' }
        ]
      },
      lookAt: { target: '[heap]|k', column: 'Rss' },
      claims: ['delta("[heap]".Rss) >= 4M && k.Rss >= 4M && abs(delta("[heap]".Rss) - k.Rss) <= 1M'],
      explanation: {
        en: '[heap] has {"[heap]".Rss}, the cache {k.Rss}. Two moments give one difference, and one difference can’t tell a leak from a cache that is being filled.',
        zh: '[heap] 有 {"[heap]".Rss}，缓存有 {k.Rss}。两个时刻只给出一个差值，而一个差值无法区分泄漏和正在填充的缓存。'
      },
      toTry: ['pmap -x PID']
    },
    {
      text: {
        en: 'Two more rounds of the same: in each, 4 MiB are forgotten, and the cache takes what it still may.',
        zh: '再来同样的两轮：每轮忘记 4 MiB，缓存取用它还可以取用的部分。'
      },
      c: 'for (round = 2; round <= 3; round++) { work(4 << 20);  fill(k); }',
      commands: ['malloc b 16K 256 touch', 'touch k 0 8M', 'malloc c 16K 256 touch', 'touch k 0 8M'],
      prediction: {
        question: { en: 'By how much has each grown over both rounds?', zh: '两轮之后各增长了多少？' },
        choices: [
          {
            en: 'The leak by 8 MiB, the cache by 8 MiB',
            zh: '泄漏 8 MiB，缓存 8 MiB',
            holds: 'delta("[heap]".Rss) >= 7M && delta(k.Rss) >= 7M'
          },
          {
            en: 'The leak by 8 MiB, the cache by 4 MiB',
            zh: '泄漏 8 MiB，缓存 4 MiB',
            holds: 'delta("[heap]".Rss) >= 7M && delta(k.Rss) < 7M'
          },
          { en: 'Neither has grown', zh: '都没有增长', holds: 'delta("[heap]".Rss) < 1M && delta(k.Rss) < 1M' }
        ]
      },
      lookAt: { target: '[heap]|k', column: 'Rss' },
      claims: ['delta("[heap]".Rss) >= 8M && delta(k.Rss) >= 4M && delta(k.Rss) < 5M && k.Rss <= 8M'],
      explanation: {
        en: '[heap] by {delta("[heap]".Rss)}, and it goes on; the cache by {delta(k.Rss)} to {k.Rss}, and that is its limit. In the timeline one band keeps rising and the other levels off. So look at a growing number for long enough.',
        zh: '[heap] 增长了 {delta("[heap]".Rss)}，而且还会继续；缓存增长了 {delta(k.Rss)}，达到 {k.Rss}，这是它的上限。在时间线中，一条色带持续上升，另一条变平。所以对上升的数字要观察足够长的时间。'
      },
      toTry: ['vmatlas record PID -o growth.vmsnap --for 10m']
    },
    {
      text: {
        en: 'A large request comes in: for as long as it takes, the server needs 8 MiB more.',
        zh: '来了一个大请求：在处理期间，服务器还需要 8 MiB。'
      },
      c: 'for (i = 0; i < 512; i++) memset(d[i] = malloc(16 << 10), 1, 16 << 10);',
      commands: ['malloc d 16K 512 touch'],
      prediction: {
        question: { en: 'Where does this memory appear?', zh: '这些内存出现在哪里？' },
        choices: [
          { en: 'In a row of its own', zh: '在单独的一行', holds: 'delta("[heap]".Rss) < 1M && delta(all.rows) > 0' },
          {
            en: 'In [heap], with what was leaked',
            zh: '在 [heap] 中，和泄漏的部分在一起',
            holds: 'delta("[heap]".Rss) >= 7M'
          }
        ]
      },
      lookAt: { target: '[heap]|k', column: 'Rss' },
      claims: ['delta("[heap]".Rss) >= 8M && delta("[heap]".Rss) < 9M'],
      explanation: {
        en: '[heap] grew by {delta("[heap]".Rss)} to {"[heap]".Rss}: used and leaked blocks lie side by side in the same row. The map of a process can’t tell them apart.',
        zh: '[heap] 增长了 {delta("[heap]".Rss)}，达到 {"[heap]".Rss}：使用中的块和泄漏的块并排在同一行中。进程的映射表无法区分它们。'
      },
      toTry: ['pmap -x PID']
    },
    {
      text: { en: 'The request is done; what it took is freed.', zh: '请求处理完毕，它取用的内存被释放。' },
      c: 'for (i = 0; i < 512; i++) free(d[i]);',
      commands: ['free d all'],
      prediction: {
        question: { en: 'What happens to [heap]?', zh: '[heap] 会怎样？' },
        choices: [
          {
            en: 'It keeps its size: malloc gives nothing back',
            zh: '大小不变：malloc 什么也不归还',
            holds: 'delta("[heap]".Rss) > -1M'
          },
          {
            en: 'It falls by 8 MiB; what was leaked stays',
            zh: '减少 8 MiB；泄漏的部分留下',
            holds: 'delta("[heap]".Rss) <= -7M && "[heap]".Rss >= 11M'
          },
          { en: 'It goes away', zh: '消失', holds: '"[heap]".Rss < 1M' }
        ]
      },
      lookAt: { target: '[heap]|k', column: 'Rss' },
      claims: ['delta("[heap]".Rss) <= -7M && "[heap]".Rss >= 12M'],
      explanation: {
        en: 'It changed by {delta("[heap]".Rss)}, to {"[heap]".Rss}: growth goes back with its work. The leak is what is left when the work is over. (That it went back depends on its place at the end of [heap]: see the lesson on free.)',
        zh: '它变化了 {delta("[heap]".Rss)}，为 {"[heap]".Rss}：增长随工作结束而回落。工作结束后留下的就是泄漏。（之所以能归还，是因为它在 [heap] 的末尾：见关于 free 的课。）'
      },
      toTry: ['pmap -x PID']
    },
    {
      text: {
        en: 'The kernel is asked to forget which pages were used. Then the server answers a while from its cache.',
        zh: '请内核忘记哪些页被使用过。然后服务器用缓存应答一段时间。'
      },
      c: 'write(clear_refs, "1", 1);  memset(k, 1, 8 << 20);',
      commands: ['clearrefs 1', 'touch k 0 8M'],
      prediction: {
        question: {
          en: 'How much of [heap] was used meanwhile (Referenced)?',
          zh: '其间 [heap] 有多少被使用过（Referenced）？'
        },
        choices: [
          { en: 'All of it: it is in RAM', zh: '全部：它在物理内存中', holds: '"[heap]".Referenced >= 8M' },
          { en: 'Almost nothing', zh: '几乎没有', holds: '"[heap]".Referenced < 1M' }
        ]
      },
      lookAt: { target: '[heap]|k', column: 'Referenced', metric: 'rss' },
      claims: ['delta("[heap]".Referenced) <= -8M && k.Referenced >= 8M && "[heap]".Rss >= 12M'],
      explanation: {
        en: 'Of {"[heap]".Rss} in [heap], {"[heap]".Referenced} were used; of the cache {k.Referenced}. Memory that is kept and that nobody touches over many rounds is what a leak looks like from outside. It is a suspicion and no proof: a cache that nobody asks looks the same.',
        zh: '[heap] 的 {"[heap]".Rss} 中有 {"[heap]".Referenced} 被使用过；缓存中有 {k.Referenced}。一直保留、许多轮都无人访问的内存，从外面看就是泄漏的样子。这是怀疑而不是证明：没有人查询的缓存看起来也一样。'
      },
      toTry: ['grep -A20 "\\[heap\\]" /proc/PID/smaps | grep -E "Rss|Referenced"']
    }
  ]
}
