/** 地址处是什么的文字。 */
export const address = {
  open: '地址…',
  openHint: '地址处是什么：模块与偏移、节、符号；也可粘贴调用栈',
  title: '地址处是什么',
  text: '十六进制或十进制地址、模块+偏移，或整段调用栈：逐行回答。',
  label: '地址，每行一个或多个',
  placeholder: '7f3e2c429d90\nlibc.so.6+0x29d90\n#3 0x00007f3e2c429d90 in …',
  answers: '回答',
  answered: '{count} 个地址',
  lookUp: '查找',
  copyAll: '全部复制',
  copy: '复制此项',
  go: '转到映射',
  none: '这段文字里没有地址。',
  unknownModule: '此进程没有映射 {module}。',
  cut: '只查找前 {count} 个地址，显示其中 {shown} 行；复制包含全部。',
  column: {
    address: '地址',
    symbol: '符号',
    module: '模块+偏移',
    section: '节',
    mapping: '映射+偏移',
    fileOffset: '文件偏移',
    buildId: '构建 ID'
  },
  without: {
    'other-machine':
      '没有符号：此文件来自另一台机器，或没有说明来自哪台；这里没有它的程序。在命令行可用 --sysroot 指定含有它们的目录。',
    'no-host': '没有符号：此页面背后没有可读取程序的机器。',
    failed: '没有符号：无法读取程序文件。'
  }
}
