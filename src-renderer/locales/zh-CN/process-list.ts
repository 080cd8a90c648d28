import type { processList as english } from '../en/process-list.ts'

/** 进程列表的文字。 */
export const processList: typeof english = {
  label: '进程',
  filter: {
    label: '只显示名称、PID、用户、命令行或 cgroup 包含此文字的进程',
    placeholder: '筛选进程',
    clear: '清除筛选'
  },
  shape: {
    label: '列表的组织方式',
    flat: '单一列表',
    tree: '树',
    program: '按程序',
    user: '按用户',
    session: '按会话',
    unit: '按 systemd 单元',
    cgroup: '按 cgroup',
    container: '按容器',
    app: '按应用'
  },
  columns: {
    button: '列',
    hint: '选择各列及其顺序',
    earlier: '将“{column}”前移',
    later: '将“{column}”后移',
    usual: '默认列',
    keys: '上下键移动，空格键显示或隐藏，Alt 加上下键移动列。'
  },
  exactAge: '可见 PSS 最旧：{seconds} 秒',
  unread: 'PSS：还有 {count} 个待读',
  age: '读取于 {seconds} 秒前',
  held: '顺序保持',
  heldHint: '指针停留在列表上时，各行保持原位；数值继续更新。',
  count: '{count} 个进程',
  some: '{count} 个进程中的 {shown} 个',
  members: '×{count}',
  noGroup: '（无）',
  sum: {
    all: '全部 {count} 个',
    shown: '显示的 {count} 个',
    selected: '选中的 {count} 个'
  },
  sumHint: {
    of: '{count} 个进程之和。',
    exact: '共享页面按份额只计一次，因此可以相加。',
    most: '至多如此：多个进程共享的页面在每个进程中都计算了一次。',
    unknown: '其中 {count} 个的数值未知，未计入总和。'
  },
  column: {
    pid: 'PID',
    name: '名称',
    user: '用户',
    trend: '趋势',
    grew: '增长',
    threads: '线程',
    rssAnon: 'RssAnon',
    rssFile: 'RssFile',
    rssShmem: 'RssShmem',
    pageTables: 'VmPTE',
    peak: 'VmHWM',
    mappings: '映射',
    mappingShare: '映射上限',
    faults: '缺页/秒',
    oomScore: 'OOM 分值',
    unit: '单元',
    container: '容器',
    app: '应用',
    cgroup: 'cgroup',
    command: '命令行'
  },
  hint: {
    pid: '进程号',
    name: '内核保存的名称：最多 15 字节，程序可以更改',
    user: '进程所具有的用户身份',
    trend: '最近五分钟的常驻内存',
    grew: '常驻内存增长了多少；起算时刻在列表上方选择',
    threads: '线程数',
    rssAnon: '不属于任何文件的常驻内存：堆、栈等',
    rssFile: '文件的常驻内存：程序、库、数据',
    rssShmem: '常驻的共享内存与 tmpfs',
    pageTables: '进程的页表：内核中描述其内存的内存',
    peak: '曾经达到的最大常驻内存',
    mappings: '映射数',
    mappingShare: '映射数占 vm.max_map_count（单个进程的上限）的比例',
    faults: '自上一次列表以来每秒的缺页次数',
    oomScore: '内存耗尽时内核终止此进程的可能性：0 到 2000',
    unit: '进程所属的最内层 systemd 单元',
    container: '容器或 Pod，取自其 cgroup 路径',
    app: '由桌面、Flatpak 或 snap 启动的应用',
    cgroup: '统计其内存的 cgroup 的路径',
    command: '启动时的命令行'
  },
  grownSince: {
    label: '列表从何时起计算增长',
    start: '增长：总计',
    mark: '增长：以此刻为基准',
    minute: '增长：每分钟'
  },
  badge: {
    kernelThread: '内核',
    zombie: '已结束',
    unreadable: '受限',
    gone: '已结束'
  },
  trait: {
    kernelThread: '内核线程：内核的一部分，没有自己的内存',
    zombie: '僵尸进程：已经结束，等待父进程处理；或只有其第一个线程结束而其他线程仍在运行',
    unreadable: '不可读取：只有所有者或具有特权者才能读取其映射'
  },
  unknown: '内核未报告',
  hidden: '此列表不完整：/proc 以 hidepid 选项挂载，其他用户的进程被隐藏。',
  menu: {
    label: '对此进程的操作',
    open: '打开',
    window: '在新窗口中打开',
    select: '加入选择',
    deselect: '移出选择',
    space: '空格'
  },
  empty: {
    none: '此来源中没有进程。',
    filtered: '没有符合“{filter}”的进程。'
  }
}
