import type * as english from '#shared/words/evidence.ts'

/** 判断的依据：只说明实际检查过的内容。 */
export const evidence: Readonly<Record<english.EvidenceKey, string>> = {
  anonymous: '没有文件，也没有名称；用途未知。',
  arena: '起始于 64 MiB 的整数倍，其后恰好到下一个整数倍为止都是不可访问的地址，与 glibc 的 malloc 分配区布局一致。',
  'arena-rest': '紧接在 malloc 分配区之后，到下一个 64 MiB 整数倍为止且不可访问：供该分配区增长的空间。',
  bss: '{name} 的程序头说明其零初始化数据（.bss）位于此处。',
  'bss-tail': '紧接在 {name} 的可写数据之后，其零初始化数据（.bss）应在此处；此来源无法得知它在哪里结束。',
  'class-archive': '内核给出的文件名是 {name}。此进程中有 JVM，而类数据归档（CDS）就是这样命名的。',
  device: '{name} 位于 /dev，或其名称由驱动程序使用，因此视为设备，或驱动程序分配的内存。',
  'device-window': '{name} 是 NVIDIA 驱动的设备文件：通向驱动或 GPU 的窗口，并不等于已用的 GPU 显存。',
  'device-pages': '其标志（pf 或 io）表明这些页不是普通内存。',
  'dev-shm': '{name} 位于存放内存文件的目录，以共享方式映射。',
  'shared-object': '{name} 用于共享；此来源没有权限信息，无法得知它是否以共享方式映射。',
  executable: '没有文件、可执行但不可写的内存：很可能是程序运行时生成或复制的代码。',
  file: '内核给出的文件名是 {name}。',
  'file-deleted': '内核写作“{name} (deleted)”：文件 {name} 已被删除或替换，或者它本来就叫这个名称。',
  'file-inode': '有 inode，因此存在文件；此来源没有给出其名称。',
  'generated-code': '没有文件却可执行的内存；此进程中有 {owner}，它在运行时生成机器码。',
  'generated-code-maybe': '没有文件却可执行的内存；此进程中有 {owner}，它的某些构建或扩展会生成机器码。',
  'go-heap':
    '此进程的某个文件含有 Go 代码（.gopclntab 节），而它所在的一段没有名称的连续映射起止于 64 MiB 的整数倍，与 Go 预留堆的方式一致。',
  'go-heap-place':
    '位于 Go（1.25 及以前）申请堆的地址范围（自 0xc000000000 起），所在的连续映射起止于 64 MiB 的整数倍。',
  'go-metadata':
    '此进程的某个文件含有 Go 代码（.gopclntab 节），而此处是 Go 映射堆以外内存的地方：很可能是其运行时的表。',
  'gpu-reserved': '不可访问，且此进程使用 NVIDIA 的统一内存：很可能是为其留空的地址。地址本身不占用内存。',
  guard: '不可访问，且紧挨在栈之前：防止越过栈末端的保护页。',
  'guard-flag': '不可访问，且标志 gu 表明其中曾设置保护页（MADV_GUARD_INSTALL）。',
  'guest-range':
    '{owner} 在此进程中运行；当它运行其他架构的程序时，该程序的内存从 0x4000000000 起；若它必须位于自己的地址，则在其下。很可能就是该内存。',
  heap: '内核称之为 [heap]。',
  'heap-info-free':
    '已查看内部：它所在的 64 MiB 以 glibc 的 heap_info 开头，其中指向所属的分配区。该分配区向系统申请了 {held} kB，其中至少 {free} kB 空闲，由 malloc 保留。',
  'heap-free':
    '内核称之为 [heap]。已查看内部：malloc 的主分配区向系统申请了 {held} kB，其中至少 {free} kB 空闲，由 malloc 保留。',
  'loader-list': '已查看内部：程序加载器（ld.so）的已加载模块列表有若干项位于此处。',
  'super-page-metadata':
    'Chromium 在此进程中运行。它是单独的一页，所在的一段映射中预留了 8 GiB 或更多的地址，PartitionAlloc 就这样保存自己各页的信息。',
  'v8-table':
    '{owner} 在此进程中运行。它从 64 KiB 的整数倍处开始，有标志 nr 而没有 ac：先预留后开放，V8 的指针表就是如此。',
  'js-chunks':
    '{owner} 在此进程中运行，而它从 1 MiB 的整数倍处开始，远离内核安排映射的位置：其 JavaScript 引擎就这样放置自己的堆。',
  'moz-chunks':
    '{owner} 在此进程中运行，而它位于 1 MiB 的单元中，其中内存的起始处与分配器 mozjemalloc 的块相同：在单元开头，或在头部与保护页之后。',
  'mysql-buffers':
    '{owner} 在此进程中运行，它把大块缓冲区排除在核心转储之外（标志 dd），此处正是如此。很可能是其缓冲池或其他缓冲区。',
  'ghc-heap':
    '它从 1 MiB 的整数倍处开始，所在的一段映射从 0x4200000000 起预留了 8 GiB 或更多的地址，GHC（Haskell）的运行时在那里预留堆。很可能就是它。',
  'guest-ram':
    '{owner} 在此进程中运行，它会使虚拟机的内存不被派生的子进程继承（标志 dc），此处正是如此。很可能就是该内存。',
  'writable-executable': '没有文件、既可写又可执行的内存；用途未知。',
  'rust-signal-stack':
    '标志 nh、8 至 15 KiB 的大小以及前面那个不可访问的页，符合 Rust 程序的线程用来处理信号的栈。很可能就是它。',
  'fiber-stacks':
    '标志 nh 与作为栈映射的内存（MAP_STACK）相同，而 {owner} 在此进程中运行，它会为纤程映射栈。很可能就是这样的栈。',
  'ruby-page':
    '已查看内部：其中每 64 KiB 的开头都指向 Ruby 自己对堆页的描述，而该描述又指回其中；Ruby 把对象放在这样的堆页中。',
  'mixed-addresses':
    '已查看内部或文件：内核把用途不同的内存合并成了这一个映射。所示份额按地址计算；各部分有多少在内存中没有统计。',
  'mixed-memory': '已查看内部或文件：内核把用途不同的内存合并成了这一个映射。所示份额按当时在内存中的部分计算。',
  'mixed-most-addresses':
    '已查看内部或文件：内核把用途不同的内存合并成了这一个映射；其中 {percent} % 的地址属于它所命名的用途。',
  'mixed-most-memory':
    '已查看内部或文件：内核把用途不同的内存合并成了这一个映射；当时在内存中的部分有 {percent} % 属于它所命名的用途。',
  'musl-main-thread': '已查看内部：此处有 musl 的主线程描述符，由其他线程的描述符指向；其前是该线程的变量。',
  'thread-block': '已查看内部：glibc 用来表示主线程的控制块位于其末端并指向自身；其前面是该线程的线程局部变量。',
  'thread-pointer-own':
    '线程 {tid} 的栈指针指向其中（/proc/PID/task/{tid}/syscall）；当时已使用 {deep} kB。已查看内部：末尾的 {own} kB 是 glibc 的线程描述符和该线程的线程局部变量。',
  'thread-pointer-deep': '线程 {tid} 的栈指针指向其中（/proc/PID/task/{tid}/syscall）；当时已使用 {deep} kB。',
  'heap-info': '已查看内部：它所在的 64 MiB 以 glibc 的 heap_info 开头，其中指向所属的分配区。',
  'heap-place':
    '程序自身数据之后第一块没有名称的可写内存，且在内核随机移动堆起点的 {room} 之内。此来源没有 [heap] 标记。',
  'huge-page': '{name} 由大页组成，以共享方式映射。',
  'java-heap-memfd': 'JVM 将其堆的内存文件命名为 java_heap（ZGC）。不分代时同样的页会被映射多次，此时 RSS 会重复计算。',
  'jemalloc-flags': '此进程中有 {owner}；此处有标志 nr 而没有 dc、dd 和 nh，与其内存一致。',
  'jvm-below-32g': '此进程中有 JVM，而此处低于 32 GiB，正是 JVM 放置用 32 位寻址的堆的地方。很可能是 Java 堆。',
  'jvm-code': 'JVM 进程中没有文件却可执行的内存，与其代码缓存一致。',
  'jvm-said': '已询问 JVM（{time}）：据其对 {command} 的回答，此处是它的 {area}。',
  'kernel-object': '{name} 是内核对象。',
  'kernel-page': '{name} 由内核放置于此。',
  'kernel-page-place': '位置、大小和权限与 {name} 一致。此来源没有相应标记。',
  leftover:
    '没有任何信息说明其用途。此进程中有 {owner}，它会为自己映射这种大小的内存，因此很可能属于它；也可能是大块 malloc 内存。',
  'malloc-chunk': '已查看内部：独占映射的 malloc 内存块的头部（大小和 mmap 位）表明它们位于此处。',
  'malloc-chunk-doubtful':
    '已查看内部：此处有 malloc 大内存块的头部。但看起来像这种内存块的内存比 malloc 自己统计的多，因此它可能只是一个副本。',
  memfd: '{name} 由 memfd_create 创建：只存在于内存中的文件，以共享方式映射。',
  'mimalloc-flags': '此进程中有 {owner}；位置（2 至 30 TiB）和标志（nr）与 mimalloc 的内存一致。',
  module: '{name} 至少有一个映射可执行，因此视为程序或库。',
  'module-in-memory': '{name} 是内存中的文件，名称像库或以可执行方式映射，因此视为程序或库。',
  'module-name': '{name} 的名称像库，因此视为库，但这里没有可执行的部分。',
  'musl-group': '已查看内部：musl malloc 的一组内存块从此处开始，其元数据指回此处并给出其长度。',
  'musl-thread': '已查看内部：musl 的线程 {tid} 描述符给出了其栈的位置；末尾的 {own} kB 是该描述符和该线程的变量。',
  'musl-thread-deep':
    '已查看内部：musl 的线程 {tid} 描述符给出了其栈的位置；末尾的 {own} kB 是该描述符和该线程的变量。根据其栈指针（/proc/PID/task/{tid}/syscall），当时已使用 {deep} kB。',
  'name-unknown': '此来源不含名称：无法得知它是否有文件。',
  named: '程序将其命名为“{name}”（prctl PR_SET_VMA_ANON_NAME）。',
  'named-shared': '程序命名为“{name}”的共享内存。',
  'no-access': '没有任何访问权限（PROT_NONE）：那里不能读也不能写。',
  'other-bracket': '内核将其命名为 {name}。',
  padding: '内核将其命名为 {name}：为使文件按更大的页对齐而空出的地址。',
  'perf-map':
    '没有文件却可执行的内存；进程为 perf 写出的生成代码列表（{file}）目前列出此处的 {count} 个函数，共 {kb} kB 代码。',
  'postgres-buffers':
    '{owner} 进程中 16 MiB 或更大、没有文件的共享内存，其缓冲区就放在这种内存中。很可能是共享缓冲区和其他共享状态。',
  'private-copy': '内存文件 {name} 的私有映射：进程写过的页成为它自己的副本。',
  'private-special': '{name} 的私有映射，实为匿名内存；用途未知。',
  loader: '程序启动时内核给它的信息（辅助向量）表明 {name} 是它的加载器，由它映射各个库。',
  program: '程序启动时内核给它的信息（辅助向量）表明程序是 {name}。',
  'python-pool': '已查看内部：在查看过的位置中，多数有 CPython 存放小对象的内存池（pool）的头部。',
  room: '不可访问，且位于所属整体的范围之内：留空、禁止访问或已归还的部分。',
  'sanitizer-flags': '此进程中有 {owner}；标志 nr 与 nh 同时出现，与它为自己映射的内存一致。',
  'sbcl-space': '没有文件却可执行的内存；此进程中有 {owner}，其存放代码与数据的空间都可执行。',
  'sanitizer-range': '此进程中有 {owner}，其分配器使用这些地址。',
  'sanitizer-shadow': '同时具有标志 nr、dd 和 nh，与 sanitizer 的影子内存一致。',
  'shared-anonymous': '内核将共享的匿名内存显示为 {name}。',
  'shared-mapping': '属于共享映射，没有名称。',
  stack: '内核称之为 {name}。',
  'super-pages':
    '此进程中有 Chromium。此处所在的连续映射含有 8 GiB 或更多的预留地址，而在它所处的 2 MiB 单元中，内存的起始处与 PartitionAlloc 的单元相同。',
  sysv: '{name} 是 System V 共享内存段。',
  'thread-pointer': '线程 {tid} 的栈指针指向此处（/proc/PID/task/{tid}/syscall）。',
  'thread-stack': '标志 nh 以及前面的保护页（或 8 MiB 的大小）符合线程栈的特征。',
  'thread-stack-size': '8 MiB 的大小和前面的保护页符合线程栈的特征；此来源没有可以证明它的标志。',
  'thread-stack-idle':
    '标志 nh、8 MiB 的大小与其前面的保护页符合栈的特征，但没有线程的栈指针指向其中：属于已结束的线程（留给下一个线程使用），或属于协程。',
  'thread-stack-unclaimed':
    '标志 nh、8 MiB 的大小与其前面的保护页符合栈的特征。能够查询的线程中没有一个的栈指针指向其中；有些线程当时正在运行。',
  untouched: '映射时没有预留交换空间（nr），目前不含任何页：内存和交换区中都没有。',
  'v8-cage': '此进程中有 {owner}，而此处所在的连续映射含有 8 GiB 或更多的预留地址，与其堆一致。',
  'wasm-guard': '不可访问，紧邻 WebAssembly 内存之前或之后，与 V8 为使生成的代码无需检查边界而预留的地址一致。',
  'wasm-memory':
    '此进程中有 {owner}。其后紧接不可访问的地址，两者合计恰为 8 或 10 GiB，与 V8 为 WebAssembly 程序的内存所预留的一致。',
  'v8-flags': '具有标志 dc（不复制给 fork 出的子进程），与 V8 的堆页一致。',
  'v8-cage-page': '已查看内部：此范围内的页以各自的编号开头，与指针压缩时 V8 堆的页一致。',
  'v8-cage-rest':
    '已查看内部：此处是 V8 沙箱中位于堆区之后的部分（堆区由其页的编号得知），脚本通过缓冲区使用的内存就在这里。',
  'v8-page': '已查看内部：此处有 V8 堆页的头部，它指回自身，并指向所属的空间（{space}）。',
  'v8-sandbox': '此进程中有 {owner}，而此处位于 1 TiB 或更大的预留之中，与 V8 的沙箱一致。',
  'valgrind-range': '此程序由 valgrind 运行，valgrind 自己的内存位于这些地址。',
  'vm-structs': '已查看内部：JVM 的结构表（gHotSpotVMStructs）说明其 {area} 位于此处。',
  'vm-structs-heap':
    '已查看内部：JVM 自己的结构表（gHotSpotVMStructs）说明其堆位于此处，以及查看时的组成（已用 / 已提交）：{spaces}。对象引用：{references}。',
  'vm-structs-z-heap':
    '已查看内部：JVM 自己的结构表（gHotSpotVMStructs）说明此内存文件中的堆在查看时的组成（已用 / 已提交）：{spaces}。不分代时该文件会被映射多次，RSS 会重复计算其中的页。',
  'vm-structs-constants':
    '已查看内部：由 JVM 自己的结构表（gHotSpotVMStructs）找到的类常量池位于此处，而元空间以 4 MiB 或更大的块分配。',
  'vm-structs-stack':
    '已查看内部：JVM 自己的结构表（gHotSpotVMStructs）说明其线程 {tid} 的栈位于此处。该线程当时正在运行，或无法读取其栈指针，因此不知当时的深度。',
  'vm-structs-used':
    '已查看内部：JVM 自己的结构表（gHotSpotVMStructs）说明其堆位于此处。据其计数器（hsperfdata，在垃圾回收时更新），已提交的 {committed} kB 中已使用 {used} kB，各代与各空间为：{spaces}。',
  'vm-structs-base':
    '已查看内部：JVM 的结构表（gHotSpotVMStructs）说明其类从何处开始；从那里起没有间隙、直到第一个大空洞为止的映射很可能是类空间。'
}
