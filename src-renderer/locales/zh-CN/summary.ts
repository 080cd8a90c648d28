import type { summary as english } from '../en/summary.ts'

export const summary: typeof english = {
  label: '概要',
  between: '',
  probably: '{name}（推测）',
  sentence: {
    mostIs: '主要是{name}：常驻 {total} 中的 {amount}（{percent}%）。',
    mostIsWithNext: '主要是{name}：常驻 {total} 中的 {amount}（{percent}%）；其次是{next}，{nextAmount}。',
    largestIs: '最大的是{name}：常驻 {total} 中的 {amount}（{percent}%）。',
    largestIsWithNext: '最大的是{name}：常驻 {total} 中的 {amount}（{percent}%）；其次是{next}，{nextAmount}。',
    ownAndShared: '独占 {own}；另有 {shared} 被映射多次，通常是由其他进程映射。',
    own: '独占 {own}，没有被再次映射的内存。',
    resident: '有 {resident} 在内存中；此来源未说明其中多少为其独占。',
    cut: '只列出了一部分映射：所有数量只针对列出的 {mappings} 个。',
    mayBeCut: '列表没有总计，可能不完整：所有数量只针对其中的 {mappings} 个映射。',
    listedOnly: '列出的映射共有 {size} 地址；此来源未说明其中多少在内存中。',
    sizeOnly: '地址空间为 {size}；此来源未说明其中多少在内存中。',
    reserved: '其地址空间中有 {reserved} 没有对应文件或不可访问，目前不含任何页：内存和交换区中都没有。',
    reservedInMemory: '其地址空间中有 {reserved} 没有对应文件或不可访问，目前没有页在内存中；此来源未说明交换区。',
    swapped: '其内存中有 {swap} 已被换出。',
    huge: '另外占有 {huge} 的大页，既不计入 RSS 也不计入 PSS。',
    pageTables: '页表另占 {tables}。',
    pageTablesShare: '页表另占 {tables}，为驻留内存的 {percent}%。',
    manyMappings: '共有 {mappings} 个映射，达到本机每进程上限 {most} 的 {percent}%。'
  },
  barLabel: '各类别的{metric}',
  instead: '此来源没有给出{metric}；显示的是{shown}。',
  barEmpty: '所有类别的{metric}均为 0。',
  part: '{category}：{amount}，{share}',
  showAll: '重新显示全部映射',
  category: '类别',
  categories: '类别',
  largest: '最大映射',
  showEmpty: '另有 {count} 个类别为 0',
  hideEmpty: '隐藏为 0 的类别',
  mappings: '映射数',
  total: '合计'
}
