import type { treemap as english } from '../en/treemap.ts'

export const treemap: typeof english = {
  label: '矩形树图',
  keys: '矩形树图。左右方向键移到相邻项，上下方向键离开或进入组，回车打开或选中，Esc 返回。',
  whole: '整个进程',
  pathLabel: '当前显示的部分',
  afterLargest: '最大的 {count} 个之后',
  unnamed: '无名称',
  other: '其余 {count} 个',
  otherFrom: '{count} 个，从 {from} 起',
  addressesFrom: '从 {from} 起',
  asTable: '列表',
  name: '名称',
  address: '地址',
  mappings: '映射数',
  share: '占比',
  metricLabel: '面积的含义',
  metricUnknown: '此来源只列出映射，没有说明其中多少在内存里。',
  spokenComma: '，',
  spokenCount: '{count} 个映射',
  idle: '选择一个进程以查看其内存。',
  noMappings: '没有可绘制的映射。',
  changeIn: '{metric} 的变化',
  notYet: '目前没有变化：面积表示现有数量。',
  changes: '变化',
  changesHint: '面积表示变化量：自比较时刻以来增长和缩小的部分',
  nothingChanged: '这里没有变化。'
}
