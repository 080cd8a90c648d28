/** Who may import whom. A file belongs to the first layer whose folder it is in; a layer may always import itself. */
export interface Layer {
  readonly folder: string
  /** Folders, and packages by name; a trailing `*` matches the rest. */
  readonly mayImport: readonly string[]
}

const DOMAIN = 'src-shared/'

export const LAYERS: readonly Layer[] = [
  {
    folder: 'src-shared/memory/',
    mayImport: ['src-shared/classify/category.ts', 'src-shared/pmap/', 'src-shared/glossary/']
  },
  { folder: 'src-shared/scan/', mayImport: ['src-shared/memory/'] },
  { folder: 'src-shared/classify/', mayImport: ['src-shared/memory/'] },
  { folder: 'src-shared/layout/', mayImport: ['src-shared/memory/', 'src-shared/classify/'] },
  { folder: 'src-shared/contract/', mayImport: ['src-shared/memory/', 'valibot'] },
  { folder: DOMAIN, mayImport: ['valibot', 'fflate'] },
  { folder: 'src-main/shell/', mayImport: ['src-main/', DOMAIN, 'node:*', 'electron', 'valibot'] },
  { folder: 'src-main/main.ts', mayImport: ['src-main/', DOMAIN, 'node:*', 'electron'] },
  { folder: 'src-main/source/', mayImport: [DOMAIN, 'node:*'] },
  { folder: 'src-main/capture/', mayImport: ['src-main/source/', DOMAIN, 'node:*'] },
  { folder: 'src-main/subject/', mayImport: ['src-main/source/', DOMAIN, 'node:*'] },
  {
    folder: 'src-main/inspector/',
    mayImport: ['src-main/capture/', 'src-main/source/', 'src-main/subject/', DOMAIN, 'node:*']
  },
  { folder: 'src-main/', mayImport: ['src-main/', DOMAIN, 'node:*', 'ws', 'package.json'] },
  { folder: 'src-preload/', mayImport: ['src-shared/contract/', 'electron'] },
  { folder: 'src-renderer/inspector/', mayImport: ['src-shared/', 'src-renderer/workers/', 'fflate'] },
  { folder: 'src-renderer/stores/', mayImport: [DOMAIN, 'vue', 'pinia'] },
  {
    folder: 'src-renderer/tasks/',
    mayImport: ['src-renderer/stores/', 'src-renderer/inspector/', 'src-renderer/workers/', DOMAIN, 'vue', 'pinia']
  },
  { folder: 'src-renderer/workers/', mayImport: [DOMAIN, 'src-renderer/inspector/page-inflate.ts'] },
  {
    folder: 'src-renderer/charts/',
    mayImport: ['src-shared/layout/', 'src-shared/memory/', 'src-shared/classify/', 'vue', 'echarts*']
  },
  {
    folder: 'src-renderer/components/',
    mayImport: [
      'src-renderer/composables/',
      'src-shared/memory/',
      'src-shared/contract/',
      'src-renderer/stores/view-state.ts',
      'vue',
      'vue-i18n',
      'reka-ui',
      '@vueuse/core'
    ]
  },
  {
    folder: 'src-renderer/composables/',
    mayImport: ['src-shared/memory/', 'src-shared/layout/', 'vue', 'vue-i18n', '@vueuse/core']
  },
  { folder: 'src-renderer/locales/', mayImport: ['vue-i18n', 'vue'] },
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
  {
    folder: 'src-renderer/',
    mayImport: ['src-renderer/', DOMAIN, 'vue', 'vue-i18n', 'pinia', 'reka-ui', '@vueuse/core', 'fflate']
  }
]

/** Imports that break the list for a reason. None is the aim. */
export const EXCEPTIONS: ReadonlyMap<string, string> = new Map()
