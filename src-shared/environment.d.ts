/** The only platform classes the domain uses; every host has them (Encoding Standard, Compression Streams). */
declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean })
  decode(bytes?: ArrayBufferView | ArrayBuffer, options?: { stream?: boolean }): string
}
declare class DecompressionStream {
  constructor(format: 'deflate-raw')
  readonly readable: {
    getReader(): { read(): Promise<{ done: false; value: Uint8Array } | { done: true; value: undefined }> }
  }
  readonly writable: { getWriter(): { write(bytes: Uint8Array): Promise<void>; close(): Promise<void> } }
}
/** structuredClone of plain data and typed arrays (HTML standard; Node has it too). */
declare function structuredClone<T>(value: T): T

/** Vite's list of files by pattern, which makes a lesson one folder and nothing else. */
interface ImportMeta {
  glob<Module>(pattern: string, options: { eager: true }): Record<string, Module>
  glob<Module>(pattern: string, options: { query: string; import: 'default' }): Record<string, () => Promise<Module>>
}
