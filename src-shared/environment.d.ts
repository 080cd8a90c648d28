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

/** Vite's list of files by pattern, which makes a lesson one folder and nothing else. */
interface ImportMeta {
  glob<Module>(pattern: string, options: { eager: true }): Record<string, Module>
  glob<Module>(pattern: string): Record<string, () => Promise<Module>>
}
