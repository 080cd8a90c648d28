import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { locateAddress, type LocatedAddress } from '#shared/address/locate-address.ts'
import { readElf } from '#shared/elf/elf-file.ts'
import { captureLive } from '#main/commands/support/capture-live.ts'
import { memoryBytes, openFileBytes } from './file-bytes.ts'
import { openModules } from './module-files.ts'
import { readModule } from './read-module.ts'
import { unpackXz } from './unpack-xz.ts'

const folder = mkdtempSync(join(tmpdir(), 'vmatlas-symbols-'))
const running: ChildProcess[] = []
afterAll(() => {
  for (const child of running) child.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

const SOURCE = join(import.meta.dirname, 'programs/functions.c')
function compiled(name: string, ...flags: string[]): string {
  const program = join(folder, name)
  execFileSync('cc', ['-O0', ...flags, '-o', program, SOURCE])
  return program
}

/** Starts the program, and locates the addresses that it prints. */
async function locateIn(program: string): Promise<{ pid: number; addresses: bigint[]; found: LocatedAddress[] }> {
  const child = spawn(program, { stdio: ['ignore', 'pipe', 'ignore'] })
  running.push(child)
  const line = await new Promise<string>((resolve) =>
    child.stdout.once('data', (data: Buffer) => resolve(String(data)))
  )
  const addresses = line.trim().split(' ').map(BigInt)
  return { pid: child.pid!, addresses, found: await locate(child.pid!, addresses) }
}

async function locate(pid: number, addresses: readonly bigint[]): Promise<LocatedAddress[]> {
  const { table, pageSize } = captureLive(pid, 'maps')
  const open = await openModules(table, addresses, { procFolder: `/proc/${pid}`, root: null })
  return addresses.map((address) => locateAddress(table, address, pageSize, open))
}

const words = ({ symbol, symbolOffset, section }: LocatedAddress): string => `${symbol}+${symbolOffset} ${section}`
const EXPECTED = ['outer+0 .text', 'inner+0 .text', 'table+12 .data', 'zeros+8000 .bss', 'main+0 .text']

/** What binutils reports about an address in the file's own numbering. */
const functionAt = (program: string, address: bigint): string =>
  execFileSync('addr2line', ['-f', '-e', program, `0x${address.toString(16)}`], { encoding: 'utf8' }).split('\n')[0] ??
  ''

describe('addresses of a running program', () => {
  it.each([
    ['position-independent', []],
    ['linked to fixed addresses', ['-no-pie']],
    ['static', ['-static']],
    ['static and position-independent', ['-static-pie']]
  ])('%s: names what the program printed, at the address that addr2line takes', async (name, flags) => {
    const program = compiled(name.replaceAll(' ', '-'), ...flags)
    const { found } = await locateIn(program)
    expect(found.map(words)).toEqual(EXPECTED)
    for (const { moduleOffset, symbol } of [found[0]!, found[1]!, found[4]!]) {
      expect(functionAt(program, moduleOffset!)).toBe(symbol)
    }
  })

  it('without symbols: the offset in the module, and no name', async () => {
    const whole = compiled('whole')
    const stripped = join(folder, 'stripped')
    copyFileSync(whole, stripped)
    execFileSync('strip', [stripped])
    const { found } = await locateIn(stripped)
    expect(found.map(({ symbol }) => symbol)).toEqual([null, null, null, null, null])
    expect(functionAt(whole, found[1]!.moduleOffset!)).toBe('inner')
  })

  it('with a packed symbol table (.gnu_debugdata) the names are back', async () => {
    const whole = compiled('to-pack')
    const stripped = join(folder, 'packed')
    const symbols = join(folder, 'symbols')
    copyFileSync(whole, symbols)
    copyFileSync(whole, stripped)
    execFileSync('objcopy', ['--only-keep-debug', symbols])
    execFileSync('xz', ['-f', symbols])
    execFileSync('strip', [stripped])
    execFileSync('objcopy', ['--add-section', `.gnu_debugdata=${symbols}.xz`, stripped])
    const { found } = await locateIn(stripped)
    expect(found.map(({ symbol }) => symbol)).toEqual(['outer', 'inner', 'table', 'zeros', 'main'])
  })

  it('the mapping counts from its start, the file from its own', async () => {
    const { found, addresses } = await locateIn(compiled('offsets'))
    const [outer] = found
    const { table } = captureLive(running.at(-1)!.pid!, 'maps')
    expect(outer!.offset).not.toBe(outer!.fileOffset)
    expect(outer!.fileOffset! - outer!.offset!).toBe(BigInt(table.offset.lo[outer!.row!]!))
    expect(addresses[0]! - outer!.moduleOffset!).toBe(addresses[4]! - found[4]!.moduleOffset!)
  })

  it('a deleted program is read all the same, and another file under its name is not', async () => {
    const program = compiled('replaced')
    const { pid, addresses } = await locateIn(program)
    rmSync(program)
    writeFileSync(program, 'something else')
    const [outer] = await locate(pid, addresses)
    // Through map_files where that is allowed; never through the name.
    expect(['outer', null]).toContain(outer!.symbol)
    expect(outer!.buildId === null).toBe(outer!.symbol === null)
  })

  it('in the vdso, which no file holds', async () => {
    const { pid } = await locateIn(compiled('vdso'))
    const { table } = captureLive(pid, 'maps')
    const vdso = execFileSync('grep', ['-F', '[vdso]', `/proc/${pid}/maps`], { encoding: 'utf8' })
    const start = BigInt(`0x${vdso.split('-')[0]}`)
    expect(table.rowCount).toBeGreaterThan(0)
    const size = 4096n
    const every = Array.from({ length: 64 }, (_, index) => start + (size * BigInt(index)) / 32n)
    expect((await locate(pid, every)).some(({ symbol }) => symbol?.includes('time') ?? false)).toBe(true)
  })
})

describe('the symbols of a file', () => {
  it('hold the first and the last byte of every function, as nm lists them', async () => {
    const program = compiled('for-nm', '-static')
    const file = openFileBytes(program)!
    const { symbols } = (await readModule(file))!
    const listed = execFileSync('nm', ['-S', '--defined-only', program], { encoding: 'utf8' })
      .split('\n')
      .map((line) => line.split(' '))
      .filter(([, size, type]) => type !== undefined && /^[tTwWi]$/.test(type) && Number(`0x${size}`) > 0)
      .map(([address, size, , name]) => ({ address: Number(`0x${address}`), size: Number(`0x${size}`), name: name! }))
    const namesAt = Map.groupBy(listed, ({ address }) => address)
    expect(listed.length).toBeGreaterThan(500)
    for (const { address, size } of listed) {
      const found = symbols!.find(address)!
      expect(found.offset).toBe(0)
      expect(namesAt.get(address)!.map(({ name }) => name)).toContain(found.name)
      const last = symbols!.find(address + size - 1)!
      // A longer function may begin inside; what is named holds the byte.
      expect(last.offset).toBeLessThan(size)
    }
    file.close()
  })

  it('damaged headers cost nothing and break nothing', async () => {
    const file = openFileBytes(compiled('to-damage'))!
    const bytes = file.read(0, file.size).slice()
    file.close()
    for (let round = 0; round < 300; round++) {
      const damaged = bytes.slice()
      for (let at = 0; at < 4; at++) damaged[(round * 7919 + at * 104_729) % 4096] = (round * 31 + at) & 255
      const read = await readModule(memoryBytes(damaged))
      read?.symbols?.find(0x1159)
    }
    expect(readElf(memoryBytes(bytes.slice(0, 40)))).toBeNull()
    expect(readElf(memoryBytes(new Uint8Array(4096)))).toBeNull()
  })

  it('xz data that is longer than allowed, or damaged, is refused', async () => {
    const packed = execFileSync('sh', ['-c', 'head -c 3000000 /dev/zero | xz -c'])
    expect(await unpackXz(packed, 3_000_000)).toHaveLength(3_000_000)
    expect(await unpackXz(packed, 2_000_000)).toBeNull()
    expect(await unpackXz(packed.subarray(0, packed.length - 30), 3_000_000)).toBeNull()
  })
})
