import type { Messages } from '../messages.ts'

/** Texts of the export dialog. */
export const share: Messages['share'] = {
  button: '导出…',
  buttonHint: '将这些映射保存给其他程序使用（{key}）',
  title: '导出这些映射',
  text: '此次采集的每个映射，以及来源给出的全部信息。来源没有给出的内容会省略，绝不写成 0。',
  format: '格式',
  formats: {
    pmap: 'pmap 文本，与 pmap -XX -p 的输出相同',
    json: 'JSON，含类别及其可信度',
    csv: 'CSV，用于电子表格',
    tsv: 'TSV，用于命令行工具',
    markdown: 'Markdown 表格，用于报告'
  },
  command: '命令行上的等价命令：',
  copy: '复制',
  copied: '已复制',
  warning: '其中包含路径、命令行和地址：交给他人之前请先查看文件。',
  save: '保存'
}
