import type * as english from '../en/metrics.ts'

export const metric: typeof english.metric = {
  size: '大小',
  rss: 'RSS',
  pss: 'PSS',
  uss: 'USS',
  swap: '交换',
  dirty: '脏页',
  huge: '大页 %'
}

export const metricMeaning: typeof english.metricMeaning = {
  size: '地址空间；本身不占用内存',
  rss: '常驻内存：当前在内存中，共用的页全额计入',
  pss: '按比例：每页按其被映射的次数平分',
  uss: '独占：只被此进程映射一次的页（Private_Clean + Private_Dirty）',
  swap: '已换出到交换区',
  dirty: '在内存中，已写入而尚未保存到文件',
  huge: '常驻内存中位于大页的比例（AnonHugePages / Rss）'
}

export const metricNothing: typeof english.metricNothing = {
  size: '这里没有任何映射。',
  rss: '这部分没有任何内容在内存中。',
  pss: '此处 PSS 为 0：没有任何内容在内存中，或每个映射分摊不足 1 KiB。',
  uss: '这部分在内存中的页都不是只被此进程映射。',
  swap: '这部分没有任何内容被换出。',
  dirty: '这部分在内存中没有脏页。',
  huge: '这部分没有以整个透明大页映射的内容。'
}

export const metricPart: typeof english.metricPart = {
  huge: '大页'
}
