import type { compare as english } from '../en/compare.ts'

export const compare: typeof english = {
  mark: '标记',
  markHint: '记下这次读取，以便与之后的读取、其他进程或其他文件比较（Ctrl+D）',
  now: '与标记比较',
  nowHint: '自 {name}，{time} 以来的变化（Ctrl+D）',
  forget: '取消标记',
  title: '变化',
  sides: '{before} → {after}',
  side: '{name}（{pid}）',
  unknownTime: '时间未知',
  oneRun: '同一地址空间的两个时刻：映射按地址配对。',
  twoRuns: '两个地址空间：映射按文件、位置和权限配对，而不按地址。',
  grewMost: '增长最多：{name}，{amount}（{metric}）；总计 {total}。',
  nothingGrew: '没有增长（{metric}）；总计 {total}。',
  nothing: '没有变化。',
  table: '映射的变化',
  resident: '常驻量改变',
  kind: {
    same: '位置与大小不变',
    appeared: '出现',
    vanished: '消失',
    grew: '增大',
    shrank: '缩小',
    split: '拆分',
    merged: '合并'
  },
  column: { address: '地址', change: '变化', rights: '权限', mapping: '映射' },
  byCategory: '按类别'
}
