import { basename } from 'node:path'
import { ProjectCopy, TOOK_TOO_LONG } from '../support/project-copy.ts'
import type { Recipe } from './recipe.ts'
import { RECIPES } from './recipes.ts'

// Does every recipe of ARCHITECTURE.md on a copy of the project and runs the checks there: `npm run recipes`. All of them
// together must pass; what is forgotten must be noticed; and the compiler must lead from a method's signature to the rest.
// Words choose recipes by their names: `npm run recipes -- language`.

const TEXT_TESTS = ['src-renderer/locales', 'test/layers.test.ts']
/** Tests of lists that additions make longer: none of them may count. */
const LIST_TESTS = ['src-shared/memory', 'src-shared/contract', 'src-shared/classify']
/** Seconds for one check. */
const TIMEOUT = 1800
const copy = new ProjectCopy()
const words = process.argv.slice(2)
const recipes = RECIPES.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)))
let failures = 0

/** Said at once: what comes after takes minutes. */
function fail(words: string): void {
  failures++
  process.stderr.write(`${words}\n`)
}

function apply({ name, files }: Recipe, isWanted: (file: string) => boolean = () => true): void {
  for (const [file, edit] of Object.entries(files)) {
    if (!isWanted(file)) continue
    const text = copy.read(file)
    if (typeof edit === 'string') copy.write(file, edit)
    else if (text === null) fail(`${name}: ${file} is not there any more`)
    else copy.write(file, edit(text))
  }
}

/** What a tool prints where it fails, empty where it passes. Too slow is neither. */
function mistakes(tool: string, args: readonly string[]): string {
  const said = copy.run(tool, args, TIMEOUT)
  if (said === TOOK_TOO_LONG) throw new Error(`${tool} takes more than ${TIMEOUT} s`)
  return said
}

/** After the first check only what a recipe changed is checked again. */
const checked = (tool: 'tsc' | 'vue-tsc', part: 'node' | 'web'): string =>
  mistakes(tool, ['-p', `tsconfig.${part}.json`, '--incremental', '--tsBuildInfoFile', `${part}.tsbuildinfo`])
const mistakesOfTypes = (): string => checked('tsc', 'node') + checked('vue-tsc', 'web')
/** Whether either notices something: most of what is forgotten is noticed by the page, which is asked first. */
const haveTypesMistakes = (): boolean => checked('vue-tsc', 'web') !== '' || checked('tsc', 'node') !== ''
const mistakesOfTests = (paths: readonly string[]): string => mistakes('vitest', ['run', '--reporter=dot', ...paths])

function allTogether(): void {
  for (const recipe of recipes) {
    apply(recipe)
    if (recipe.proof !== null) copy.write(recipe.proof.path, recipe.proof.text)
    const own = Object.keys(recipe.files).filter((file) => !file.startsWith('src-renderer/locales/'))
    if (own.length > recipe.most) fail(`${recipe.name}: ${own.length} files, not ${recipe.most}`)
  }
  const said =
    mistakesOfTypes() +
    mistakesOfTests([...TEXT_TESTS, ...LIST_TESTS, ...recipes.flatMap(({ proof }) => proof?.path ?? [])])
  if (said !== '') fail(`all together:\n${said}`)
  copy.putBack()
}

function withSomethingForgotten(): void {
  for (const recipe of recipes) {
    for (const { file, noticedBy } of recipe.forgotten ?? []) {
      apply(recipe, (each) => each !== file && !(noticedBy === 'texts' && each.startsWith('src-renderer/locales/')))
      const isNoticed = noticedBy === 'types' ? haveTypesMistakes() : mistakesOfTests(TEXT_TESTS) !== ''
      if (!isNoticed) fail(`${recipe.name}: nothing notices that ${file} was forgotten`)
      copy.putBack()
    }
  }
}

function withTheCompilerAsGuide(): void {
  for (const recipe of recipes) {
    const { leads } = recipe
    if (leads === undefined) continue
    const done = new Set([leads])
    for (;;) {
      apply(recipe, (file) => done.has(file))
      const said = mistakesOfTypes()
      copy.putBack()
      // A new file is named as the module that is missing.
      const isNamed = (file: string): boolean => said.includes(file) || said.includes(`/${basename(file)}'`)
      const next = Object.keys(recipe.files).filter((file) => !done.has(file) && isNamed(file))
      if (next.length === 0) break
      next.forEach((file) => done.add(file))
    }
    const missed = Object.keys(recipe.files).filter((file) => !done.has(file))
    if (missed.length > 0) fail(`${recipe.name}: the compiler does not lead to ${missed.join(', ')}`)
  }
}

try {
  for (const check of [allTogether, withSomethingForgotten, withTheCompilerAsGuide]) {
    const began = performance.now()
    check()
    process.stdout.write(`${check.name}: ${Math.round((performance.now() - began) / 1000)} s\n`)
  }
} finally {
  copy.remove()
}
process.stdout.write(`${recipes.length} recipes, ${failures} failures\n`)
process.exitCode = failures === 0 ? 0 : 1
