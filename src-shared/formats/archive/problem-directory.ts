import type { TreeFile } from './process-tree.ts'

/** What ABRT and apport-unpack call the files of the process that crashed. */
const NAMES: Readonly<Record<string, string>> = {
  maps: 'maps',
  smaps: 'smaps',
  proc_pid_status: 'status',
  cmdline: 'cmdline',
  ProcMaps: 'maps',
  ProcStatus: 'status',
  ProcCmdline: 'cmdline'
}
/** Files of which one has to be there: a lone file called maps may be anything. */
const SIGNS = new Set(['proc_pid_status', 'executable', 'ExecutablePath', 'ProcMaps'])
const decoder = new TextDecoder()

function textOf(file: TreeFile | undefined): string {
  try {
    return file === undefined ? '' : decoder.decode(file.read().subarray(0, 64 * 1024))
  } catch {
    return ''
  }
}

/** Files of directories that ABRT or apport-unpack made of a crash, where they would be in /proc; no other files. */
export function crashedProcesses(files: readonly TreeFile[]): TreeFile[] {
  const folders = new Map<string, Map<string, TreeFile>>()
  for (const file of files) {
    const slash = file.path.lastIndexOf('/')
    const name = file.path.slice(slash + 1)
    if (NAMES[name] === undefined && !SIGNS.has(name) && name !== 'pid') continue
    const folder = file.path.slice(0, slash + 1)
    folders.set(folder, (folders.get(folder) ?? new Map<string, TreeFile>()).set(name, file))
  }
  return [...folders].flatMap(([folder, own]) => {
    const hasMaps = own.has('maps') || own.has('smaps') || own.has('ProcMaps')
    if (!hasMaps || ![...SIGNS].some((sign) => own.has(sign)) || /(?:^|\/)\d+\/$/.test(folder)) return []
    const status = textOf(own.get('proc_pid_status') ?? own.get('ProcStatus'))
    const pid = /^\d{1,10}/.exec(textOf(own.get('pid')))?.[0] ?? /^Pid:\s*(\d{1,10})/m.exec(status)?.[1] ?? '0'
    return [...own].flatMap(([name, file]) => {
      const procName = NAMES[name]
      return procName === undefined ? [] : [{ path: `${folder}${Number(pid)}/${procName}`, read: () => file.read() }]
    })
  })
}
