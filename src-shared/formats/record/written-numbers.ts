import { SMALLEST_PAGE } from '../row-check.ts'
import { unitNamed } from './member-role.ts'

const MARKS = /[_'`]/g
/** `0x7f00`, `7f00`, `7f00h`, `16#7f00`, `0x7f00ULL`, with marks between their digits. */
const ADDRESS = /^(?:0x|16#)?[0-9a-f][0-9a-f_'`]{0,24}(?:h|[uln]{1,3})?$/i
const BETWEEN =
  /^[[(<{]?\s{0,4}((?:0x)?[0-9a-f][0-9a-f_'`]{0,24}h?)\s{0,8}(?:-{1,3}>?|–|—|→|~|\.{2,3}=?|,|:|to|;|\|)\s{0,8}((?:0x)?[0-9a-f][0-9a-f_'`]{0,24}h?)\s{0,4}[\])>}]?$/i

/** Whether a text may be an address or an offset. */
export const isAddressText = (text: string): boolean => ADDRESS.test(text)

/** The two ends of `7f00-7f10`, `[0x7f00, 0x7f10)`, `(4194304, 4198400)`; null for another text. */
export function endsOf(text: string): [start: string, end: string] | null {
  const ends = BETWEEN.exec(text.trim())
  return ends === null ? null : [ends[1]!, ends[2]!]
}

/** In which base the addresses of a column without marks are written. */
export type Base = 16 | 10

const END = 1n << 57n
const PAGE = BigInt(SMALLEST_PAGE)

/** An address or an offset in this base, or null. */
export function addressIn(text: string, base: Base): bigint | null {
  const digits = text
    .replace(MARKS, '')
    .replace(/^16#/, '0x')
    .replace(/[uln]{1,3}$/i, '')
  const hex = /^0x([0-9a-f]{1,16})$/i.exec(digits)?.[1] ?? /^([0-9a-f]{1,16})h$/i.exec(digits)?.[1]
  if (hex !== undefined) return BigInt(`0x${hex}`)
  if (base === 10) return /^\d{1,20}$/.test(digits) ? BigInt(digits) : null
  return /^[0-9a-f]{1,16}$/i.test(digits) ? BigInt(`0x${digits}`) : null
}

/** Whole pages, or the last byte of one; below the end of any address space, or vsyscall. */
const isPage = (value: bigint | null): boolean =>
  value !== null &&
  (value % PAGE === 0n || value % PAGE === PAGE - 1n) &&
  (value <= END || value >= 0xffffffffff600000n)

/** The base in which all of a column are addresses of pages: hexadecimal, unless only decimal makes sense; null when none does. */
export function baseOf(texts: readonly string[]): Base | null {
  const fits = (base: Base): boolean => texts.every((text) => isPage(addressIn(text, base)))
  return fits(16) ? 16 : fits(10) ? 10 : null
}

/** A size: how many of what. */
export interface Amount {
  readonly count: number
  /** Bytes of one; null when it is not given. */
  readonly unit: number | null
  /** It is not rounded. */
  readonly isExact: boolean
}

const AMOUNT = /^(?:(0x[0-9a-f]{1,13})|(\d{1,3}(?:[,' ]\d{3}){1,5}|\d{1,16})(\.\d{1,6})?)\s{0,3}([a-z]{1,5})?$/i

/** `132 kB`, `0x21000`, `1,024K`, `135168`; null for what is no size. */
export function amountOf(text: string): Amount | null {
  const amount = AMOUNT.exec(text.trim())
  if (amount === null) return null
  const [, hex, whole, part = '', name] = amount
  if (hex !== undefined) return { count: Number(hex), unit: 1, isExact: true }
  const unit = name === undefined ? null : unitNamed(name)
  if (name !== undefined && unit === null) return null
  return {
    count: Number(`${whole!.replace(/[,' ]/g, '')}${part}`),
    unit,
    isExact: part === '' || /^\.0{1,6}$/.test(part)
  }
}

/** `0x7f0000021000`, `7ffd00020fff`; large decimal numbers may be such, too. */
const OF_PAGE = /(?:[0-9a-f](?:000|fff)|\d{6})(?![0-9a-f])/gi
const latin = new TextDecoder('latin1')
/** As much of a text is looked at. */
const MOST_LOOKED_AT = 2 * 1024 * 1024
const PIECE = 64 * 1024

/** Whether a text has numbers in it that may be addresses of pages: two at least. */
export function mentionsPages(bytes: Uint8Array): boolean {
  let count = 0
  for (let at = 0; at < Math.min(bytes.length, MOST_LOOKED_AT); at += PIECE) {
    count += latin.decode(bytes.subarray(at, at + PIECE)).match(OF_PAGE)?.length ?? 0
    if (count >= 2) return true
  }
  return false
}
