import { visibleText } from '../base/visible-text.ts'

/** A JVM's own text for reading: its lines and their indents stay, other control characters are made visible. */
export function replyLines(text: string): string {
  const lines = text.split('\n').map((line) => visibleText(line.replaceAll('\t', '    ').trimEnd()))
  return lines.join('\n').trimEnd()
}
