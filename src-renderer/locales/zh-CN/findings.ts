import type * as english from '#shared/words/findings.ts'
import type { findingsView as englishView } from '../en/findings.ts'

/** 与英文相同的键。 */
type Texts<Words> = { readonly [Id in keyof Words]: { readonly [Part in keyof Words[Id]]: string } }

/** 各项发现的文字：只说数字能够证明的内容。出处不翻译。 */
export const findings: Texts<typeof english.findings> = {
  'near-map-limit': {
    title: '映射数量接近上限',
    what: '共 {count} 个映射，达到本机允许每个进程的 {limit} 个（vm.max_map_count）的 {percent}。其中 {made} 个属于：{maker}。',
    other:
      '共 {count} 个映射。该机器的上限未知；通常为 {limit} 个（vm.max_map_count），已达其 {percent}。其中 {made} 个属于：{maker}。',
    why: '到达上限后，无论还有多少空闲内存，mmap、mprotect 与 munmap 都会以 ENOMEM 失败，多数程序随即退出。',
    todo: '查明映射为何如此之多（逐个映射的文件、保护页、逐页修改权限），或提高上限：sysctl vm.max_map_count=262144。'
  },
  'growing-majority': {
    title: '一项占据大部分内存并持续增长',
    what: '{what}：{now}，占常驻内存的 {percent}。{time}内（{moments} 个时刻）增长了 {grown}，约每分钟 {rate}。',
    why: '工作量不变而一直增长的，往往是内存泄漏、没有上限的缓存，或没有释放的数据。',
    todo: '用 vmatlas record 记录更长时间，在“增长”中查看它是否趋于平稳，再用其运行时的工具（堆转储、分配剖析）查看内容。'
  },
  'arena-slack': {
    title: 'malloc 保留着程序已释放的内存',
    what: 'malloc 向系统申请的 {held} 中，至少有 {free}（{percent}）在其内部空闲。其中 {resident} 是常驻的。',
    other:
      'malloc 在 {arenas} 个分配区中向系统申请的 {held} 里，至少有 {free}（{percent}）在其内部空闲。其中 {resident} 是常驻的。',
    why: '程序自己可以再次使用，其他程序却不能：malloc 只从分配区的末端归还内存，而每个线程都可能有自己的分配区。',
    todo: 'malloc_trim(0) 会归还可以归还的部分（glibc 2.8 起也包括中间部分）。线程较多时，MALLOC_ARENA_MAX=2 可减少分配区；jemalloc 等分配器会自行归还。'
  },
  'swapped-out': {
    title: '相当一部分已被换出',
    what: '{swapped} 位于交换区，占该进程内存与交换区合计的 {percent}。',
    why: '进程用到这些页时，要逐页等待读回：除非交换区位于内存（zram），否则来自磁盘。',
    todo: '查看是哪些映射。只在启动时用过的内存留在交换区并无妨碍；其余情况说明当时机器或其 cgroup 的内存不足，或有人要求换出（memory.reclaim、MADV_PAGEOUT）。'
  },
  'huge-page-waste': {
    title: '大页几乎没有使用',
    what: '为大页池中的大页映射了 {size}，其中 {unused} 目前在此进程中没有页。映射时没有使用 MAP_NORESERVE：尚无人访问的部分，大页池会为其保留大页。',
    other: '{huge} 的大页位于空闲超过一半的 malloc 分配区中。',
    why: '池中的大页在归还之前不能作他用；而只要有一个对象还在使用，整个 2 MiB 的大页就会保留。',
    todo: '少映射一些，或使用 MAP_NORESERVE；对于透明大页，可把 /sys/kernel/mm/transparent_hugepage/enabled 设为 madvise，或使用 PR_SET_THP_DISABLE。'
  },
  'writable-executable': {
    title: '有既可写又可执行的内存',
    what: '{count} 个映射（{size}）既可写又可执行，而且不属于任何已知的、会生成机器码的运行时。',
    why: '能写入那里的人就能让任何代码得到执行：程序中的漏洞会因此严重得多。',
    todo: '查明是谁这样映射的。可执行的栈来自没有 .note.GNU-stack 节的库或目标文件（见 readelf -lW 的 GNU_STACK）。'
  },
  'deleted-library': {
    title: '正在运行已被删除或替换的文件',
    what: '{name} 在加载之后被删除或替换。',
    other: '{count} 个程序或库在加载之后被删除或替换，其中有 {name}。',
    why: '进程仍在运行旧的文件，即使更新是为了修补其中的漏洞；而且在进程结束之前，磁盘空间不会释放。',
    todo: '更新之后请重启该进程。'
  },
  'page-tables': {
    title: '页表很大',
    what: '常驻内存 {resident}，页表却有 {tables}：相当于其 {percent}。',
    why: '页表是内核的内存，RSS 不计入，也不会被换出。分布稀疏的内存，或由许多进程以小页共享的内存，需要很多页表。',
    todo: '让内存的使用更紧凑，或对大块的共享内存使用大页（数据库：huge_pages）。'
  },
  'idle-stacks': {
    title: '有没有线程使用的栈',
    what: '{count} 个栈（共 {size}）占 {resident}，而该进程没有任何线程的栈指针指向其中。',
    why: 'glibc 会为下一个线程保留已结束线程的栈，最多 40 MiB；协程也有自己的栈。',
    todo: '如果线程不断创建又结束，使用线程池代价更小。GLIBC_TUNABLES=glibc.pthread.stack_cache_size=0 会让这些栈立即释放（glibc 2.34 起）。'
  },
  'locked-memory': {
    title: '有锁定的内存',
    what: '{locked} 的地址已锁定：其中的页留在内存里。',
    other: '{locked} 的地址已锁定，其上限为 {limit}：其中的页留在内存里。',
    why: '锁定的内存不会被换出，也不会让给其他程序。到达上限后，下一次 mlock 会失败，除非进程有权锁定全部内存（CAP_IPC_LOCK）。',
    todo: '如果程序需要（实时、密钥、DMA），无须处理。否则请查找 mlockall，并查看 RLIMIT_MEMLOCK。'
  },
  'hugetlb-memory': {
    title: 'RSS 之外的大页',
    what: '除常驻的 {resident} 之外，还有 {pages} 是机器大页池中的大页。',
    why: 'RSS 与 PSS 都不计入它们；只显示 RSS 的工具显示得偏少。',
    todo: '统计该进程占用的内存时，请把它们加上。'
  },
  'device-memory': {
    title: 'RSS 之外的设备窗口',
    what: '{count} 个设备映射，共 {size} 的地址，没有一页计为常驻。',
    why: '设备自己使用的内存（例如 GPU 的显存）不在这些数字之中，地址的大小也说明不了什么。',
    todo: '请使用设备自己的工具：nvidia-smi、radeontop、/proc/PID/fdinfo（drm-memory-…）。'
  },
  'memory-files': {
    title: '进程结束后可能仍会保留的内存',
    what: '{count} 个未被删除的内存文件或 System V 共享内存段的映射中有 {resident}。',
    why: '进程结束后这样的文件仍会保留，直到有人删除或机器重启；共享内存段也是如此，除非已标记为随最后一个使用它的进程一同删除（IPC_RMID）。',
    todo: '删除无人需要的：在 /dev/shm 中用 rm，System V 用 ipcrm（ipcs -m 可列出）。'
  },
  'core-dump': {
    title: '核心转储会很大',
    what: '如果崩溃，大约会转储 {size}。',
    other:
      '如果崩溃，大约有 {size} 需要转储，而上限只允许其中 {limit} 写入文件；接收转储的程序（core_pattern 以 | 开头）会得到全部。',
    why: '写出它需要时间与磁盘空间；被截断的转储往往没有用处。',
    todo: '排除其中无人需要的内存：MADV_DONTDUMP、/proc/PID/coredump_filter；或调整上限（ulimit -c）。'
  },
  'large-reservation': {
    title: '虚拟内存很大，却几乎不占内存',
    what: '{reserved} 的地址几乎没有页；整个进程的常驻内存为 {resident}。其中最大的 {size}：{most}。',
    why: '地址是为以后或为快速检查而留出的（消毒器、V8、Go、Java）。没有页就不占内存。',
    todo: '无须处理：请看 RSS 或 PSS。限制虚拟内存（ulimit -v）不适合这类程序。'
  }
}

export const findingsView: typeof englishView = {
  label: '发现',
  none: '此进程没有值得注意之处。',
  checked: '已检查：{titles}。',
  between: '；',
  level: {
    act: '应处理',
    look: '值得查看',
    'good-to-know': '供了解'
  },
  why: '原因',
  todo: '处理办法',
  source: '出处',
  show: '显示这 {count} 个映射',
  looking: '只有查看过进程内存，才能得知 malloc 内部的空闲内存与没有线程使用的栈。',
  cut: '并未全部查看：没有足够的时间查完{parts}。'
}
