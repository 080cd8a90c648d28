/** Values as text between the preload and the main process: the part of the structured clone algorithm that apps use. */
export interface CloneCodec {
  /** @throws Error 'An object could not be cloned.' for functions, symbols, promises, weak collections and shared memory. */
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
  const views: Record<string, new (buffer: ArrayBuffer, offset: number, length: number) => unknown> = {
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
  // Objects in the order in which they are met: one that is met again, also within itself, is written as its number.
  let numbers = new Map<object, number>()
  const encodeObject = (v: object, depth: number): Json => {
    if (depth > DEEPEST) return fail()
    const known = numbers.get(v)
    if (known !== undefined) return { t: 'ref', v: known }
    numbers.set(v, numbers.size)
    const inner = (x: unknown): Json => encode(x, depth + 1)
    if (Array.isArray(v)) return { t: 'array', v: v.map(inner) }
    if (v instanceof Date) return { t: 'date', v: encode(v.getTime(), 0) }
    if (v instanceof RegExp) return { t: 'regexp', v: v.source, f: v.flags }
    if (v instanceof Error) return { t: 'error', n: v.name, v: v.message, s: v.stack ?? '' }
    if (v instanceof Map) return { t: 'map', v: [...v].map(([key, value]) => [inner(key), inner(value)]) }
    if (v instanceof Set) return { t: 'set', v: [...v].map(inner) }
    if (v instanceof ArrayBuffer) return { t: 'buffer', v: toBase64(new Uint8Array(v)) }
    if (ArrayBuffer.isView(v)) {
      // Node's Buffer arrives as a Uint8Array, as in Electron. A view brings all of its buffer and its offset in it.
      const name = v.constructor.name in views ? v.constructor.name : 'Uint8Array'
      const length = name === 'DataView' ? v.byteLength : (v as Uint8Array).length
      return { t: 'view', n: name, b: inner(v.buffer), o: v.byteOffset, l: length }
    }
    if (typeof SharedArrayBuffer !== 'undefined' && v instanceof SharedArrayBuffer) return fail()
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
  let objects: unknown[] = []
  const known = <T>(value: T): T => {
    objects.push(value)
    return value
  }
  const decode = (x: unknown): unknown => {
    if (x === null || typeof x !== 'object') return x
    const { t, v, n, f, s, b, o, l } = x as {
      t: string
      v: string & unknown[] & [unknown, unknown][]
      n: string
      f: string
      s: string
      b: unknown
      o: number
      l: number
    }
    switch (t) {
      case 'ref':
        return objects[Number(v)]
      case 'number':
        return Number(v)
      case 'bigint':
        return BigInt(v)
      case 'array': {
        const array: unknown[] = known([])
        for (const each of v) array.push(decode(each))
        return array
      }
      case 'date':
        return known(new Date(decode(v) as number))
      case 'regexp':
        return known(new RegExp(v, f))
      case 'error': {
        const error = known(new (errors[n] ?? Error)(v))
        error.stack = s
        return error
      }
      case 'map': {
        const map = known(new Map<unknown, unknown>())
        for (const [key, value] of v as [unknown, unknown][]) map.set(decode(key), decode(value))
        return map
      }
      case 'set': {
        const set = known(new Set())
        for (const each of v) set.add(decode(each))
        return set
      }
      case 'buffer':
        return known(fromBase64(v))
      case 'view': {
        // It was numbered before its buffer.
        const at = objects.push(null) - 1
        return (objects[at] = new (views[n] ?? Uint8Array)(decode(b) as ArrayBuffer, o, l))
      }
      case 'object': {
        const object: Record<string, unknown> = known({})
        for (const [key, value] of v as [string, unknown][]) {
          Object.defineProperty(object, key, {
            value: decode(value),
            enumerable: true,
            writable: true,
            configurable: true
          })
        }
        return object
      }
      default:
        return undefined
    }
  }
  return {
    encode(value) {
      numbers = new Map()
      return JSON.stringify(encode(value, 0))
    },
    decode(text) {
      objects = []
      return decode(JSON.parse(text))
    }
  }
}
