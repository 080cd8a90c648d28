/** 地址空间图与空隙的文字。 */
export const ladder = {
  label: '地址空间',
  keys: '按地址排列的地址空间。左右箭头移到旁边的映射或空隙，加号和减号缩放，Shift 加箭头平移，回车放大所选，Home 显示全部。',
  scaleLabel: '映射和空隙画多长',
  scale: {
    compressed: '压缩',
    true: '按比例'
  },
  scaleMeaning: {
    compressed: '长度为大小的对数：不会太小，也不会太大',
    true: '长度即大小：太小的放在下方的窄条里'
  },
  zoomIn: '放大',
  zoomOut: '缩小',
  whole: '显示全部地址',
  noAddresses: '这个来源没有地址。',
  noMappings: '没有可画的映射。',
  mapping: '{name} · {amount} · {perms} · {range}',
  several: '{count} 个映射，最大的是 {name}',
  gapOf: '{kind} · {amount} · {range}',
  limit: '{bits} 位地址的末端',
  free: '空闲 {amount}',
  freeWords: '空闲：{total}，共 {pieces}；最大一块 {largest}，其余占 {fragmented}。',
  pieces: '{count} 块',
  freeHint: '没有映射覆盖的地址；这里程序可用 {bits} 位地址',
  freeGuess: '没有映射覆盖的地址；假定程序可用 {bits} 位地址，来源没有说明'
}

/** 没有映射的范围是什么。 */
export const gap = {
  below: '第一个映射之下',
  between: '未映射',
  module: '{name} 的段之间的空洞',
  above: '最后一个映射之上',
  refused: '处理器不接受的地址',
  kernel: '内核的地址',
  show: '空隙',
  showHint: '把映射之间的空隙显示为行；合计不含空隙',
  onlyInOrder: '只有在没有筛选和分组、并按地址或大小排列时才有空隙行。'
}

/** 数量的单位。 */
export const units = {
  label: '内存数量的单位',
  hint: '用于各种图、句子、详情、空隙和自选的列；pmap 的列保持 kB。',
  names: {
    auto: '自动选择',
    kib: 'KiB',
    mib: 'MiB',
    pages: '页',
    bytes: '字节',
    hex: '字节（十六进制）'
  },
  pages: '{count} 页'
}
