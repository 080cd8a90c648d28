import type { CgroupMemory } from '../../machine/cgroup-memory.ts'
import type { CgroupOfProcess } from '../../machine/cgroup-path.ts'
import type { MachineMemory } from '../../machine/machine-memory.ts'
import type { Pressure, PressureLine } from '../../machine/pressure.ts'

/** The cgroup of a process of a moment, and the numbers of its cgroups, from the innermost to the root. */
export interface ProcessCgroups {
  readonly pid: number
  readonly cgroup: CgroupOfProcess
  readonly path: readonly CgroupMemory[]
}

/** What is known of the machine beside its processes. */
export interface MomentMachine {
  readonly memory: MachineMemory | null
  readonly cgroups: readonly ProcessCgroups[]
}

/** A file as the kernel would write it: its path below the folder of the moment, and its text. */
export interface MachineText {
  readonly path: string
  readonly text: string
}

function pressureText({ some, full }: Pressure): string {
  const lineOf = (kind: string, line: PressureLine | null): string => {
    if (line === null) return ''
    const [a, b, c] = [line.avg10, line.avg60, line.avg300].map((share) => share.toFixed(2))
    return `${kind} avg10=${a} avg60=${b} avg300=${c} total=${line.total}\n`
  }
  return lineOf('some', some) + lineOf('full', full)
}

function memoryTexts({ lines, pressure, zram }: MachineMemory): MachineText[] {
  const meminfo = Object.entries(lines).map(([name, value]) => {
    const unit = name.startsWith('HugePages_') ? '' : ' kB'
    return `${`${name}:`.padEnd(16)}${String(value).padStart(8)}${unit}\n`
  })
  return [
    { path: 'meminfo', text: meminfo.join('') },
    ...(pressure === null ? [] : [{ path: 'pressure/memory', text: pressureText(pressure) }]),
    ...zram.map(({ name, originalBytes, compressedBytes, usedBytes }) => ({
      path: `sys/block/${name}/mm_stat`,
      text: `${originalBytes} ${compressedBytes} ${usedBytes}\n`
    }))
  ]
}

const tableText = (values: Readonly<Record<string, number>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${value}\n`)
    .join('')

/** The numbers of a cgroup by the names of its files; without a limit the file is left out. */
function amountsOf(cgroup: CgroupMemory): readonly (readonly [name: string, value: number | null])[] {
  const { version, current, peak, max, high, low, min, swapCurrent, swapMax } = cgroup
  const withSwap = (memory: number | null, swap: number | null): number | null =>
    memory === null || swap === null ? null : memory + swap
  if (version === 1) {
    return [
      ['memory.usage_in_bytes', current],
      ['memory.max_usage_in_bytes', peak],
      ['memory.limit_in_bytes', max],
      ['memory.soft_limit_in_bytes', low],
      ['memory.memsw.usage_in_bytes', withSwap(current, swapCurrent)],
      ['memory.memsw.limit_in_bytes', withSwap(max, swapMax)]
    ]
  }
  return [
    ['memory.current', current],
    ['memory.peak', peak],
    ['memory.max', max],
    ['memory.high', high],
    ['memory.low', low],
    ['memory.min', min],
    ['memory.swap.current', swapCurrent],
    ['memory.swap.max', swapMax]
  ]
}

function cgroupTexts(cgroup: CgroupMemory): MachineText[] {
  const { version, path, stat, events, pressure } = cgroup
  const folder = `sys/fs/cgroup${version === 1 ? '/memory' : ''}${path === '/' ? '' : path}`
  const texts: (readonly [name: string, text: string])[] = amountsOf(cgroup).flatMap(([name, value]) =>
    value === null ? [] : [[name, `${value}\n`] as const]
  )
  if (Object.keys(stat).length > 0) texts.push(['memory.stat', tableText(stat)])
  if (Object.keys(events).length > 0)
    texts.push([version === 1 ? 'memory.oom_control' : 'memory.events', tableText(events)])
  if (pressure !== null) texts.push(['memory.pressure', pressureText(pressure)])
  return texts.map(([name, text]) => ({ path: `${folder}/${name}`, text }))
}

/** What a snapshot keeps of the machine, as the kernel's files. */
export function machineTexts({ memory, cgroups }: MomentMachine): MachineText[] {
  // Processes of one cgroup have its files and those of all above it in common.
  const texts = new Map<string, string>()
  for (const { path, text } of memory === null ? [] : memoryTexts(memory)) texts.set(path, text)
  for (const { pid, cgroup, path } of cgroups) {
    texts.set(`${pid}/cgroup`, cgroup.version === 1 ? `4:memory:${cgroup.path}\n` : `0::${cgroup.path}\n`)
    for (const file of path.flatMap(cgroupTexts)) texts.set(file.path, file.text)
  }
  return Array.from(texts, ([path, text]) => ({ path, text }))
}
