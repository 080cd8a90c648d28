import ts from 'typescript'

/** One small fault: the text between two places of a file becomes another. */
export interface Mutant {
  readonly from: number
  readonly to: number
  readonly text: string
  /** 1 is the first line. */
  readonly line: number
  /** For the report: `a < b → a <= b` in short. */
  readonly what: string
}

const OPPOSITES: Readonly<Record<string, string>> = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '&&': '||',
  '||': '&&',
  '&': '|',
  '|': '&',
  '<<': '>>',
  '>>': '<<'
}

/** Every mutant of a source file that the compiler's parser can tell: operators, conditions, literals, branches. */
export function mutantsOf(source: string): Mutant[] {
  const file = ts.createSourceFile('file.ts', source, ts.ScriptTarget.Latest, true)
  const found: Mutant[] = []

  function add(node: ts.Node, text: string): void {
    const from = node.getStart(file)
    const line = file.getLineAndCharacterOfPosition(from).line + 1
    const was = node.getText(file)
    found.push({ from, to: node.getEnd(), text, line, what: `${was} → ${text}`.replaceAll(/\s+/g, ' ').slice(0, 100) })
  }

  function visit(node: ts.Node): void {
    // Types and imports are gone when the program runs.
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node)) return
    if (ts.isTypeAliasDeclaration(node) || ts.isExportDeclaration(node)) return
    if (ts.isBinaryExpression(node)) {
      const opposite = OPPOSITES[node.operatorToken.getText(file)]
      if (opposite !== undefined) add(node.operatorToken, opposite)
    } else if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
      add(node, node.operand.getText(file))
    } else if (node.kind === ts.SyntaxKind.TrueKeyword) add(node, 'false')
    else if (node.kind === ts.SyntaxKind.FalseKeyword) add(node, 'true')
    else if (ts.isNumericLiteral(node)) add(node, `(${node.getText(file)} + 1)`)
    else if (ts.isConditionalExpression(node)) {
      const [condition, yes, no] = [node.condition, node.whenTrue, node.whenFalse].map((part) => part.getText(file))
      add(node, `${condition ?? ''} ? ${no ?? ''} : ${yes ?? ''}`)
    } else if (ts.isIfStatement(node)) add(node.expression, 'false')
    else if (ts.isStringLiteral(node) && node.text !== '' && !ts.isLiteralTypeNode(node.parent)) add(node, "''")
    ts.forEachChild(node, visit)
  }

  visit(file)
  return found
}

/** The file with the fault in it. */
export function withMutant(source: string, { from, to, text }: Mutant): string {
  return source.slice(0, from) + text + source.slice(to)
}
