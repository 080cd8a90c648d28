import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { RECIPES, type Recipe } from './recipes.ts'

// Does every recipe of ARCHITECTURE.md on a copy of the project and runs the checks there: `npm run recipes`. All of them
// together must pass; what is forgotten must be noticed; and the compiler must lead from a method's signature to the rest.

const TEXT_TESTS = ['src-renderer/locales', 'test/layers.test.ts']
const copy = mkdtempSync(join(tmpdir(), 'vmatlas-recipes-'))
const failures: string[] = []

function copyProject(): void {
  const files = execFileSync('git', ['ls-files', '-z', '-c', '-o', '--exclude-standard'], { encoding: 'utf8' })
  for (const file of files.split('\0').filter((name) => name !== '')) {
    mkdirSync(dirname(join(copy, file)), { recursive: true })
    // Deleted, but not yet in a commit.
    cpSync(file, join(copy, file), { force: true, errorOnExist: false })
  }
  symlinkSync(join(process.cwd(), 'node_modules'), join(copy, 'node_modules'))
}

const undo = new Map<string, string | null>()

function write(file: string, text: string): void {
  const path = join(copy, file)
  if (!undo.has(file)) undo.set(file, read(file))
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

function read(file: string): string | null {
  try {
    return readFileSync(join(copy, file), 'utf8')
  } catch {
    return null
  }
}

function putBack(): void {
  for (const [file, text] of undo) {
    if (text === null) rmSync(join(copy, file))
    else writeFileSync(join(copy, file), text)
  }
  undo.clear()
}

function apply({ name, files }: Recipe, isWanted: (file: string) => boolean = () => true): void {
  for (const [file, edit] of Object.entries(files)) {
    if (!isWanted(file)) continue
    const text = read(file)
    if (typeof edit === 'string') write(file, edit)
    else if (text === null) failures.push(`${name}: ${file} is not there any more`)
    else write(file, edit(text))
  }
}

/** What a check prints where it fails; empty where it passes. */
function check(command: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('npx', [command, ...args], { cwd: copy, encoding: 'utf8' })
  return status === 0 ? '' : `${stdout}${stderr}`
}
const typesSay = (): string =>
  check('tsc', ['-p', 'tsconfig.node.json']) + check('vue-tsc', ['-p', 'tsconfig.web.json'])
const testsSay = (paths: readonly string[]): string => check('vitest', ['run', '--reporter=dot', ...paths])

function allTogether(): void {
  for (const recipe of RECIPES) {
    apply(recipe)
    if (recipe.proof !== null) write(recipe.proof.path, recipe.proof.text)
    const own = Object.keys(recipe.files).filter((file) => !file.startsWith('src-renderer/locales/'))
    if (own.length > recipe.most) failures.push(`${recipe.name}: ${own.length} files, not ${recipe.most}`)
  }
  const said = typesSay() + testsSay([...TEXT_TESTS, ...RECIPES.flatMap(({ proof }) => proof?.path ?? [])])
  if (said !== '') failures.push(`all together:\n${said}`)
  putBack()
}

function withSomethingForgotten(): void {
  for (const recipe of RECIPES) {
    for (const { file, noticedBy } of recipe.forgotten ?? []) {
      apply(recipe, (each) => each !== file && !(noticedBy === 'texts' && each.startsWith('src-renderer/locales/')))
      const said = noticedBy === 'types' ? typesSay() : testsSay(TEXT_TESTS)
      if (said === '') failures.push(`${recipe.name}: nothing notices that ${file} was forgotten`)
      putBack()
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
      putBack()
      const next = Object.keys(recipe.files).filter((file) => !done.has(file) && said.includes(file))
      if (next.length === 0) break
      next.forEach((file) => done.add(file))
    }
    const missed = Object.keys(recipe.files).filter((file) => !done.has(file))
    if (missed.length > 0) failures.push(`${recipe.name}: the compiler does not lead to ${missed.join(', ')}`)
  }
}

try {
  copyProject()
  allTogether()
  withSomethingForgotten()
  withTheCompilerAsGuide()
} finally {
  rmSync(copy, { recursive: true })
}
for (const failure of failures) process.stderr.write(`${failure}\n`)
process.stdout.write(`${RECIPES.length} recipes, ${failures.length} failures\n`)
process.exitCode = failures.length === 0 ? 0 : 1
