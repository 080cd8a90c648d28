import { formatKib } from '../base/format-units.ts'
import { evaluate, parseExpression, type LookUp } from './expression.ts'

/** Puts the run's numbers into a text: `{expression}` as a size (the value is kB), `{#expression}` as a plain number. */
export function explain(template: string, lookUp: LookUp): string {
  return template.replace(/\{(#?)([^{}]+)\}/g, (_whole, plain: string, source: string) => {
    const value = evaluate(parseExpression(source), lookUp)
    if (value === undefined) return '?'
    return plain === '#' ? String(Math.round(value)) : formatKib(value)
  })
}
