/** Who may import whom. A file belongs to the first layer whose folder it is in; a layer may always import itself. */
export interface Layer {
  readonly folder: string
  /** Folders, files, and packages by name; a trailing `*` matches the rest. */
  readonly mayImport: readonly string[]
}

const DOMAIN = 'src-shared/'
const BASE = 'src-shared/base/'
const MEMORY = 'src-shared/memory/'
const CLASSIFY = 'src-shared/classify/'
const WORDS = 'src-shared/words/'
const GLOSSARY = 'src-shared/glossary/'
const CAPTURE = 'src-shared/capture/'
const CONTRACT = 'src-shared/contract/'
const FORMATS = 'src-shared/formats/'
/** What both hosts need to serve the page. */
const PAGE_FILES = ['src-main/page/']
const MACHINE = 'src-shared/machine/'
const JVM = 'src-shared/jvm/'
const PMAP = 'src-shared/pmap/'

export const LAYERS: readonly Layer[] = [
  { folder: BASE, mayImport: [] },
  { folder: WORDS, mayImport: [] },
  { folder: MEMORY, mayImport: [BASE, WORDS] },
  { folder: 'src-shared/scan/', mayImport: [BASE, MEMORY] },
  { folder: CLASSIFY, mayImport: [BASE, MEMORY, WORDS] },
  { folder: 'src-shared/elf/', mayImport: [] },
  { folder: JVM, mayImport: [BASE, MEMORY] },
  { folder: MACHINE, mayImport: [BASE, MEMORY] },
  { folder: 'src-shared/pages/', mayImport: [BASE, MEMORY] },
  { folder: 'src-shared/address/', mayImport: [BASE, MEMORY, CLASSIFY, 'src-shared/elf/'] },
  { folder: CAPTURE, mayImport: [BASE, MEMORY, CLASSIFY, 'src-shared/scan/'] },
  { folder: 'src-shared/layout/', mayImport: [BASE, MEMORY, CLASSIFY, MACHINE] },
  { folder: 'src-shared/compare/', mayImport: [BASE, MEMORY, CLASSIFY] },
  { folder: 'src-shared/history/', mayImport: [BASE, MEMORY, CLASSIFY, 'src-shared/compare/'] },
  { folder: 'src-shared/findings/', mayImport: [BASE, MEMORY, WORDS, 'src-shared/history/'] },
  { folder: 'src-shared/redact/', mayImport: [BASE, MEMORY, CLASSIFY] },
  { folder: PMAP, mayImport: [BASE, MEMORY, CLASSIFY] },
  { folder: 'src-shared/glossary/', mayImport: [] },
  {
    folder: CONTRACT,
    mayImport: [
      BASE,
      MEMORY,
      'src-shared/history/',
      'src-shared/address/',
      'src-shared/pages/',
      'src-shared/layout/',
      MACHINE,
      JVM,
      'valibot'
    ]
  },
  {
    folder: FORMATS,
    mayImport: [
      BASE,
      MEMORY,
      CLASSIFY,
      CAPTURE,
      MACHINE,
      'src-shared/scan/',
      'src-shared/redact/',
      JVM,
      PMAP,
      CONTRACT,
      'valibot',
      'fzstd'
    ]
  },
  {
    folder: 'src-shared/fleet/',
    mayImport: [
      BASE,
      MEMORY,
      WORDS,
      CLASSIFY,
      'src-shared/machine/',
      'valibot',
      '@valibot/to-json-schema',
      'jsonc-parser'
    ]
  },
  {
    folder: 'src-shared/lesson/',
    mayImport: [BASE, MEMORY, WORDS, CLASSIFY, CONTRACT, FORMATS, GLOSSARY, 'src-shared/pages/', 'valibot']
  },
  { folder: 'src-main/source/', mayImport: [DOMAIN, 'node:*'] },
  { folder: 'src-main/evidence/', mayImport: ['src-main/source/', 'src-main/symbols/', DOMAIN, 'node:*'] },
  {
    folder: 'src-main/capture/',
    mayImport: [
      'src-main/source/',
      'src-main/evidence/',
      'src-main/pages/',
      'src-main/symbols/',
      'src-main/machine/',
      DOMAIN,
      'node:*'
    ]
  },
  {
    folder: 'src-main/recorder/',
    mayImport: ['src-main/capture/', 'src-main/source/', 'src-main/machine/', 'src-main/output/', DOMAIN, 'node:*']
  },
  {
    folder: 'src-main/subject/',
    mayImport: ['src-main/source/', 'src-main/pages/', DOMAIN, 'node:*']
  },
  { folder: 'src-main/pages/', mayImport: ['src-main/source/', DOMAIN, 'node:*'] },
  { folder: 'src-main/symbols/', mayImport: ['src-main/source/', DOMAIN, 'node:*', 'xz-decompress'] },
  { folder: 'src-main/machine/', mayImport: ['src-main/source/', DOMAIN, 'node:*'] },
  { folder: 'src-main/page/', mayImport: ['node:*'] },
  {
    folder: 'src-main/services/',
    mayImport: [
      'src-main/capture/',
      'src-main/recorder/',
      'src-main/source/',
      'src-main/output/',
      DOMAIN,
      'node:*',
      'valibot'
    ]
  },
  {
    folder: 'src-main/host/',
    mayImport: ['src-main/services/', ...PAGE_FILES, DOMAIN, 'node:*', 'ws']
  },
  {
    folder: 'src-main/shell/',
    mayImport: ['src-main/services/', 'src-main/output/', ...PAGE_FILES, DOMAIN, 'node:*', 'electron', 'valibot']
  },
  { folder: 'src-main/main.ts', mayImport: ['src-main/', DOMAIN, 'node:*', 'electron'] },
  { folder: 'src-main/output/', mayImport: [DOMAIN, 'node:*', 'hyparquet-writer', 'hyparquet-writer/*'] },
  { folder: 'src-main/', mayImport: ['src-main/', DOMAIN, 'node:*', 'package.json'] },
  { folder: 'src-preload/', mayImport: [CONTRACT, 'electron'] },
  { folder: 'src-renderer/connection/', mayImport: ['src-renderer/workers/', DOMAIN] },
  { folder: 'src-renderer/workers/', mayImport: [DOMAIN, 'fflate'] },
  { folder: 'src-renderer/stores/', mayImport: [DOMAIN, 'vue', 'pinia'] },
  {
    folder: 'src-renderer/tasks/',
    mayImport: ['src-renderer/stores/', 'src-renderer/connection/', 'src-renderer/workers/', DOMAIN, 'vue']
  },
  {
    folder: 'src-renderer/charts/',
    mayImport: [
      'src-shared/layout/',
      'src-shared/address/',
      'src-shared/pages/',
      BASE,
      MEMORY,
      CLASSIFY,
      'src-renderer/composables/',
      'vue',
      'echarts*'
    ]
  },
  {
    folder: 'src-renderer/components/',
    mayImport: [
      'src-renderer/composables/',
      BASE,
      MEMORY,
      'src-renderer/stores/view-state.ts',
      'vue',
      'vue-i18n',
      'reka-ui',
      '@vueuse/core'
    ]
  },
  { folder: 'src-renderer/composables/', mayImport: ['vue', '@vueuse/core'] },
  // The list of languages is the setting's.
  { folder: 'src-renderer/locales/', mayImport: ['vue-i18n', WORDS, 'src-shared/contract/settings.ts'] },
  // What the tests of the table have in common.
  {
    folder: 'src-renderer/views/mapping-table/table-under-test.ts',
    mayImport: ['src-renderer/', 'test/support/', DOMAIN, 'vue', 'pinia', 'vitest', '@vue/test-utils']
  },
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
    mayImport: ['src-renderer/', DOMAIN, 'vue', 'vue-i18n', 'pinia', 'reka-ui', '@vueuse/core']
  }
]
