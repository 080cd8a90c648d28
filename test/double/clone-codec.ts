/** Values as text between the preload and the main process: the part of the structured clone algorithm that apps use. */
export interface CloneCodec {
  /** @throws Error 'An object could not be cloned.' for functions, symbols, promises, weak collections and cycles. */
  encode(value: unknown): string
  decode(text: string): unknown
}

/** Self-contained (nothing from outside its body): its source is also injected into pages. */
export function makeCodec(): CloneCodec {
  type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
  const DEEPEST = 500
  const fail = (): never => {
    throw new Error('An object could not be cloned.')
  }
  const views: Record<string, new (buffer: ArrayBuffer) => unknown> = {
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array,
    DataView
  }
  const errors: Record<string, new (message: string) => Error> = {
    Error,
    TypeError,
    RangeError,
    SyntaxError,
    ReferenceError,
    EvalError,
    URIError
  }
  // Pages have the standard methods, Node 24 has Buffer: megabytes of mappings go this way, so neither is done by hand.
  type Standard = { toBase64(): string }
  type StandardClass = { fromBase64(text: string): Uint8Array<ArrayBuffer> }
  const isNode = 'Buffer' in globalThis
  const toBase64 = (bytes: Uint8Array): string =>
    isNode
      ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
      : (bytes as unknown as Standard).toBase64()
  const fromBase64 = (text: string): ArrayBuffer =>
    isNode
      ? new Uint8Array(Buffer.from(text, 'base64')).buffer
      : (Uint8Array as unknown as StandardClass).fromBase64(text).buffer
  const encodeObject = (v: object, depth: number): Json => {
    if (depth > DEEPEST) return fail()
    const inner = (x: unknown): Json => encode(x, depth + 1)
    if (Array.isArray(v)) return { t: 'array', v: v.map(inner) }
    if (v instanceof Date) return { t: 'date', v: encode(v.getTime(), 0) }
    if (v instanceof RegExp) return { t: 'regexp', v: v.source, f: v.flags }
    if (v instanceof Error) return { t: 'error', n: v.name, v: v.message, s: v.stack ?? '' }
    if (v instanceof Map) return { t: 'map', v: [...v].map(([key, value]) => [inner(key), inner(value)]) }
    if (v instanceof Set) return { t: 'set', v: [...v].map(inner) }
    if (v instanceof ArrayBuffer) return { t: 'buffer', v: toBase64(new Uint8Array(v)) }
    if (ArrayBuffer.isView(v)) {
      // Node's Buffer arrives as a Uint8Array, as in Electron.
      const name = v.constructor.name in views ? v.constructor.name : 'Uint8Array'
      return { t: 'view', n: name, v: toBase64(new Uint8Array(v.buffer, v.byteOffset, v.byteLength)) }
    }
    if (v instanceof Promise || v instanceof WeakMap || v instanceof WeakSet) return fail()
    return { t: 'object', v: Object.entries(v).map(([key, value]) => [key, inner(value)]) }
  }
  const encode = (v: unknown, depth: number): Json => {
    if (v === null || typeof v === 'string' || typeof v === 'boolean') return v
    if (typeof v === 'number')
      return Number.isFinite(v) && !Object.is(v, -0) ? v : { t: 'number', v: Object.is(v, -0) ? '-0' : String(v) }
    if (v === undefined) return { t: 'undefined' }
    if (typeof v === 'bigint') return { t: 'bigint', v: String(v) }
    return typeof v === 'object' ? encodeObject(v, depth) : fail()
  }
  const decode = (x: unknown): unknown => {
    if (x === null || typeof x !== 'object') return x
    const { t, v, n, f, s } = x as {
      t: string
      v: string & unknown[] & [unknown, unknown][]
      n: string
      f: string
      s: string
    }
    switch (t) {
      case 'number':
        return Number(v)
      case 'bigint':
        return BigInt(v)
      case 'array':
        return (v as unknown[]).map(decode)
      case 'date':
        return new Date(decode(v) as number)
      case 'regexp':
        return new RegExp(v, f)
      case 'error': {
        const error = new (errors[n] ?? Error)(v)
        error.stack = s
        return error
      }
      case 'map':
        return new Map((v as [unknown, unknown][]).map(([key, value]) => [decode(key), decode(value)]))
      case 'set':
        return new Set((v as unknown[]).map(decode))
      case 'buffer':
        return fromBase64(v)
      case 'view':
        return new (views[n] ?? Uint8Array)(fromBase64(v))
      case 'object':
        return Object.fromEntries((v as [string, unknown][]).map(([key, value]) => [key, decode(value)]))
      default:
        return undefined
    }
  }
  return { encode: (value) => JSON.stringify(encode(value, 0)), decode: (text) => decode(JSON.parse(text)) }
}
