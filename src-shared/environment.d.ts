/** The only two platform classes the domain uses; every host has them (Encoding Standard). */
declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean })
  decode(bytes?: ArrayBufferView | ArrayBuffer, options?: { stream?: boolean }): string
}
/** structuredClone of plain data and typed arrays (HTML standard; Node has it too). */
declare function structuredClone<T>(value: T): T
