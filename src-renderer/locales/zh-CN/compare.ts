import type { compare as english } from '../en/compare.ts'

export const compare: typeof english = {
  start: '比较',
  startHint: '从现在起显示此进程的变化（{key}）',
  choose: '比较对象…',
  chooseHint: '与另一时刻、另一进程或另一文件比较',
  stop: '停止比较',
  stopHint: '恢复显示不带差异的映射（{key}）',
  again: '从现在起',
  againHint: '从此刻开始计算差异',
  bar: '变化',
  since: '自 {time} 起',
  against: '对比 {process}，{time}',
  unknownTime: '时间未知',
  oneRun: '同一地址空间的两个时刻：映射按地址配对。',
  twoRuns: '两个地址空间：映射按文件、位置和权限配对，而不按地址。',
  fromTo: '从 {from} 到 {to}',
  total: '{metric} {total}',
  between: '；',
  grewMost: '增长最多：{what}',
  shrankMost: '减少最多：{what}',
  nothingGrew: '没有增长',
  oneChange: '{name}，{amount}',
  oneOfMany: '{name}，{amount}（{count} 个映射中的一个，合计 {sum}）',
  nothing: '目前没有变化',
  changedOnly: '仅变化',
  changedOnlyHint: '隐藏没有变化的映射',
  side: {
    title: '比较对象',
    text: '屏幕上的 {process}将显示与此处所选对象的差异。',
    source: '来源',
    moment: '时刻',
    process: '进程',
    now: '{host}，现在',
    waiting: '正在读取进程列表…',
    none: '这里没有其他进程。',
    go: '比较'
  },
  kind: {
    same: '·',
    numbers: '内存用量',
    permissions: '权限',
    appeared: '出现',
    vanished: '消失',
    grew: '增大',
    shrank: '缩小',
    split: '拆分',
    merged: '合并'
  },
  count: {
    appeared: '{count} 个出现',
    vanished: '{count} 个消失',
    grew: '{count} 个增大',
    shrank: '{count} 个缩小',
    split: '{count} 个拆分',
    merged: '{count} 个合并'
  }
}
