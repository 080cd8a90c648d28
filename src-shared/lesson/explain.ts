import { formatKib } from '../base/format-units.ts'
import { evaluate, parseExpression, type LookUp } from './expression.ts'

const PLACEHOLDER = /\{([#@]?)([^{}]+)\}/g

/** The expressions in a text. */
export function expressionsIn(template: string): string[] {
  return Array.from(template.matchAll(PLACEHOLDER), ([, , source]) => source ?? '')
}

/** Puts the run's numbers into a text: `{expression}` as a size (the value is kB), `{#expression}` as a plain number, `{@expression}` as an address. */
export function explain(template: string, lookUp: LookUp): string {
  return template.replace(PLACEHOLDER, (_whole, sign: string, source: string) => {
    const value = evaluate(parseExpression(source), lookUp)
    if (value === undefined) return '?'
    if (sign === '@') return `0x${(BigInt(Math.round(value)) * 1024n).toString(16)}`
    const amount = sign === '#' ? String(Math.round(Math.abs(value))) : formatKib(Math.abs(value))
    return value < 0 && Number.parseFloat(amount) !== 0 ? `−${amount}` : amount
  })
}
