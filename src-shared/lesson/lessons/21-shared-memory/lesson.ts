import type { Lesson } from '../../lesson.ts'

export const lesson: Lesson = {
  id: 'shared-memory',
  title: { en: 'Shared memory: who owns it?', zh: '共享内存：归谁所有？' },
  teaches: {
    en: 'MAP_SHARED memory belongs to a file of the kernel’s own, not to a process. Whoever maps it sees the same bytes; it ends with its last mapping or open descriptor, and what has a name ends even later.',
    zh: 'MAP_SHARED 的内存属于内核自己的一个文件，而不属于某个进程。映射它的进程看到相同的字节；最后一个映射或打开的描述符消失时它才结束，有名称的甚至更晚。'
  },
  sources: [
    'mmap(2): MAP_SHARED, MAP_ANONYMOUS',
    'shm_overview(7)',
    'sysvipc(7)',
    'memfd_create(2)',
    'proc_pid_status(5): RssShmem'
  ],
  chapters: { ostep: ['23'], csapp: ['9.8.1', '9.8.2'] },
  steps: [
    {
      text: {
        en: 'a is shared, b is private; 1 MiB each, all zeros. The program forks, and the child writes a 1 into each page of both. Then the parent reads a.',
        zh: 'a 是共享映射，b 是私有映射，各 1 MiB，全是零。程序执行 fork，子进程在两者的每一页写入 1。然后父进程读取 a。'
      },
      c: 'a = mmap(…, MAP_SHARED | MAP_ANONYMOUS, …);  b = mmap(…, MAP_PRIVATE | MAP_ANONYMOUS, …);  if (fork() == 0) { a[i] = 1; b[i] = 1; }  x = a[i];',
      commands: [
        'map a 1M rw shared',
        'map b 1M',
        'touch b 0 1M',
        'fork',
        'child touch a 0 1M',
        'child touch b 0 1M',
        'read a 0 1M'
      ],
      prediction: {
        question: { en: 'What does the parent read in a?', zh: '父进程在 a 中读到什么？' },
        choices: [
          {
            en: 'Zeros: each process has its own copy after fork',
            zh: '零：fork 之后各有自己的副本',
            holds: 'reply.nonzero == 0'
          },
          { en: 'The 1s of the child', zh: '子进程写入的 1', holds: 'reply.nonzero > 0 && reply.value == 1' }
        ]
      },
      lookAt: { target: 'a', column: 'Pss' },
      claims: ['reply.value == 1 && reply.nonzero * machine.page >= 1M && a.Pss <= 600K && child.a.Rss >= 1M'],
      explanation: {
        en: 'It reads the child’s 1s in all {#reply.nonzero} pages: there is one set of pages, and both map it (Rss {a.Rss}, Pss {a.Pss} here, Pss {child.a.Pss} in the child). Copy-on-write is for private memory only; b has Pss {b.Pss} in each, since the child’s writes were copies.',
        zh: '在全部 {#reply.nonzero} 页中都读到子进程写入的 1：页只有一份，两个进程都映射它（这里 Rss {a.Rss}，Pss {a.Pss}；子进程 Pss {child.a.Pss}）。写时复制只用于私有内存；b 在两边的 Pss 都是 {b.Pss}，因为子进程写入的是副本。'
      },
      toTry: ['pmap -X PID', 'grep RssShmem /proc/PID/status']
    },
    {
      text: { en: 'The child ends. The parent reads a again.', zh: '子进程结束。父进程再次读取 a。' },
      c: 'waitpid(pid, NULL, 0);  x = a[i];',
      commands: ['reap', 'read a 0 1M'],
      prediction: {
        question: {
          en: 'The child took these pages. What is in a now?',
          zh: '这些页是子进程访问时分配的。a 中现在是什么？'
        },
        choices: [
          { en: 'Zeros: its pages went with it', zh: '零：页随它而去', holds: 'reply.nonzero == 0' },
          { en: 'Still its 1s', zh: '仍是它写入的 1', holds: 'reply.nonzero > 0' },
          { en: 'A signal (SIGBUS)', zh: '总线错误（SIGBUS）', holds: 'reply.fault == 1' }
        ]
      },
      lookAt: { target: 'a', column: 'Pss' },
      claims: ['reply.value == 1 && reply.nonzero * machine.page >= 1M && delta(a.Pss) >= 400K'],
      explanation: {
        en: 'Still the 1s, and Pss is {a.Pss} now: the only one that maps them is charged in full. The pages belong to the kernel’s file behind the mapping (“/dev/zero (deleted)”), not to who touched them first.',
        zh: '仍是 1，Pss 现在是 {a.Pss}：唯一的映射者承担全部。这些页属于内核中作为后备对象的文件（“/dev/zero (deleted)”），而不属于最先访问它们的进程。'
      },
      toTry: ['pmap -X PID', 'grep RssShmem /proc/PID/status']
    },
    {
      text: {
        en: 'The program says that it does not need the contents of a any more, as for private memory, and reads it once more.',
        zh: '程序像对私有内存那样表示不再需要 a 的内容，然后再读一次。'
      },
      c: 'madvise(a, 1 << 20, MADV_DONTNEED);  x = a[i];',
      commands: ['advise a 0 1M dontneed', 'read a 0 1M'],
      prediction: {
        question: { en: 'What does it read?', zh: '读到什么？' },
        choices: [
          { en: 'Zeros, as with private memory', zh: '零，和私有内存一样', holds: 'reply.nonzero == 0' },
          { en: 'The 1s', zh: '1', holds: 'reply.nonzero > 0' }
        ]
      },
      lookAt: { target: 'a', column: 'Rss' },
      claims: [
        'reply.value == 1 && reply.nonzero * machine.page >= 1M && reply.minor > 0 && delta(process.minflt) >= reply.minor'
      ],
      explanation: {
        en: 'The 1s, after {#reply.minor} page faults: MADV_DONTNEED only took the pages out of this process’s page tables. Shared memory is given back when its last mapping goes, or with MADV_REMOVE. Memory with a name stays even then: a file in /dev/shm until it is removed, System V memory until ipcrm.',
        zh: '是 1，并有 {#reply.minor} 次缺页：MADV_DONTNEED 只把这些页从本进程的页表中移除。共享内存在最后一个映射消失时归还，或者用 MADV_REMOVE。有名称的即使那时也还在：/dev/shm 中的文件直到被删除，System V 共享内存直到 ipcrm。'
      },
      toTry: ['ls -l /dev/shm', 'ipcs -m']
    },
    {
      text: {
        en: 'Another kind: a file that lives in memory only (memfd_create), 1 MiB, mapped and written. Then it is unmapped, and no process maps it any more. mincore tells what of it is in RAM.',
        zh: '另一种：只存在于内存中的文件（memfd_create），1 MiB，映射并写入。然后解除映射，不再有任何进程映射它。mincore 说明它有多少在物理内存中。'
      },
      c: 'file = memfd_create("lesson", 0);  ftruncate(file, 1 << 20);  m = mmap(NULL, 1 << 20, …, MAP_SHARED, file, 0);  memset(m, 1, 1 << 20);  munmap(m, 1 << 20);',
      commands: ['memfd m 1M', 'touch m 0 1M', 'unmap m 0 1M', 'cached m'],
      prediction: {
        question: { en: 'Where is the 1 MiB now?', zh: '这 1 MiB 现在在哪里？' },
        choices: [
          { en: 'Gone with its last mapping', zh: '随最后一个映射消失了', holds: 'reply.cachedKb == 0' },
          {
            en: 'Still in RAM, and in no process’s map',
            zh: '仍在物理内存中，但不在任何进程的映射表里',
            holds: 'reply.cachedKb >= 1M && m.rows == 0'
          },
          { en: 'Still in the map', zh: '仍在映射表中', holds: 'm.rows > 0' }
        ]
      },
      lookAt: { target: 'all', column: 'Rss', metric: 'rss' },
      claims: [
        'reply.cachedKb >= 1M && m.rows == 0 && faults.minor * machine.page >= 1M && delta(process.minflt) >= faults.minor'
      ],
      explanation: {
        en: '{reply.cachedKb} of it are in RAM, and {#m.rows} rows show it: the open file keeps its pages. A list of processes can’t explain such memory; in /proc/meminfo it is part of Shmem. It ends with the last descriptor. A file in /dev/shm ends when it is removed, a System V segment with ipcrm: both outlive every process.',
        zh: '其中 {reply.cachedKb} 在物理内存中，而显示它的有 {#m.rows} 行：打开的文件保留着它的页。进程列表无法解释这样的内存；在 /proc/meminfo 中它算在 Shmem 里。最后一个描述符关闭时它才结束。/dev/shm 中的文件在删除时结束，System V 共享内存段则用 ipcrm 删除：两者都比任何进程活得更久。'
      },
      toTry: ['ls -l /proc/PID/fd', 'grep Shmem /proc/meminfo', 'ls -l /dev/shm', 'ipcs -m']
    }
  ]
}
