import { readMachine } from '#main/machine/read-machine.ts'
import type { MachineMemory } from '#shared/machine/machine-memory.ts'
import type { CommandIo } from './command.ts'
import { readWords, reportErrors, UsageError } from './support/report-errors.ts'

/** Null members are left out: unknown is absent. */
function known(values: Readonly<Record<string, number | null>>): Record<string, number> {
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, number] => entry[1] !== null))
}

function json({ bar, pressure, zram }: MachineMemory): string {
  const { swap } = bar
  const parts = Object.fromEntries(bar.parts.map(({ part, kb }) => [`${part}Kb`, kb]))
  return `${JSON.stringify(
    {
      totalKb: bar.totalKb,
      parts: bar.parts,
      ...parts,
      unaccountedKb: bar.unaccountedKb,
      details: known({ ...bar.details }),
      swap: swap === null ? undefined : known({ ...swap }),
      zram: zram.length === 0 ? undefined : zram,
      pressure: pressure ?? undefined
    },
    null,
    1
  )}\n`
}

const WORDS: Readonly<Record<string, string>> = {
  anonymous: 'anonymous memory of processes',
  shmem: 'shared memory and tmpfs',
  fileCache: 'page cache of files',
  buffers: 'buffers of block devices',
  slabReclaimable: "kernel's objects that it can give back",
  slabUnreclaimable: "kernel's objects",
  kernelReclaimable: "kernel's other memory that it can give back",
  pageTables: 'page tables',
  kernelStacks: 'kernel stacks',
  perCpu: 'per-processor memory',
  hugetlb: 'reserved huge pages (hugetlb)',
  zswap: 'compressed swap in memory (zswap)',
  gpu: 'graphics memory that the kernel reports',
  balloon: 'given back to the hypervisor (balloon)',
  hardwareCorrupted: 'broken, not used any more',
  free: 'free'
}

function text({ bar, pressure, zram }: MachineMemory): string {
  const rows: (readonly [string, number])[] = [
    ...bar.parts.filter(({ kb }) => kb > 0).map(({ part, kb }) => [WORDS[part] ?? part, kb] as const),
    ['not accounted for', bar.unaccountedKb],
    ['total (MemTotal)', bar.totalKb]
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  const line = (name: string, kb: number): string => `${name.padEnd(width)}  ${String(kb).padStart(12)} kB\n`
  let all = rows.map(([name, kb]) => line(name, kb)).join('')
  if (bar.swap !== null && bar.swap.totalKb > 0)
    all += line('swap in use', bar.swap.usedKb) + line('swap in all', bar.swap.totalKb)
  for (const { name, originalBytes, usedBytes } of zram) {
    all += `${name} keeps ${Math.round(originalBytes / 1024)} kB of swap in ${Math.round(usedBytes / 1024)} kB of memory\n`
  }
  const some = pressure?.some
  if (some != null) all += `memory pressure: ${some.avg10} % of the last 10 s, ${some.avg60} % of the last minute\n`
  return all
}

/** The last moment that a file holds. @throws FailureError where it contains nothing about the machine's memory */
async function memoryOfFile(file: string): Promise<MachineMemory> {
  const [{ openBytes }, { machineOpened }, { nodeFormatContext }, { readInput }] = await Promise.all([
    import('#shared/formats/index.ts'),
    import('#shared/formats/opened-machine.ts'),
    import('#main/source/node-inflate.ts'),
    import('./support/read-input.ts')
  ])
  const imported = openBytes(readInput(file), file, nodeFormatContext)
  return machineOpened(imported, imported.moments.length - 1)
}

async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = readWords({
    args: [...args],
    allowPositionals: true,
    options: { from: { type: 'string' }, json: { type: 'boolean', default: false } }
  })
  if (positionals.length > 0) throw new UsageError('it takes no other words')
  const memory = values.from === undefined ? readMachine() : await memoryOfFile(values.from)
  io.stdout.data(values.json ? json(memory) : text(memory))
  return 0
}

/** `vmatlas machine [--from FILE]`: what physical memory is used for, here or where a snapshot was taken. */
export const machine = reportErrors('machine', run)
