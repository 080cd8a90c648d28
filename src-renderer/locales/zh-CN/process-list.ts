import type { processList as english } from '../en/process-list.ts'

/** 进程列表的文字。 */
export const processList: typeof english = {
  label: '进程',
  filter: {
    label: '只显示名称、PID、用户或命令行包含此文字的进程',
    placeholder: '筛选：名称、PID、用户、命令行',
    clear: '清除筛选'
  },
  shape: {
    flatHint: '所有进程排成一个列表',
    tree: '树',
    treeHint: '子进程列在父进程之下'
  },
  precise: 'PSS',
  preciseHint: '读取一次每个进程的按比例内存（PSS）。这需要一些时间，并会让每个进程短暂停顿。',
  preciseBusy: '正在读取…',
  exactAge: 'PSS 与 USS 为 {seconds} 秒前的数值。',
  count: '{count} 个进程',
  some: '{count} 个进程中的 {shown} 个',
  column: {
    pid: 'PID',
    name: '名称',
    user: '用户',
    trend: 'RSS，5 分钟',
    grew: '增长',
    threads: '线程',
    command: '命令行'
  },
  hint: {
    pid: '进程号',
    name: '内核保存的名称：最多 15 字节，程序可以更改',
    user: '进程所具有的用户身份',
    trend: '最近五分钟的常驻内存',
    grew: '常驻内存增长了多少；起算时刻在列表上方选择',
    threads: '线程数',
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
    unreadable: '受限'
  },
  trait: {
    kernelThread: '内核线程：内核的一部分，没有自己的内存',
    zombie: '僵尸进程：已经结束，等待父进程处理；或只有其第一个线程结束而其他线程仍在运行',
    unreadable: '不可读取：只有所有者或具有特权者才能读取其映射'
  },
  unknown: '内核未报告',
  expand: '展开 {name} 的分支',
  collapse: '收起 {name} 的分支',
  hidden: '此列表不完整：/proc 以 hidepid 选项挂载，其他用户的进程被隐藏。',
  menu: {
    label: '对此进程的操作',
    open: '打开',
    window: '在新窗口中打开'
  },
  empty: {
    none: '此来源中没有进程。',
    filtered: '没有符合“{filter}”的进程。'
  }
}
