import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import ts from 'typescript'

/** A regular expression of the source. */
export interface FoundPattern {
  readonly source: string
  readonly flags: string
  /** File and line. */
  readonly where: string
}

export interface Found {
  readonly patterns: readonly FoundPattern[]
  /** Where a pattern is made of something that can't be read here. */
  readonly unreadable: readonly string[]
}

const ROOT = join(import.meta.dirname, '../..')
const FOLDERS = ['src-shared', 'src-main', 'src-preload', 'src-renderer']

/** The file that an import means, or null for a package. */
function imported(file: string, name: string): string | null {
  if (name.startsWith('#shared/')) return join(ROOT, 'src-shared', name.slice(8))
  if (name.startsWith('#main/')) return join(ROOT, 'src-main', name.slice(6))
  return name.startsWith('.') ? join(dirname(file), name) : null
}

const parsed = new Map<string, ts.SourceFile>()

function sourceFile(file: string): ts.SourceFile {
  const known = parsed.get(file)
  if (known !== undefined) return known
  const text = readFileSync(file, 'utf8')
  // Of a component, its script, on its own lines.
  const script = file.endsWith('.vue') ? blankedOutside(text) : text
  const source = ts.createSourceFile(file, script, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS)
  parsed.set(file, source)
  return source
}

function blankedOutside(text: string): string {
  let kept = ''
  let at = 0
  for (const { index, 0: whole, 1: opening = '' } of text.matchAll(/(<script[^>]*>)[^]*?<\/script>/g)) {
    kept += text.slice(at, index + opening.length).replace(/[^\n]/g, ' ')
    kept += text.slice(index + opening.length, index + whole.length - '</script>'.length)
    at = index + whole.length
  }
  return kept + text.slice(at).replace(/[^\n]/g, ' ')
}

/** The declaration of a constant of this name at the top of a file, followed through imports. */
function constant(source: ts.SourceFile, name: string): readonly [ts.Expression, ts.SourceFile] | null {
  for (const statement of source.statements) {
    if (ts.isVariableStatement(statement) && statement.declarationList.flags & ts.NodeFlags.Const) {
      for (const { name: own, initializer } of statement.declarationList.declarations)
        if (own.getText(source) === name && initializer !== undefined) return [initializer, source]
    }
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue
    const bindings = statement.importClause?.namedBindings
    if (bindings === undefined || !ts.isNamedImports(bindings)) continue
    const element = bindings.elements.find((each) => each.name.text === name)
    const file = element === undefined ? null : imported(source.fileName, statement.moduleSpecifier.text)
    if (file !== null) return constant(sourceFile(file), (element!.propertyName ?? element!.name).text)
  }
  return null
}

/** The text that an expression of constants is, or null. */
function textOf(node: ts.Expression, source: ts.SourceFile): string | null {
  if (ts.isStringLiteralLike(node)) return node.text
  if (ts.isRegularExpressionLiteral(node)) return literal(node.text).source
  if (ts.isPropertyAccessExpression(node) && node.name.text === 'source') return textOf(node.expression, source)
  if (ts.isIdentifier(node)) {
    const found = constant(source, node.text)
    return found === null ? null : textOf(...found)
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [textOf(node.left, source), textOf(node.right, source)]
    return left === null || right === null ? null : left + right
  }
  if (ts.isTaggedTemplateExpression(node)) {
    return node.tag.getText(source) === 'String.raw' ? templateText(node.template, source, true) : null
  }
  return ts.isTemplateExpression(node) ? templateText(node, source, false) : null
}

function templateText(node: ts.TemplateLiteral, source: ts.SourceFile, isRaw: boolean): string | null {
  const part = (piece: ts.TemplateLiteralLikeNode): string => (isRaw ? (piece.rawText ?? piece.text) : piece.text)
  if (ts.isNoSubstitutionTemplateLiteral(node)) return part(node)
  let text = part(node.head)
  for (const span of node.templateSpans) {
    const value = textOf(span.expression, source)
    if (value === null) return null
    text += value + part(span.literal)
  }
  return text
}

function literal(text: string): { source: string; flags: string } {
  const end = text.lastIndexOf('/')
  return { source: text.slice(1, end), flags: text.slice(end + 1) }
}

/** Every regular expression of one file: literals, and what `RegExp` makes of constant texts. */
export function patternsOf(file: string): Found {
  const source = sourceFile(file)
  const patterns: FoundPattern[] = []
  const unreadable: string[] = []
  const visit = (node: ts.Node): void => {
    const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1
    const where = `${relative(ROOT, file)}:${line}`
    if (ts.isRegularExpressionLiteral(node)) patterns.push({ ...literal(node.text), where })
    if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText(source) === 'RegExp') {
      const [first, second] = node.arguments ?? []
      const text = first === undefined ? null : textOf(first, source)
      const flags = second === undefined ? '' : textOf(second, source)
      if (text === null || flags === null) unreadable.push(where)
      else patterns.push({ source: text, flags, where })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return { patterns, unreadable }
}

/** Every regular expression of what is built. */
export function allPatterns(): Found {
  const found = FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(?:ts|vue)$/.test(entry.name) && !/\.(?:test|d)\.ts$/.test(entry.name))
      .map((entry) => patternsOf(join(entry.parentPath, entry.name)))
  )
  return {
    patterns: found.flatMap(({ patterns }) => patterns),
    unreadable: found.flatMap(({ unreadable }) => unreadable)
  }
}
