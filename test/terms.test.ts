import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'

/**
 * One term for one thing, in Chinese: what it is called, and what it is not called. A new text that needs another word
 * needs a line here first.
 */
const TERMS: readonly { readonly en: string; readonly zh: string; readonly not: readonly string[] }[] = [
  { en: 'reserved', zh: '预留', not: ['保留区', '保留的地址'] },
  { en: 'guard page', zh: '保护页', not: ['守护页', '警戒页'] },
  { en: 'treemap', zh: '矩形树图', not: ['树状图', '(?<!矩形)树图'] },
  { en: 'resident memory (RSS)', zh: '常驻内存', not: ['驻留'] },
  { en: 'anonymous mapping', zh: '匿名映射', not: ['无名映射'] },
  { en: 'copy-on-write', zh: '写时复制', not: ['写入时复制', '写时拷贝'] },
  { en: 'page fault', zh: '缺页', not: ['页错误', '页面错误', '缺页错误'] },
  { en: 'demand paging', zh: '按需调页', not: ['按需分页'] },
  { en: 'zero page', zh: '零页', not: ['同一页零'] },
  { en: 'page cache', zh: '页缓存', not: ['页面缓存', '页高速缓存'] },
  { en: 'backing', zh: '后备对象', not: ['背后'] },
  { en: 'memory map', zh: '映射表', not: ['地图'] },
  { en: 'segmentation fault', zh: '段错误', not: ['一个错误'] },
  { en: 'AddressSanitizer', zh: 'AddressSanitizer', not: ['地址消毒器'] },
  { en: 'swapping', zh: '使用交换区', not: ['开始换页'] },
  { en: 'shared mapping', zh: '共享映射', not: ['共享类型'] },
  { en: 'private mapping', zh: '私有映射', not: ['私有类型'] },
  { en: 'soft-dirty', zh: 'soft-dirty', not: ['软脏'] },
  { en: 'highlighted row', zh: '高亮的行', not: ['标出的行'] },
  { en: 'projector mode', zh: '投影模式', not: ['大字'] },
  { en: 'compared with this moment', zh: '以此刻为基准', not: ['从现在起'] }
]

/** English that readers stumbled over. */
const STUMBLED_OVER = [
  'says what it is for',
  'processor asked the kernel',
  'written first',
  'whoever shows them',
  'to keep its notes',
  'Say first what',
  'did something else than',
  'No (?:mapping|process) fits',
  'Nothing of this',
  'Give away',
  'Nearer to it are',
  'Capture again',
  "'Go on'",
  'Behind it',
  'everything its source tells'
]

/** Identifiers with a word of too many meanings; ARCHITECTURE.md has the term for each. */
const AMBIGUOUS = /(?<!re|dis)place(?!holder|ment)/i

/** The small program of a lesson, and the files that start, steer or observe it. */
const LESSON_PROGRAM = /subject/i
const OF_LESSONS =
  /lesson|subject|contract\/host|services\/(?:host|page)-services|shell\/window-services|src-main\/main\.ts|commands\/serve\.ts|protections\/reading/

const ROOT = join(import.meta.dirname, '..')

function filesIn(folder: string, names: RegExp): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && names.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
}

/** The lines of all texts of the interface, without comments. */
const LINES = ['src-renderer/locales', 'src-shared/lesson', 'src-shared/words', 'src-main/shell']
  .flatMap((folder) => filesIn(folder, /^(?!.*\.test\.).*\.ts$/))
  .flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .map((text, index) => ({ text, where: `${file.slice(ROOT.length + 1)}:${index + 1}` }))
  )
  .filter(({ text }) => !/^\s*(\*|\/\*|\/\/)/.test(text))

const found = (pattern: string): string[] =>
  LINES.filter(({ text }) => new RegExp(pattern).test(text)).map(({ where }) => where)

test('the texts are found', () => {
  expect(LINES.length).toBeGreaterThan(2_000)
  expect(found('矩形树图').length).toBeGreaterThan(3)
})

test.each(TERMS)('$zh ($en) has no other name', ({ not }) => {
  expect(not.flatMap(found)).toEqual([])
})

test('English words that readers stumbled over do not return', () => {
  expect(STUMBLED_OVER.flatMap(found)).toEqual([])
})

test('Chinese sentences have full-width punctuation', () => {
  // Not where something is quoted that is typed literally: pmap's range, a device's two numbers, keys of a menu.
  const typed = /pmap -A|起始,结束|主:次|\(&[A-Z]\)/
  const half = /[\u4e00-\u9fff][,;:?!(]|[,;?!)][\u4e00-\u9fff]|[\u4e00-\u9fff]\.(?:\s|['"`]|$)/
  const texts = LINES.map(({ text, where }) => ({ text: text.replace(/^\s*['\w-]+: /, ''), where }))
  expect(texts.filter(({ text }) => half.test(text) && !typed.test(text)).map(({ where }) => where)).toEqual([])
})

/** A component's script and the expressions of its template. */
function codeOf(component: string): string {
  const script = /<script[^>]*>([^]*)<\/script>/.exec(component)?.[1] ?? ''
  const expressions = component.matchAll(/\s(?:[:@#]|v-)[\w:.-]+="([^"]*)"|\{\{([^}]*)\}\}/g)
  return [script, ...Array.from(expressions, ([, value, text]) => `(${value ?? text})`)].join('\n;')
}

/** Names in code that match. */
function identifiersIn(text: string, pattern: RegExp): string[] {
  const found = new Set<string>()
  const visit = (node: ts.Node): void => {
    if ((ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) && pattern.test(node.text)) found.add(node.text)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile('code.ts', text, ts.ScriptTarget.Latest))
  return [...found]
}

test('identifiers with a word of too many meanings are found', () => {
  const code =
    'const place = 1 // place\nconst { isPlaceUnknown, placeholder } = replaced(`place ${places[0]} and #place`)'
  expect(identifiersIn(code, AMBIGUOUS)).toEqual(['place', 'isPlaceUnknown', 'places'])
  const component =
    '<script setup>const at = 1</script><p v-for="place of all" :key="a.placeOf">a place {{ placed }}</p>'
  expect(identifiersIn(codeOf(component), AMBIGUOUS)).toEqual(['place', 'placeOf', 'placed'])
})

/** `file: name` for the names in the code of all folders that match. */
function namesOf(pattern: RegExp, isAllowed: (file: string) => boolean = () => false): string[] {
  const files = ['src-shared', 'src-main', 'src-preload', 'src-renderer', 'build', 'test'].flatMap((folder) =>
    filesIn(folder, /\.(?:m?ts|mjs|vue)$/)
  )
  expect(files.length).toBeGreaterThan(1_000)
  return files.flatMap((path) => {
    const file = path.slice(ROOT.length + 1)
    const text = isAllowed(file) ? '' : readFileSync(path, 'utf8')
    if (!pattern.test(text)) return []
    return identifiersIn(file.endsWith('.vue') ? codeOf(text) : text, pattern).map((name) => `${file}: ${name}`)
  })
}

test('no identifier contains such a word', () => expect(namesOf(AMBIGUOUS)).toEqual([]))

test('a subject is the program of a lesson, and nothing else', () => {
  expect(namesOf(LESSON_PROGRAM, (file) => OF_LESSONS.test(file))).toEqual([])
  expect(namesOf(LESSON_PROGRAM)).toContain('src-main/services/page-services.ts: stopSubject')
})
