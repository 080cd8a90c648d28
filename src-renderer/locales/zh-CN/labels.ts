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
  image: '程序与库：它们的代码和数据',
  heap: '由 brk 增长的堆，以及独占映射的大块 malloc 内存',
  arena: 'malloc 的其他堆，为线程创建或由分配器命名',
  stack: '各线程的栈',
  file: '像内存一样读写的文件',
  shared: '用于进程间共享的内存',
  anonymous: '就已知情况而言不属于其他类别的内存，多数没有文件',
  runtime: '语言运行时、模拟器和检测工具为自身及其运行的代码保留的内存',
  reserved: '留空或作防护的地址：目前不含内容，或不可访问',
  device: '设备的内存',
  kernel: '映射到进程中的内核的页和对象'
}

export const confidence: typeof english.confidence = {
  kernel: '内核明确给出',
  inferred: '由依据推断',
  probable: '很可能：已知信息中最合理的解释',
  unknown: '未知'
}

export const command: typeof english.command = {
  openFile: '打开…',
  openFileInNewWindow: '在新窗口中打开…',
  openInNewWindow: '在新窗口中显示',
  saveSnapshot: '保存此进程的快照…',
  saveAllSnapshot: '保存所有进程的快照…',
  saveRecording: '保存此进程的记录…',
  exportReport: '导出…',
  savePng: '将矩形树图保存为 PNG…',
  saveSvg: '将矩形树图保存为 SVG…',
  copyRows: '复制行',
  copyPmap: '复制为 pmap 文本',
  copyMarkdown: '复制为 Markdown',
  findProcess: '查找进程',
  filterMappings: '筛选映射',
  goToAddress: '转到地址…',
  showSettings: '设置…',
  recapture: '重新读取',
  showMachine: '显示整机',
  showPalette: '所有命令…',
  toggleList: '显示或隐藏进程列表',
  nextPane: '下一个窗格',
  previousPane: '上一个窗格',
  togglePause: '暂停或继续',
  compare: '比较…',
  backToNow: '回到现在',
  toggleGaps: '显示或隐藏空隙行',
  markMoment: '标记此刻',
  lessons: '课程',
  showHelp: '帮助',
  showAbout: '关于 vmatlas'
}

export const pickList: typeof english.pickList = {
  count: '{count} 项匹配',
  more: '列出 {count} 项中的 {shown} 项：请输入更多内容。'
}
