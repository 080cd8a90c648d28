import type { palette as english } from '../en/palette.ts'

export const palette: typeof english = {
  title: '所有命令',
  text: '输入名称的一部分，再用方向键和回车选择。',
  placeholder: '命令、视图、进程或文件',
  recent: '最近查看',
  commands: '命令',
  views: '视图',
  files: '文件',
  processes: '进程',
  live: '本机',
  opened: '已打开',
  recentFile: '曾经打开',
  nothing: '没有匹配项。',
  count: '{count} 项'
}
