import type { details as english } from '../en/details.ts'
import { fieldTexts, flagTexts } from './glossary.ts'

export const details: typeof english = {
  lesson: '看这一课：{title}',
  label: '详情',
  unnamed: '无名称的映射',
  addresses: '地址',
  change: '变化',
  size: '大小',
  access: '访问权限',
  allowed: {
    none: '不可访问：一旦访问即触发段错误（SIGSEGV）',
    r: '只读',
    w: '只写',
    x: '只可执行',
    rw: '读和写',
    rx: '读和执行',
    wx: '写和执行',
    rwx: '读、写和执行'
  },
  kind: '类型',
  private: '私有：本进程写入的内容只属于自己（写时复制）',
  shared: '共享：写入的内容对所有映射者可见',
  why: '依据',
  what: '用途',
  parts: '其中包含',
  part: '部分',
  share: '份额',
  sure: '可信程度',
  sentence: '{words}。',
  where: '位置',
  moreRanges: '以及另外 {count} 处',
  manyRanges: '位置太多，不逐一列出',
  backing: '后备对象',
  file: '设备 {device} 上的文件，inode {inode}，从第 {offset} 字节开始',
  noFile: '没有文件：匿名内存',
  special: '没有文件：由内核建立',
  numbers: '数值',
  noNumbers: '此来源只列出映射，没有说明其中多少在内存里。',
  zeros: '另有 {count} 项为 0',
  flags: '标志',
  unknownFlag: '此版本不认识',
  since: '自 Linux {version} 起',
  commands: '等效命令',
  copy: '复制',
  copied: '已复制',
  notCopied: '浏览器不允许复制；请直接选取文字。',
  gone: '所选的映射在这次读取中已不存在。',
  help: '在表格或矩形树图中选择一个映射，这里会说明它是什么、为何存在以及各项数值的含义。',
  several: '已选中 {count} 个映射；这里是最后选择的一个。',
  cards: '常见误解',
  card: {
    size: {
      claim: '“虚拟内存有 {size}，用得太多了。”',
      truth: '大小是地址空间，而地址空间几乎没有代价。其中 {resident} 在内存中。'
    },
    rssSum: {
      claim: '“把所有进程的 RSS 加起来就是已用内存。”',
      truth: '共用的页会在每个进程里各算一次，这里有 {shared}。PSS 才可以相加。'
    },
    own: {
      claim: '“它结束后，RSS 那么多内存就会空出来。”',
      truth: '更接近的是只有它映射的页：{own}（USS）。'
    },
    heap: {
      claim: '“[heap] 就是 malloc 用的内存。”',
      truth: '它只是由 brk 增长的部分（常驻内存 {heap}）。malloc 分配区（常驻内存 {arenas}）和大块内存在别处。'
    },
    stack: {
      claim: '“每个栈占 8 MiB。”',
      truth: '那是它最多能增长到的大小，或为它留出的地址。这里的栈共映射 {size}，其中 {resident} 在内存中。'
    },
    privateKind: {
      claim: '“私有映射不会共用。”',
      truth: 'p 指写时复制。库中未改动的页在内存里只有一份，由所有映射者共用：这里有 {shared} 被映射多次。'
    },
    guard: {
      claim: '“保留和防护映射浪费内存。”',
      truth: '地址本身不占用内存：这里共 {size}，其中 {resident} 在内存中。'
    },
    huge: {
      claim: '“RSS 包含了一切。”',
      truth: 'hugetlb 页既不在 RSS 也不在 PSS 中：另外还有 {huge}。'
    },
    swap: {
      claim: '“用了交换区，说明现在内存不足。”',
      truth: '{swap} 曾在某个时候被换出；在需要之前它们会一直留在那里。'
    },
    copies: {
      claim: '“文件的那一行就是该文件占用的内存。”',
      truth: '其中可能有进程自己改动过的页的副本：这里有 {copies}。'
    },
    dirty: {
      claim: '“脏页必须写回磁盘。”',
      truth: '只有共享文件的脏页如此。没有文件的私有内存的脏页（{dirty}）只可能进入交换区。'
    },
    merged: {
      claim: '“一次 mmap 就是一行。”',
      truth: '内核会合并相邻且相同的映射，也会拆开部分被修改的映射。'
    }
  },
  field: fieldTexts,
  flag: flagTexts
}
