import { ProjectCopy } from '../support/project-copy.ts'
import type { Recipe } from './recipe.ts'
import { RECIPES } from './recipes.ts'

// Does every recipe of ARCHITECTURE.md on a copy of the project and runs the checks there: `npm run recipes`. All of them
// together must pass; what is forgotten must be noticed; and the compiler must lead from a method's signature to the rest.

const TEXT_TESTS = ['src-renderer/locales', 'test/layers.test.ts']
const copy = new ProjectCopy()
const failures: string[] = []

function apply({ name, files }: Recipe, isWanted: (file: string) => boolean = () => true): void {
  for (const [file, edit] of Object.entries(files)) {
    if (!isWanted(file)) continue
    const text = copy.read(file)
    if (typeof edit === 'string') copy.write(file, edit)
    else if (text === null) failures.push(`${name}: ${file} is not there any more`)
    else copy.write(file, edit(text))
  }
}

const typesSay = (): string =>
  copy.run('tsc', ['-p', 'tsconfig.node.json']) + copy.run('vue-tsc', ['-p', 'tsconfig.web.json'])
const testsSay = (paths: readonly string[]): string => copy.run('vitest', ['run', '--reporter=dot', ...paths])

function allTogether(): void {
  for (const recipe of RECIPES) {
    apply(recipe)
    if (recipe.proof !== null) copy.write(recipe.proof.path, recipe.proof.text)
    const own = Object.keys(recipe.files).filter((file) => !file.startsWith('src-renderer/locales/'))
    if (own.length > recipe.most) failures.push(`${recipe.name}: ${own.length} files, not ${recipe.most}`)
  }
  const said = typesSay() + testsSay([...TEXT_TESTS, ...RECIPES.flatMap(({ proof }) => proof?.path ?? [])])
  if (said !== '') failures.push(`all together:\n${said}`)
  copy.putBack()
}

function withSomethingForgotten(): void {
  for (const recipe of RECIPES) {
    for (const { file, noticedBy } of recipe.forgotten ?? []) {
      apply(recipe, (each) => each !== file && !(noticedBy === 'texts' && each.startsWith('src-renderer/locales/')))
      const said = noticedBy === 'types' ? typesSay() : testsSay(TEXT_TESTS)
      if (said === '') failures.push(`${recipe.name}: nothing notices that ${file} was forgotten`)
      copy.putBack()
    }
  }
}

function withTheCompilerAsGuide(): void {
  for (const recipe of RECIPES) {
    const { leads } = recipe
    if (leads === undefined) continue
    const done = new Set([leads])
    for (;;) {
      apply(recipe, (file) => done.has(file))
      const said = typesSay()
      copy.putBack()
      const next = Object.keys(recipe.files).filter((file) => !done.has(file) && said.includes(file))
      if (next.length === 0) break
      next.forEach((file) => done.add(file))
    }
    const missed = Object.keys(recipe.files).filter((file) => !done.has(file))
    if (missed.length > 0) failures.push(`${recipe.name}: the compiler does not lead to ${missed.join(', ')}`)
  }
}

try {
  allTogether()
  withSomethingForgotten()
  withTheCompilerAsGuide()
} finally {
  copy.remove()
}
for (const failure of failures) process.stderr.write(`${failure}\n`)
process.stdout.write(`${RECIPES.length} recipes, ${failures.length} failures\n`)
process.exitCode = failures.length === 0 ? 0 : 1
