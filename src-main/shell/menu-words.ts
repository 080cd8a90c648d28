import type { CommandId } from '#shared/contract/commands.ts'
import type { Locale } from '#shared/contract/settings.ts'

/** What only the desktop's menus have. */
type MenuOnly =
  | 'file'
  | 'edit'
  | 'view'
  | 'help'
  | 'newWindow'
  | 'recent'
  | 'recentInNewWindow'
  | 'closeWindow'
  | 'quit'
  | 'cut'
  | 'copy'
  | 'paste'
  | 'selectAll'
  | 'zoomIn'
  | 'zoomOut'
  | 'resetZoom'
  | 'fullScreen'

export type MenuWords = Readonly<Record<CommandId | MenuOnly, string>>

/** Texts of the menus, in menu style; the page has its own words for its commands in its locales. `&` marks the key. */
const ENGLISH: MenuWords = {
  file: '&File',
  edit: '&Edit',
  view: '&View',
  help: '&Help',
  newWindow: 'New Window',
  openFile: 'Open…',
  openFileInNewWindow: 'Open in New Window…',
  openInNewWindow: 'Show This in a New Window',
  recent: 'Open Recent',
  recentInNewWindow: 'Open Recent in New Window',
  saveSnapshot: 'Save Snapshot of This Process…',
  saveAllSnapshot: 'Save Snapshot of All Processes…',
  saveRecording: 'Save Recording of This Process…',
  exportReport: 'Export…',
  savePng: 'Save the Treemap as PNG…',
  saveSvg: 'Save the Treemap as SVG…',
  closeWindow: 'Close Window',
  quit: 'Quit',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select All',
  copyRows: 'Copy Rows',
  copyPmap: 'Copy as pmap Text',
  copyMarkdown: 'Copy as Markdown',
  findProcess: 'Find Process',
  filterMappings: 'Filter Mappings',
  goToAddress: 'Go to Address…',
  showSettings: 'Settings…',
  recapture: 'Refresh',
  showMachine: 'Show the Whole Machine',
  showPalette: 'All Commands…',
  toggleList: 'Process List',
  nextPane: 'Next Pane',
  previousPane: 'Previous Pane',
  togglePause: 'Pause or Resume',
  compare: 'Compare…',
  backToNow: 'Back to now',
  toggleGaps: 'Show or Hide Rows of Gaps',
  markMoment: 'Mark this moment',
  lessons: 'Lessons',
  zoomIn: 'Zoom In',
  zoomOut: 'Zoom Out',
  resetZoom: 'Actual Size',
  fullScreen: 'Full Screen',
  showHelp: 'Help',
  showAbout: 'About vmatlas'
}

/** The same by language: those of the page. */
export const MENU_WORDS: Readonly<Record<Locale, MenuWords>> = {
  en: ENGLISH,
  'zh-CN': {
    file: '文件(&F)',
    edit: '编辑(&E)',
    view: '查看(&V)',
    help: '帮助(&H)',
    newWindow: '新窗口',
    openFile: '打开…',
    openFileInNewWindow: '在新窗口中打开…',
    openInNewWindow: '在新窗口中显示',
    recent: '打开最近的文件',
    recentInNewWindow: '在新窗口中打开最近的文件',
    saveSnapshot: '保存此进程的快照…',
    saveAllSnapshot: '保存所有进程的快照…',
    saveRecording: '保存此进程的记录…',
    exportReport: '导出…',
    savePng: '将矩形树图保存为 PNG…',
    saveSvg: '将矩形树图保存为 SVG…',
    closeWindow: '关闭窗口',
    quit: '退出',
    cut: '剪切',
    copy: '复制',
    paste: '粘贴',
    selectAll: '全选',
    copyRows: '复制行',
    copyPmap: '复制为 pmap 文本',
    copyMarkdown: '复制为 Markdown',
    findProcess: '查找进程',
    filterMappings: '筛选映射',
    goToAddress: '转到地址…',
    showSettings: '设置…',
    recapture: '重新读取',
    showMachine: '显示整机',
    showPalette: '所有命令…',
    toggleList: '进程列表',
    nextPane: '下一个窗格',
    previousPane: '上一个窗格',
    togglePause: '暂停或继续',
    compare: '比较…',
    backToNow: '回到现在',
    toggleGaps: '显示或隐藏空隙行',
    markMoment: '标记此刻',
    lessons: '课程',
    zoomIn: '放大',
    zoomOut: '缩小',
    resetZoom: '实际大小',
    fullScreen: '全屏',
    showHelp: '帮助',
    showAbout: '关于 vmatlas'
  }
}
