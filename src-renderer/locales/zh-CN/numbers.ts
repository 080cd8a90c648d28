import type { numbers as english } from '../en/numbers.ts'

export const numbers: typeof english = {
  ofProcess: '数值随时间的变化',
  ofProcessCaption: '来自进程列表，自首次出现在列表中起，无论是否被观察。内核自己的数字（/proc/PID/status）。',
  ofMachine: '所有进程随时间的变化',
  ofMachineCaption:
    '列表中所有进程之和，自记录开始起。几个进程共同映射的页在每个进程中都计入，因此总和可能超过机器的内存。',
  none: '目前还没有记录。',
  name: {
    rss: '常驻内存',
    anon: '匿名',
    file: '文件',
    shmem: '共享内存',
    swap: '已换出',
    pageTables: '页表',
    threads: '线程数'
  }
}
