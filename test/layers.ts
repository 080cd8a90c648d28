/** Who may import whom. A file belongs to the first layer whose folder it is in; a layer may always import itself. */
export interface Layer {
  readonly folder: string
  /** Folders, files, and packages by name; a trailing `*` matches the rest. */
  readonly mayImport: readonly string[]
}

const DOMAIN = 'src-shared/'
const MEMORY = 'src-shared/memory/'
const CLASSIFY = 'src-shared/classify/'
const CONTRACT = 'src-shared/contract/'
const FORMATS = 'src-shared/formats/'
/** What both hosts need to serve the page. */
const PAGE_FILES = ['src-main/bundled-files.ts', 'src-main/content-security-policy.ts']
const PMAP = 'src-shared/pmap/'

export const LAYERS: readonly Layer[] = [
  // A capture holds its labels, so the table's folder knows what a category is.
  { folder: MEMORY, mayImport: ['src-shared/classify/category.ts'] },
  { folder: 'src-shared/scan/', mayImport: [MEMORY] },
  { folder: CLASSIFY, mayImport: [MEMORY] },
  { folder: 'src-shared/layout/', mayImport: [MEMORY, CLASSIFY] },
  { folder: 'src-shared/compare/', mayImport: [MEMORY, CLASSIFY] },
  { folder: 'src-shared/redact/', mayImport: [MEMORY, CLASSIFY] },
  { folder: PMAP, mayImport: [MEMORY, CLASSIFY] },
  { folder: 'src-shared/glossary/', mayImport: [] },
  { folder: CONTRACT, mayImport: [MEMORY, 'valibot'] },
  { folder: FORMATS, mayImport: [MEMORY, CLASSIFY, 'src-shared/scan/', PMAP, CONTRACT, 'valibot', 'fzstd'] },
  { folder: 'src-shared/lesson/', mayImport: [MEMORY, CLASSIFY, CONTRACT, FORMATS] },
  { folder: 'src-shared/share/', mayImport: [MEMORY, 'src-shared/redact/', PMAP, CONTRACT, FORMATS] },
  { folder: 'src-main/source/', mayImport: [DOMAIN, 'node:*'] },
  { folder: 'src-main/capture/', mayImport: ['src-main/source/', DOMAIN, 'node:*'] },
  { folder: 'src-main/subject/', mayImport: ['src-main/source/', DOMAIN, 'node:*'] },
  { folder: 'src-main/inspector/', mayImport: ['src-main/capture/', 'src-main/source/', DOMAIN, 'node:*'] },
  {
    folder: 'src-main/host/',
    mayImport: ['src-main/inspector/', ...PAGE_FILES, DOMAIN, 'node:*', 'ws']
  },
  {
    folder: 'src-main/shell/',
    mayImport: ['src-main/inspector/', ...PAGE_FILES, DOMAIN, 'node:*', 'electron', 'valibot']
  },
  { folder: 'src-main/main.ts', mayImport: ['src-main/', DOMAIN, 'node:*', 'electron'] },
  { folder: 'src-main/', mayImport: ['src-main/', DOMAIN, 'node:*', 'package.json'] },
  { folder: 'src-preload/', mayImport: [CONTRACT, 'electron'] },
  { folder: 'src-renderer/inspector/', mayImport: ['src-renderer/workers/', DOMAIN] },
  { folder: 'src-renderer/workers/', mayImport: [DOMAIN, 'fflate'] },
  { folder: 'src-renderer/stores/', mayImport: [DOMAIN, 'vue', 'pinia'] },
  {
    folder: 'src-renderer/tasks/',
    mayImport: ['src-renderer/stores/', 'src-renderer/inspector/', 'src-renderer/workers/', DOMAIN, 'vue']
  },
  {
    folder: 'src-renderer/charts/',
    mayImport: ['src-shared/layout/', MEMORY, CLASSIFY, 'src-renderer/composables/', 'vue', 'echarts*']
  },
  {
    folder: 'src-renderer/components/',
    mayImport: [
      'src-renderer/composables/',
      MEMORY,
      'src-renderer/stores/view-state.ts',
      'vue',
      'vue-i18n',
      'reka-ui',
      '@vueuse/core'
    ]
  },
  { folder: 'src-renderer/composables/', mayImport: ['vue', '@vueuse/core'] },
  { folder: 'src-renderer/locales/', mayImport: ['vue-i18n'] },
  {
    folder: 'src-renderer/views/',
    mayImport: [
      'src-renderer/stores/',
      'src-renderer/tasks/',
      'src-renderer/components/',
      'src-renderer/charts/',
      'src-renderer/composables/',
      DOMAIN,
      'vue',
      'vue-i18n',
      'pinia',
      'reka-ui',
      '@vueuse/core'
    ]
  },
  { folder: 'src-renderer/', mayImport: ['src-renderer/', DOMAIN, 'vue', 'vue-i18n', 'pinia', '@vueuse/core'] }
]
