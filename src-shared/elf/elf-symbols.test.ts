import { describe, expect, it } from 'vitest'
import { bytesSource, madeElf, madeSymbols, type MadeElf, type MadeSymbol } from '#test/support/made-elf.ts'
import { readElf, SHT_DYNSYM, SHT_SYMTAB } from './elf-file.ts'
import { readSymbolTable, type SymbolTable } from './elf-symbols.ts'

const KIND = { bits: 64, isLittleEndian: true } as const
/** st_info of elf(5): binding and type. */
const [LOCAL, GLOBAL, WEAK] = [0x00, 0x10, 0x20]
const [NOTYPE, OBJECT, FUNC, SECTION, FILE, TLS, INDIRECT] = [0, 1, 2, 3, 4, 6, 10]

type Kind = Pick<MadeElf, 'bits' | 'isLittleEndian'>
/** A program whose .text lies from 0x1000 to 0x8000, with a table of symbols. */
function withSymbols(symbols: readonly MadeSymbol[], kind: Kind = KIND, type = SHT_SYMTAB): SymbolTable | null {
  const { symbols: content, names } = madeSymbols(kind, symbols)
  const bytes = madeElf({
    ...kind,
    sections: [
      { name: '.text', type: 8, flags: 6, address: 0x1000, size: 0x7000 },
      { name: '.symtab', type, content, link: 3 },
      { name: '.strtab', type: 3, content: names },
      { name: '.plt', type: 8, flags: 6, address: 0x8000, size: 0x100 }
    ]
  })
  return readSymbolTable(bytesSource(bytes), readElf(bytesSource(bytes))!)
}
const sized = (name: string, address: number, size: number, info = GLOBAL | FUNC): MadeSymbol => ({
  name,
  address,
  size,
  info
})
const nameAt = (symbols: readonly MadeSymbol[], address: number): string | null => {
  const found = withSymbols(symbols)!.find(address)
  return found === null ? null : `${found.name}+${found.offset}`
}

describe.each([
  { bits: 64, isLittleEndian: true },
  { bits: 64, isLittleEndian: false },
  { bits: 32, isLittleEndian: true },
  { bits: 32, isLittleEndian: false }
] as const)('symbols of a file of $bits bits, little-endian: $isLittleEndian', (kind) => {
  it('hold their addresses from the first byte to the last', () => {
    const table = withSymbols([sized('late', 0x3000, 0x20), sized('early', 0x2000, 0x10)], kind)!
    expect(table.count).toBe(2)
    expect([0x1fff, 0x2000, 0x200f, 0x2010, 0x3000, 0x301f, 0x3020].map((at) => table.find(at))).toEqual([
      null,
      { name: 'early', offset: 0 },
      { name: 'early', offset: 15 },
      null,
      { name: 'late', offset: 0 },
      { name: 'late', offset: 31 },
      null
    ])
  })
})

describe('the table of symbols', () => {
  const symbols = [sized('one', 0x2000, 8)]

  it('is that of the file, else that of what it exports', () => {
    expect(withSymbols(symbols, KIND, SHT_DYNSYM)!.find(0x2000)?.name).toBe('one')
    expect(withSymbols(symbols, KIND, 1)).toBeNull()
    const [full, exported] = [
      madeSymbols(KIND, [sized('full', 0x2000, 8)]),
      madeSymbols(KIND, [sized('exported', 0x2000, 8)])
    ]
    const bytes = madeElf({
      ...KIND,
      sections: [
        { name: '.dynsym', type: SHT_DYNSYM, content: exported.symbols, link: 2 },
        { name: '.dynstr', type: 3, content: exported.names },
        { name: '.symtab', type: SHT_SYMTAB, content: full.symbols, link: 4 },
        { name: '.strtab', type: 3, content: full.names }
      ]
    })
    expect(readSymbolTable(bytesSource(bytes), readElf(bytesSource(bytes))!)!.find(0x2000)?.name).toBe('full')
  })

  it('is none where its names are missing, or either is too large to be true', () => {
    const { symbols: content, names } = madeSymbols(KIND, symbols)
    const tableWith = (table: object, strings: object): SymbolTable | null => {
      const bytes = madeElf({
        ...KIND,
        sections: [
          { name: '.symtab', type: SHT_SYMTAB, content, link: 2, ...table },
          { name: '.strtab', type: 3, content: names, ...strings }
        ]
      })
      return readSymbolTable(bytesSource(bytes), readElf(bytesSource(bytes))!)
    }
    expect(tableWith({}, {})?.count).toBe(1)
    expect(tableWith({ link: 99 }, {})).toBeNull()
    const MIB = 1024 * 1024
    const lying = (size: number): object => ({ content: undefined, offset: 64, size })
    expect(tableWith(lying(64 * MIB), {})).not.toBeNull()
    expect(tableWith(lying(64 * MIB + 1), {})).toBeNull()
    expect(tableWith({}, lying(512 * MIB))).not.toBeNull()
    expect(tableWith({}, lying(512 * MIB + 1))).toBeNull()
  })

  it('has functions, data and labels that are defined, nothing else', () => {
    const kinds = [NOTYPE, OBJECT, FUNC, SECTION, FILE, 5, TLS, INDIRECT]
    const listed = kinds.filter((type) => withSymbols([sized('it', 0x2000, 8, GLOBAL | type)])!.count === 1)
    expect(listed).toEqual([NOTYPE, OBJECT, FUNC, INDIRECT])
    expect(withSymbols([{ ...sized('undefined', 0x2000, 8), section: 0 }])!.count).toBe(0)
    expect(withSymbols([sized('nowhere', 0, 8)])!.count).toBe(0)
  })

  it('leaves out symbols with numbers that no address has', () => {
    expect(withSymbols([sized('far', 2 ** 53, 8), sized('near', 0x2000, 8)])!.count).toBe(1)
    expect(withSymbols([sized('long', 0x3000, 2 ** 53), sized('near', 0x2000, 8)])!.count).toBe(1)
  })
})

describe('of several names of one address', () => {
  const better = (best: Partial<MadeSymbol>, other: Partial<MadeSymbol>): void => {
    const two = [
      { ...sized('best', 0x2000, 8), ...best },
      { ...sized('other', 0x2000, 8), ...other }
    ]
    const name = best.name ?? 'best'
    expect(nameAt(two, 0x2000)).toBe(`${name}+0`)
    expect(nameAt(two.reverse(), 0x2000)).toBe(`${name}+0`)
  }

  it('a sized one goes before a label', () => better({ info: LOCAL | NOTYPE }, { size: 0 }))
  it('a typed one goes before one without', () => better({ info: LOCAL | FUNC }, { info: GLOBAL | NOTYPE }))
  it('one known outside goes before a local one, with fewer underscores even', () => {
    better({ name: '___best', info: WEAK | FUNC }, { info: LOCAL | FUNC })
    better({ name: '___best', info: GLOBAL | FUNC }, { info: LOCAL | FUNC })
  })
  it('the one with the fewest underscores in front goes first', () => {
    better({}, { name: '_other' })
    better({ name: '_best' }, { name: '__other' })
    better({ name: '______best' }, { name: '_______other' })
  })
})

describe('a symbol that lies in another', () => {
  it('is named where it reaches, the other behind it', () => {
    const symbols = [sized('outer', 0x2000, 0x100), sized('inner', 0x2040, 0x10)]
    expect(nameAt(symbols, 0x204f)).toBe('inner+15')
    expect(nameAt(symbols, 0x2050)).toBe('outer+80')
    expect(nameAt(symbols, 0x203f)).toBe('outer+63')
  })

  it('is looked for among the 256 before the address', () => {
    const small = (count: number): MadeSymbol[] =>
      Array.from({ length: count }, (_, at) => sized(`s${at}`, 0x2010 + at * 2, 1))
    const at = (count: number): string | null => nameAt([sized('outer', 0x2000, 0x2000), ...small(count)], 0x3000)
    expect(at(255)).toBe('outer+4096')
    expect(at(256)).toBeNull()
  })
})

describe('a label without a size', () => {
  const label = (name: string, address: number, section = 1): MadeSymbol => ({
    name,
    address,
    section,
    info: LOCAL | NOTYPE
  })

  it('holds what follows, up to the end of its section', () => {
    expect(nameAt([label('start', 0x1000)], 0x1000)).toBe('start+0')
    expect(nameAt([label('start', 0x1000)], 0x7fff)).toBe('start+28671')
    expect(nameAt([label('start', 0x1000)], 0x8000)).toBeNull()
    expect(nameAt([label('wrong', 0x1000, 4)], 0x1000)).toBeNull()
    expect(nameAt([label('plt', 0x8000, 4)], 0x80ff)).toBe('plt+255')
    expect(nameAt([label('nowhere', 0x1000, 99)], 0x1000)).toBeNull()
  })

  it('ends where the next one begins', () => {
    const symbols = [label('one', 0x1000), label('two', 0x1010)]
    expect([nameAt(symbols, 0x100f), nameAt(symbols, 0x1010)]).toEqual(['one+15', 'two+0'])
  })

  it('does not hold what is behind a sized symbol, which holds it where it reaches', () => {
    const symbols = [label('label', 0x1000), sized('function', 0x1010, 0x10)]
    expect([nameAt(symbols, 0x100f), nameAt(symbols, 0x101f), nameAt(symbols, 0x1020)]).toEqual([
      'label+15',
      'function+15',
      null
    ])
    const inside = [sized('function', 0x1000, 0x20), label('loop', 0x1010)]
    expect([nameAt(inside, 0x1018), nameAt(inside, 0x1020)]).toEqual(['function+24', 'loop+16'])
  })
})
