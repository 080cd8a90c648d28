import type { shell as english } from '../en/shell.ts'

/** 窗口框架的文字：工具栏、窗格、状态栏、帮助。 */
export const shell: typeof english = {
  product: 'vmatlas',
  toolbar: '工具',
  process: '所选进程',
  pause: '暂停',
  goOn: '继续',
  pauseHint: '让屏幕上的内容保持不变（{key}）',
  capture: '重新读取',
  captureHint: '立即再读取一次此进程（{key}）',
  snapshot: '保存快照',
  snapshotHint: '将此进程保存为可在任何地方打开的快照（{key}；全部进程：{all}）',
  theme: '主题',
  themes: {
    system: '跟随系统',
    dark: '深色',
    light: '浅色',
    contrast: '高对比度'
  },
  language: '语言',
  settings: {
    button: '设置',
    hint: '外观、语言，以及观察的开销（{key}）',
    title: '设置',
    text: '立即生效，下次启动时仍然保留。',
    evidence: '判断内存用途的依据',
    evidences: { maps: '仅内存映射', files: '还查看程序文件', inside: '还查看自己进程的内部' },
    evidenceHint:
      '查看内部时，只在已在内存中的映射开头读取几个字：malloc 内存块、分配区和运行时的头部。除结论外不保留任何内容。不会查看其他用户的进程内部。',
    limit: '观察可占用的时间',
    limitHint: '读取进程的映射会短暂占住它的内存锁。vmatlas 会控制读取的间隔，使读取的总时间低于这个比例。',
    recorderMachine: '记录器：所有进程的数值',
    recorderCaptures: '记录器：所观察进程的采集',
    recorderHint: '占用主机的内存。用满之后，较早的时刻逐步变稀：每 2 个、4 个、8 个保留一个。'
  },
  help: '帮助',
  helpHint: '帮助与按键（{key}）',
  close: '关闭',
  source: {
    desktop: '本机：{host}',
    browser: '计算机：{host}',
    report: '报告',
    unknown: '没有数据来源'
  },
  sourceHint: 'Linux {kernel}，{architecture}，页大小 {page} 字节，以用户 {user} 的身份读取',
  privileged: '以特权读取',
  files: {
    label: '来源',
    open: '打开…',
    openHint: '打开快照或任何包含内存映射的文本；也可以拖放或粘贴（{key}）',
    close: '关闭此文件',
    window: '在新窗口中显示此文件（{key}）',
    moment: '时刻',
    note: '文件中的说明',
    hideNote: '隐藏说明',
    momentOf: '第 {number} 个时刻',
    from: '格式：{format}',
    host: '采集自 {host}',
    kernel: 'Linux {kernel}',
    tool: '由 {tool} 写入',
    skipped: '跳过 {count} 处',
    skippedTitle: '{name} 中跳过的内容',
    limits: '此文件未说明的内容',
    limitsTitle: '{name} 未说明的内容',
    line: '第 {line} 行',
    drop: '松开以打开'
  },
  moreTools: '更多工具',
  pane: {
    toggleList: '显示或隐藏进程列表',
    list: '进程列表的宽度',
    picture: '图形区的高度',
    details: '详情的宽度',
    showPicture: '显示图形',
    hidePicture: '隐藏图形',
    showDetails: '显示详情',
    hideDetails: '隐藏详情',
    views: { legend: '图例', picture: '图', table: '表', details: '详情', compact: '视图' },
    legend: '图例宽度',
    pictureWidth: '图的宽度'
  },
  status: {
    snapshot: '正在采集快照',
    cancel: '取消',
    label: '读取状态',
    captured: '读取于 {time}',
    reading: '正在读取进程 {pid}：{rows} 个映射',
    cost: '观察占用一个核的 {duty}；该进程的内存映射最多被锁定 {milliseconds} 毫秒',
    storedLabels: '标签来自文件',
    newLabels: '标签为重新判断',
    storedLabelsHint: '各映射的用途是采集时判断的，当时还查看了相关文件与进程内存。点击可用当前版本仅凭映射重新判断。',
    newLabelsHint: '各映射的用途是仅凭映射重新判断的。点击可恢复采集时的判断。',
    looking: '判断内存用途：{milliseconds} 毫秒',
    notInside: '不允许查看其内部',
    costHint: '读取 smaps 会占住该进程的内存锁，因此最多只用 {limit} 的时间来读取。点击可以修改。',
    frozen: '已暂停',
    lost: '连接已断开：屏幕上的内容都不是最新的。正在重试。',
    unreachable: 'vmatlas 没有响应。正在重试；如果它已结束，请重新启动并打开它给出的地址。',
    refused: 'vmatlas 已重新启动：请打开它给出的新地址。',
    connected: '已连接',
    mappings: '{count} 个映射'
  },
  slowFiles: {
    label: '正在读取的文件',
    text: '需要较长时间读取。可以等待，也可以先做别的事。',
    stop: '停止',
    stopFile: '停止读取 {name}'
  },
  notice: '消息',
  dismiss: '关闭此消息',
  welcome: {
    process: '选择一个进程',
    processText: '在列表中选择进程，即可查看它的内存：用方向键加回车，或单击。按 / 可按名称、PID、用户或命令行筛选。',
    file: '打开文件',
    fileText:
      '快照、maps 或 smaps 文本、pmap 的输出、/proc 的归档、core 文件、崩溃报告：打开它、拖到此窗口，或粘贴其文本。',
    recent: '最近的文件',
    lesson: '学习一课',
    lessonText: '观察虚拟内存如何工作：一个真实的小程序一步步地映射、访问、fork 和保护内存。'
  },
  notes: {
    title: '这里缺少什么，为什么',
    elevate: '以管理员权限读取…',
    still: '整个进程的数字仍然准确：'
  },
  helpTitle: '帮助',
  helpText: 'vmatlas 显示 Linux 内核所给出的进程内存信息，不作任何估算：内核没有给出的数字显示为 –，绝不显示为 0。',
  keys: '按键',
  keyOf: {
    filter: '筛选进程',
    move: '在列表和表格中移动',
    open: '打开进程',
    window: '在进程上：在新窗口中打开',
    tree: '收起或展开树的分支',
    splitter: '在两个窗格之间的分隔线上：改变大小'
  },
  words: '用语',
  wordOf: {
    resident: '驻留（RSS）：当前在内存中；多个进程共用的页，在每个进程中都全额计入。',
    proportional: '按比例（PSS）：驻留内存，但每个共用的页由使用它的各进程平分。',
    unique: '独占（USS）：只有此进程使用的页；结束此进程后归还的正是这些。',
    size: '大小：地址空间。它可以远大于内存，因为单单占用地址几乎没有代价。'
  },
  about: {
    title: '关于 vmatlas',
    text: '用 pmap 的列名，展示 Linux 进程内存的真实情况。',
    kernel: '内核',
    privacy: '只读取，不修改，也不向任何地方发送数据。',
    licence: 'MIT 许可证。'
  }
}
