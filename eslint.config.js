import vue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'

/** Imports that a folder may not have, each with the place to go instead. Dynamic imports are seen by test/layers.test.ts. */
const forbid = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] })
const ELECTRON = { regex: '^electron($|/)', message: 'Electron is touched in src-main/shell and src-preload only.' }
const NODE = { regex: '^node:', message: 'No Node here: what touches the machine lives in src-main.' }
const MAIN = { regex: '^#main/|src-main/', message: 'Ask the inspector through the contract instead.' }
const RENDERER = { regex: 'src-renderer/', message: 'The renderer is the last in line: nothing imports it.' }
const ECHARTS = { regex: '^echarts', message: 'Only src-renderer/charts imports echarts.' }

const NO_ASYNC = [
  'error',
  { selector: ':function[async=true]', message: 'Stores are synchronous: put the work in src-renderer/tasks.' },
  { selector: 'AwaitExpression', message: 'Stores are synchronous: put the work in src-renderer/tasks.' },
  { selector: 'ImportExpression', message: 'Stores are synchronous: put the work in src-renderer/tasks.' }
]
const IO = [
  'fetch',
  'WebSocket',
  'EventSource',
  'XMLHttpRequest',
  'localStorage',
  'sessionStorage',
  'indexedDB',
  'Worker'
]
const refuse = (names, message) => ['error', ...names.map((name) => ({ name, message }))]
const NO_IO = refuse(IO, 'IO is the affair of src-renderer/connection, threads are that of src-renderer/workers.')
const NO_IO_OR_TIMERS = refuse(
  [...IO, 'setTimeout', 'setInterval'],
  'Stores and components only show and hold: put it in src-renderer/tasks or src-renderer/connection.'
)

export default tseslint.config(
  {
    ignores: [
      'out/**',
      'dist/**',
      'node_modules/**',
      'coverage/**',
      'test-results/**',
      'test/fixtures/**',
      'test/double/fixture-app/**'
    ]
  },
  ...tseslint.configs.recommendedTypeChecked,
  ...vue.configs['flat/recommended'],
  {
    languageOptions: {
      parserOptions: {
        parser: tseslint.parser,
        projectService: { allowDefaultProject: ['*.js', 'build/*.mjs'] },
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.vue']
      }
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' }
  },
  {
    rules: {
      // An async method may satisfy the contract without awaiting anything.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Prettier lays templates out.
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/no-v-html': 'error'
    }
  },
  // `.vue` imports have no type for the linter, so rules about `any` see ghosts there; vue-tsc checks those files.
  {
    files: ['src-renderer/**/*.{ts,vue}'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off'
    }
  },
  { files: ['src-shared/**/*.ts'], ignores: ['**/*.test.ts'], rules: forbid(ELECTRON, NODE, MAIN, RENDERER, ECHARTS) },
  {
    files: ['src-main/**/*.ts'],
    ignores: ['src-main/shell/**', 'src-main/main.ts'],
    rules: forbid(ELECTRON, RENDERER, ECHARTS)
  },
  { files: ['src-preload/**/*.ts'], rules: forbid(NODE, MAIN, RENDERER, ECHARTS) },
  {
    files: ['src-renderer/**/*.{ts,vue}'],
    ignores: ['src-renderer/charts/**', '**/*.test.ts'],
    rules: forbid(ELECTRON, NODE, MAIN, ECHARTS)
  },
  { files: ['src-renderer/charts/**'], ignores: ['**/*.test.ts'], rules: forbid(ELECTRON, NODE, MAIN) },
  {
    files: ['src-renderer/**/*.{ts,vue}'],
    ignores: ['src-renderer/connection/**', 'src-renderer/workers/**', '**/*.test.ts'],
    rules: { 'no-restricted-globals': NO_IO }
  },
  {
    files: ['src-renderer/stores/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-syntax': NO_ASYNC, 'no-restricted-globals': NO_IO_OR_TIMERS }
  },
  { files: ['src-renderer/components/**/*.{ts,vue}'], rules: { 'no-restricted-globals': NO_IO_OR_TIMERS } },
  // Tests read what they made themselves, and Playwright's pages are typed loosely.
  {
    files: ['**/*.test.ts', 'test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off'
    }
  },
  { files: ['**/*.js', '**/*.mjs'], ...tseslint.configs.disableTypeChecked }
)
