import type { mappingTable as english } from '../en/mapping-table.ts'

/** 映射表的文字。列名沿用 pmap 与内核的原名，不翻译。 */
export const mappingTable: typeof english = {
  toolbar: '列、过滤与地址',
  more: '更多过滤与工具',
  label: '内存映射',
  preset: {
    custom: '自选列',
    label: '显示哪些列：常用列，或同 pmap',
    what: '在 pmap -x 各列之外，另有每个映射的用途',
    default: '同不带选项的 pmap：地址、大小、权限、映射',
    d: '同 pmap -d：另有偏移与设备',
    x: '同 pmap -x：另有常驻内存与脏页',
    X: '同 pmap -X：内核给出的信息，不含少用的字段',
    XX: '同 pmap -XX：内核给出的全部信息'
  },
  columns: {
    button: '列',
    hint: '选择要显示的列',
    drag: '拖动列标题可移动列；在表头中也可用 Ctrl+Shift+方向键。',
    pmap: 'pmap 的列',
    kernel: 'smaps 的字段，沿用内核的名称',
    added: 'vmatlas 补充的列',
    twin: '与 {name} 相同'
  },
  group: {
    label: '映射分组',
    hint: '按类别、模块（或文件、名称、线程）、用途或权限把映射归在一起并显示其合计；点击箭头可展开',
    none: '不分组',
    category: '按类别',
    module: '按模块',
    purpose: '按用途',
    perms: '按权限',
    members: '{count} 个映射'
  },
  filter: {
    label: '筛选映射',
    hint: '名称、用途或所属的一部分；或表达式：rss > 10MiB and perms ~ w；W+X；category = heap or flags ~ hg；not swap = 0。引号中的内容总是按名称的一部分查找。',
    placeholder: '筛选，如 rss > 10MiB',
    menu: '已保存的筛选与示例',
    save: '保存此筛选',
    remove: '从已保存的筛选中移除',
    saved: '已保存',
    example: '示例',
    at: '第 {position} 个字符：',
    fault: {
      'unclosed-quote': '此处的引号没有闭合。',
      'unclosed-parenthesis': '此处的括号没有闭合。',
      'unopened-parenthesis': '{what} 没有对应的左括号。',
      'unknown-field': '此来源没有 {what} 这一列。可用的列：',
      'no-value': '缺少要比较的值。',
      'no-field': '{what} 前面缺少列名。',
      'not-a-number': '{what} 不是数字。',
      'unit-without-amount': '{what} 带有单位，但该列不是内存大小。',
      'no-order': '文本不能用 {what} 比较：请用 = 或 ~（包含）。',
      'no-such-category':
        '没有 {what} 这一类别：image、heap、arena、stack、file、shared、anonymous、runtime、reserved、device、kernel。',
      'nothing-after': '此处缺少条件。',
      'too-deep': '嵌套过深。'
    }
  },
  perms: {
    label: '只显示具有这些权限的映射',
    r: '可读（r）',
    w: '可写（w）',
    x: '可执行（x）',
    s: '共享映射（s）',
    p: '私有映射（p）'
  },
  range: {
    label: '地址范围，写法同 pmap -A：起始，或 起始,结束；十六进制',
    placeholder: '范围 起始,结束',
    bad: '这不是地址范围。请用十六进制写成 起始 或 起始,结束，例如 7f0000000000,7fffffffffff。'
  },
  goTo: {
    label: '转到地址（十六进制）',
    placeholder: '转到地址',
    bad: '这不是十六进制地址',
    inside: '映射 {name} 中偏移 {offset}',
    insideNameless: '{name}中偏移 {offset}',
    insideFile: '文件 {name} 中偏移 {fileOffset}；在此映射中偏移 {offset}',
    nameless: '位于 {start} 的映射',
    gap: '此处没有映射',
    before: '在 {name} 之后 {distance}',
    after: '在 {name} 之前 {distance}'
  },
  fullPath: '完整路径，同 pmap -p',
  copy: {
    label: '复制',
    hint: '将选中的行（未选中时为所显示的全部行）复制为制表符分隔的文本，或按 pmap 的输出格式复制',
    tsv: '复制行',
    pmap: '复制为 pmap 格式',
    markdown: '复制为 Markdown 表格',
    cell: '复制单元格',
    address: '复制地址',
    name: '复制映射名称',
    done: '已复制 {count} 行',
    text: '已复制 {text}',
    failed: '浏览器不允许复制。'
  },
  menu: {
    label: '选中的映射',
    selectAll: '全选所显示的行'
  },
  category: {
    showOnly: '只显示：{category}',
    showAll: '显示所有类别'
  },
  count: {
    all: '共 {total} 个映射',
    some: '显示 {shown} 个，共 {total} 个映射'
  },
  total: {
    all: 'total kB',
    allPlain: '合计',
    shown: '显示 {count} 个',
    selected: '选中 {count} 个'
  },
  unknown: {
    field: '内核没有给出此映射的 {name}。',
    maps: '未知：只能读取映射列表（maps），读不到各映射的内存用量（smaps）。',
    source: '未知：此来源没有给出 {name}。'
  },
  empty: {
    none: '此进程没有自己的映射。',
    filtered: '没有符合筛选条件的映射。',
    clear: '清除筛选'
  },
  own: {
    pages: '页面',
    NumaNodes: '节点',
    NumaPolicy: '策略',
    resident: '常驻比例',
    category: '类别',
    what: '用途',
    owner: '所属',
    change: '变化'
  },
  delta: 'Δ{metric}',
  deltaHint: '与对比时刻相比，{metric}的差值（KiB）',
  deltaPoints: '与对比时刻相比，{metric}的差值（百分点）',
  column: {
    Address: '映射的起始地址',
    Mode: '权限：读、写、执行；s 表示共享',
    Perm: '权限：读、写、执行；p 私有，s 共享',
    Offset: '映射在文件中的起始位置',
    Device: '文件所在的设备，主:次设备号，十六进制',
    Inode: '文件的 inode 号',
    Mapping: '映射的文件或名称',
    resident: '映射中目前在内存里的比例',
    change: '自比较时刻以来该映射发生的变化',
    pages: '映射的哪些页存在：横条从头到尾是整个映射；蓝色存在，黄色已换出，灰色是保护页',
    NumaNodes: '映射的内存在机器的哪些节点上，各有多少（numa_maps）',
    NumaPolicy: '内核按什么策略选择内存所在的节点（numa_maps）',
    category: '映射属于哪类内存',
    what: '映射的用途，以及它所属的整体',
    owner: '映射所属的语言运行时或分配器（已知时）',
    VmFlags: '内核给映射的标志，每个两个字母',
    field: '内核在 /proc/PID/smaps 中的 {name} 字段'
  }
}
