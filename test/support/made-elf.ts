import type { ByteSource, ElfSection, ElfSegment } from '#shared/elf/elf-file.ts'

export interface MadeSymbol {
  readonly name: string
  readonly address: number
  readonly size?: number
  /** Low four bits: type; high four: binding (elf(5), st_info). A global function by default. */
  readonly info?: number
  readonly section?: number
}

export interface MadeElf {
  readonly bits: 32 | 64
  readonly isLittleEndian: boolean
  readonly type?: number
  readonly machine?: number
  readonly segments?: readonly Partial<ElfSegment>[]
  /** Behind the empty first section; with `content` the offset and size in the file are worked out. */
  readonly sections?: readonly (Partial<ElfSection> & { readonly content?: readonly number[] })[]
}

export const GLOBAL_FUNCTION = 0x12

/** Writes numbers one after another, as wide as the file's are. */
class Fields {
  readonly bytes: number[] = []
  readonly #file: Pick<MadeElf, 'bits' | 'isLittleEndian'>

  constructor(file: Pick<MadeElf, 'bits' | 'isLittleEndian'>) {
    this.#file = file
  }

  number(value: number, length: number): this {
    const digits = Array.from({ length }, (_, at) => Number((BigInt(value) >> BigInt(at * 8)) & 255n))
    this.bytes.push(...(this.#file.isLittleEndian ? digits : digits.reverse()))
    return this
  }
  half = (value: number): this => this.number(value, 2)
  word = (value: number): this => this.number(value, 4)
  address = (value: number): this => this.number(value, this.#file.bits / 8)
}

const text = (value: string): number[] => [...new TextEncoder().encode(value), 0]

/** Names one after another, and the offset of each. */
function nameTable(names: readonly string[]): { content: number[]; at: number[] } {
  const content = [0]
  const at = names.map((name) => (name === '' ? 0 : content.push(...text(name)) - text(name).length))
  return { content, at }
}

/** The contents of a symbol table and of its names, as sections hold them. The first symbol is none. */
export function madeSymbols(
  file: Pick<MadeElf, 'bits' | 'isLittleEndian'>,
  symbols: readonly MadeSymbol[]
): { symbols: number[]; names: number[] } {
  const names = nameTable(symbols.map(({ name }) => name))
  const all = [{ name: '', address: 0, size: 0, info: 0, section: 0 }, ...symbols]
  const bytes = all.flatMap(({ address, size = 0, info = GLOBAL_FUNCTION, section = 1 }, index) => {
    const fields = new Fields(file).word(index === 0 ? 0 : names.at[index - 1]!)
    if (file.bits === 64) return fields.number(info, 1).number(0, 1).half(section).address(address).address(size).bytes
    return fields.address(address).address(size).number(info, 1).number(0, 1).half(section).bytes
  })
  return { symbols: bytes, names: names.content }
}

/** A note: its name and what it holds, each filled up to four bytes. */
export function madeNote(
  file: Pick<MadeElf, 'bits' | 'isLittleEndian'>,
  { name, kind, holds }: { readonly name: string; readonly kind: number; readonly holds: readonly number[] }
): number[] {
  const filled = (bytes: readonly number[]): number[] => [...bytes, ...Array<number>(-bytes.length & 3).fill(0)]
  const head = new Fields(file).word(text(name).length).word(holds.length).word(kind)
  return [...head.bytes, ...filled(text(name)), ...filled(holds)]
}

/** An ELF file as elf(5) describes it: header, program headers, contents, section headers; the last section has the names. */
export function madeElf(file: MadeElf): Uint8Array {
  const { bits, segments = [], sections = [] } = file
  const wide = bits === 64
  const [headSize, segmentSize, sectionSize] = wide ? [64, 56, 64] : [52, 32, 40]
  const names = nameTable([...sections.map(({ name = '' }) => name), '.shstrtab'])
  let end = headSize + segments.length * segmentSize
  const contents: number[] = []
  const laidOut = [...sections, { name: '.shstrtab', type: 3, content: names.content }].map((section) => {
    if (section.content === undefined) return section
    const offset = end
    contents.push(...section.content)
    end += section.content.length
    return { ...section, offset, size: section.content.length }
  })
  const out = new Fields(file)
  out.bytes.push(0x7f, 0x45, 0x4c, 0x46, wide ? 2 : 1, file.isLittleEndian ? 1 : 2, 1, ...Array<number>(9).fill(0))
  out
    .half(file.type ?? 3)
    .half(file.machine ?? 62)
    .word(1)
  out
    .address(0)
    .address(segments.length > 0 ? headSize : 0)
    .address(end)
    .word(0)
  out.half(headSize).half(segmentSize).half(segments.length)
  out
    .half(sectionSize)
    .half(laidOut.length + 1)
    .half(laidOut.length)
  for (const { type = 1, flags = 0, offset = 0, address = 0, fileSize = 0, memorySize = fileSize } of segments) {
    out.word(type)
    if (wide) out.word(flags)
    out.address(offset).address(address).address(address).address(fileSize).address(memorySize)
    if (!wide) out.word(flags)
    out.address(4096)
  }
  out.bytes.push(...contents, ...Array<number>(sectionSize).fill(0))
  laidOut.forEach(
    ({ type = 1, flags = 0, address = 0, offset = 0, size = 0, link = 0 }: Partial<ElfSection>, index) => {
      out.word(names.at[index]!).word(type).address(flags).address(address).address(offset).address(size)
      out.word(link).word(0).address(1).address(0)
    }
  )
  return Uint8Array.from(out.bytes)
}

/** The bytes as a host lends them: never one more than there are. */
export const bytesSource = (bytes: Uint8Array): ByteSource => ({
  size: bytes.length,
  read: (offset, length) => bytes.subarray(Math.max(0, offset), Math.max(0, offset + length))
})
