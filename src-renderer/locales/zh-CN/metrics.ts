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
  rss: '驻留：当前在内存中，共用的页全额计入',
  pss: '按比例：共用的页由使用者平分',
  uss: '独占：只有此进程使用的页（Private_Clean + Private_Dirty）',
  swap: '已换出到交换区',
  dirty: '自读入或创建以来有改动',
  huge: '驻留内存中位于大页的比例（AnonHugePages / Rss）'
}

export const metricNothing: typeof english.metricNothing = {
  size: '这里没有任何映射。',
  rss: '这部分没有任何内容在内存中。',
  pss: '这部分没有任何内容在内存中。',
  uss: '这部分没有只属于此进程的页。',
  swap: '这部分没有任何内容被换出。',
  dirty: '这部分没有被改动过的页。',
  huge: '这部分没有任何内容位于大页中。'
}

export const metricPart: typeof english.metricPart = {
  huge: '大页'
}
