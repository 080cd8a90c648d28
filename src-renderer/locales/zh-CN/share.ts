import type { Messages } from '../messages.ts'

/** Texts of the export dialog. */
export const share: Messages['share'] = {
  button: '导出…',
  buttonHint: '把屏幕上的内容交给他人：网页、快照、文本或图片（{key}）',
  title: '导出屏幕上的内容',
  text: '此次采集的每个映射，以及来源给出的全部信息。来源没有给出的内容会省略，绝不写成 0。比较时，网页和快照包含两个时刻。',
  format: '格式',
  formats: {
    html: '单个 HTML 网页，无需网络即可在任何浏览器中显示全部内容',
    vmsnap: '快照（.vmsnap），用 vmatlas 打开',
    pmap: 'pmap 文本，与 pmap -XX -p 的输出相同',
    json: 'JSON，含类别及其可信度',
    csv: 'CSV，用于电子表格',
    tsv: 'TSV，用于命令行工具',
    markdown: 'Markdown 表格，用于报告',
    png: '矩形树图的图片（PNG）',
    svg: '矩形树图的矢量图（SVG），任意放大都清晰'
  },
  redact: {
    legend: '省略',
    paths: '路径',
    pathsOf: {
      own: '除系统自带路径以外的全部',
      all: '全部，包括库和程序',
      none: '不省略'
    },
    users: '用户名',
    host: '主机名',
    commands: '命令行',
    addresses: '地址（平移；布局不变）',
    kind: {
      paths: '路径',
      users: '用户',
      host: '主机',
      commands: '命令行',
      addresses: '地址'
    },
    working: '正在查找要省略的内容…',
    nothing: '没有替换任何内容。',
    count: '将替换以下内容，共 {count} 项：',
    list: '替换对照表',
    what: '种类',
    from: '替换前',
    to: '替换后',
    left: '（省略）',
    more: '另有 {count} 项'
  },
  command: '命令行上的等价命令：',
  copy: '复制',
  copied: '已复制',
  copyMarkdown: '复制为 Markdown',
  markdownCopied: '已复制为 Markdown：句子、类别和发现，不含私有路径、名称和地址。要少隐去一些，请用“导出…”。',
  notCopied: '无法复制：浏览器在此处不允许',
  save: '保存',
  saving: '正在写入…',
  written: '已写入：{name}',
  unnamed: '某个进程'
}
