import { EVERY_ADDRESS, parseAddressRange, type AddressRange } from '../memory/address-range.ts'
import { parseWords, type LongOption } from './getopt-long.ts'
import { parsePidArgument } from './pid-argument.ts'

/** What pmap is asked to do. */
export type PmapFormat = 'default' | 'x' | 'd' | 'X' | 'XX' | 'rc'

export interface PmapOptions {
  readonly format: PmapFormat
  /** For format `rc`: the file of -C, or null for the default one. */
  readonly rcFile: string | null
  readonly isQuiet: boolean
  readonly isFullPath: boolean
  readonly usesKernelNames: boolean
  readonly range: AddressRange | null
  /** Words that represent processes; checked by parsePids. */
  readonly pidWords: readonly string[]
  /** vmatlas's --from, or null for this machine. */
  readonly from: string | null
  /** vmatlas's --moment: which moment of a file, from 1; null is the last one. */
  readonly moment: number | null
}

export type PmapRequest =
  | { readonly kind: 'show'; readonly options: PmapOptions }
  | { readonly kind: 'create-rc'; readonly file: string | null }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  /** `lines` for standard error, then the usage text where `withUsage`; exit status 1. */
  | { readonly kind: 'error'; readonly lines: readonly string[]; readonly withUsage: boolean }

const SHORT = 'xXdqpknN:cC:A:hVr'
/** In the order of pmap's own table, which its messages show. */
const LONG: readonly LongOption[] = [
  { name: 'extended', takesArgument: false, short: 'x' },
  { name: 'device', takesArgument: false, short: 'd' },
  { name: 'quiet', takesArgument: false, short: 'q' },
  { name: 'range', takesArgument: true, short: 'A' },
  { name: 'help', takesArgument: false, short: 'h' },
  { name: 'version', takesArgument: false, short: 'V' },
  { name: 'read-rc', takesArgument: false, short: 'c' },
  { name: 'read-rc-from', takesArgument: true, short: 'C' },
  { name: 'create-rc', takesArgument: false, short: 'n' },
  { name: 'create-rc-to', takesArgument: true, short: 'N' },
  { name: 'show-path', takesArgument: false, short: 'p' },
  { name: 'use-kernel-name', takesArgument: false, short: 'k' },
  { name: 'from', takesArgument: true, short: 'from' },
  { name: 'moment', takesArgument: true, short: 'moment' }
]
const EXCLUSIVE = 'cCdnNxX'

export interface ParsedRequest {
  readonly request: PmapRequest
  /** Lines for standard error that do not end the run. */
  readonly warnings: readonly string[]
}

/** Reads pmap's command line with its own order of checks, messages included (pmap 4.0.2, measured; -k as in 4.0.6). */
export function parseRequest(words: readonly string[], isPosix: boolean): ParsedRequest {
  const warnings: string[] = []
  const fail = (line: string, withUsage = false): ParsedRequest => ({
    request: { kind: 'error', lines: [line], withUsage },
    warnings
  })
  if (words.length === 0) return { request: { kind: 'error', lines: [], withUsage: true }, warnings }
  const { options, operands } = parseWords(words, SHORT, LONG, isPosix)
  const given = new Map<string, string | null>()
  let wideCount = 0
  let range: AddressRange | null = null
  for (const option of options) {
    if (option.kind === 'error') return fail(option.message, true)
    const { short, argument } = option
    if (short === 'h') return { request: { kind: 'help' }, warnings }
    if (short === 'V') return { request: { kind: 'version' }, warnings }
    if (short === 'r') warnings.push('option -r is ignored as SunOS compatibility')
    if (short === 'X') wideCount++
    if (short === 'A') {
      range = parseAddressRange(argument ?? '', range ?? EVERY_ADDRESS)
      if (range === null) return fail(`failed to parse argument: '${argument}'`)
    }
    if (short === 'moment' && !/^[1-9]\d{0,8}$/.test(argument ?? '')) {
      return fail(`--moment takes a number from 1 on, not '${argument}'`)
    }
    given.set(short, argument)
  }
  if ([...EXCLUSIVE].filter((short) => given.has(short)).length > 1) {
    return fail('options -c, -C, -d, -n, -N, -x, -X are mutually exclusive')
  }
  const creates = given.has('n') || given.has('N')
  if (creates && (given.has('p') || given.has('q'))) return fail('options -p, -q are mutually exclusive with -n, -N')
  if (creates) {
    if (operands.length > 0) return fail('too many arguments')
    return { request: { kind: 'create-rc', file: given.get('N') ?? null }, warnings }
  }
  const from = given.get('from') ?? null
  if (operands.length === 0 && from === null) return fail('argument missing')
  const isRc = given.has('c') || given.has('C')
  const format = given.has('x')
    ? 'x'
    : given.has('d')
      ? 'd'
      : isRc
        ? 'rc'
        : wideCount > 1
          ? 'XX'
          : wideCount
            ? 'X'
            : 'default'
  return {
    request: {
      kind: 'show',
      options: {
        format,
        rcFile: given.get('C') ?? null,
        isQuiet: given.has('q'),
        isFullPath: given.has('p'),
        usesKernelNames: given.has('k'),
        range,
        pidWords: operands,
        from,
        moment: given.has('moment') ? Number(given.get('moment')) : null
      }
    },
    warnings
  }
}

/** The pids of the command line in order, or null when a word is a usage error. Words without a number are left out. */
export function parsePids(words: readonly string[]): readonly number[] | null {
  const pids: number[] = []
  for (const word of words) {
    const pid = parsePidArgument(word)
    if (pid === null) return null
    if (pid !== 'skip') pids.push(pid)
  }
  return pids
}
