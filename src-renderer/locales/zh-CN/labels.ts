import type * as english from '../en/labels.ts'

/** 类别的名称与依据、度量、命令。 */
export const category: typeof english.category = {
  image: '程序映像',
  heap: '堆',
  arena: 'malloc 分配区',
  stack: '栈',
  file: '映射文件',
  shared: '共享内存',
  anonymous: '匿名内存',
  runtime: '语言运行时',
  reserved: '保留',
  device: '设备',
  kernel: '内核提供'
}

export const categoryMeaning: typeof english.categoryMeaning = {
  image: '程序与库：ELF 文件的代码和数据',
  heap: '由 brk 增长的堆，malloc 从中取用小块内存',
  arena: 'malloc 的其他堆，为线程创建或由分配器命名',
  stack: '各线程的栈',
  file: '像内存一样读写的文件',
  shared: '用于进程间共享的内存',
  anonymous: '没有文件、用途不明的内存',
  runtime: '语言运行时的堆与生成的代码',
  reserved: '留空或作防护的地址；其中不能存放任何内容',
  device: '设备的内存',
  kernel: '内核给每个进程的页'
}

export const confidence: typeof english.confidence = {
  kernel: '内核明确给出',
  inferred: '由依据推断',
  probable: '很可能：已知信息中最合理的解释',
  unknown: '未知'
}

export const evidence: typeof english.evidence = {
  arena: '起始于 64 MiB 的整数倍，其后直到下一个整数倍都是不可访问的地址：glibc 的 malloc 分配区就是这样布局的。',
  'arena-rest': '紧接在 malloc 分配区之后且不可访问：供该分配区增长的空间。',
  module: '{name} 至少有一个映射可执行，因此它是程序或库。',
  'module-name': '{name} 的名称像库，但这里没有可执行的部分。',
  file: '内核给出的文件名是 {name}。',
  'bss-tail': '紧接在 {name} 的可写数据之后：初始为零的那部分数据（.bss）。',
  heap: '内核称之为 [heap]。',
  named: '程序将其命名为“{name}”（prctl PR_SET_VMA_ANON_NAME）。',
  stack: '内核称之为 {name}。',
  'kernel-page': '{name} 由内核放置于此。',
  'kernel-object': '{name} 是内核对象。',
  'named-shared': '程序命名为“{name}”的共享内存。',
  memfd: '{name} 由 memfd_create 创建：只存在于内存中的文件。',
  sysv: '{name} 是 System V 共享内存段。',
  'dev-shm': '{name} 是为共享而建立在内存中的文件。',
  'shared-anonymous': '内核将共享的匿名内存显示为 {name}。',
  'huge-page': '{name} 由大页组成。',
  device: '{name} 属于设备。',
  'other-bracket': '内核将其命名为 {name}。',
  guard: '不可访问且很小：用来拦住越界程序的防护页。',
  'no-access': '不可访问：留空的地址，不占内存。',
  untouched: '映射时没有预留交换空间（nr），且从未访问过任何一页。',
  'device-pages': '其标志（pf 或 io）表明这些页不是普通内存。',
  'shared-mapping': '属于共享类型，没有名称。',
  anonymous: '没有文件，也没有名称；没有任何信息说明其用途。',
  'generated-code': '没有文件却可执行的内存：程序生成的代码（JIT）。',
  'script-heap': '同时具有标志 dc 和 nr，这是 V8 堆页的特征。',
  'go-heap': '位于 Go 放置堆的地址，从 0xc000000000 开始。',
  'thread-stack': '其大小、标志或前面的防护页符合线程栈的特征。'
}

export const metric: typeof english.metric = {
  size: '大小',
  rss: 'RSS',
  pss: 'PSS',
  uss: 'USS',
  swap: '交换',
  dirty: '脏页'
}

export const metricMeaning: typeof english.metricMeaning = {
  size: '地址空间',
  rss: '驻留：当前在内存中，共用的页全额计入',
  pss: '按比例：共用的页由使用者平分',
  uss: '独占：只有此进程使用的页',
  swap: '已换出到交换区',
  dirty: '自读入或创建以来有改动'
}

export const command: typeof english.command = {
  openFile: '打开…',
  openFileInNewWindow: '在新窗口中打开…',
  openInNewWindow: '在新窗口中显示',
  saveSnapshot: '保存此进程的快照…',
  saveAllSnapshot: '保存所有进程的快照…',
  exportReport: '导出…',
  savePng: '将树图保存为 PNG…',
  saveSvg: '将树图保存为 SVG…',
  copyRows: '复制行',
  copyPmap: '复制为 pmap 文本',
  findProcess: '查找进程',
  filterMappings: '筛选映射',
  goToAddress: '转到地址…',
  showSettings: '设置…',
  recapture: '重新读取',
  togglePause: '暂停或继续',
  compare: '比较…',
  lessons: '课程',
  showHelp: '帮助',
  showAbout: '关于 vmatlas'
}
