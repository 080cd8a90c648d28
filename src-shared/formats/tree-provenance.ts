import type { Provenance } from './importer.ts'
import type { TreeFile } from './process-tree.ts'

const decoder = new TextDecoder()

/** What files beside the processes tell of the machine: `vmatlas-capture` of the capture script, sos's and smemcap's files. */
export function treeProvenance(format: string, files: readonly TreeFile[]): Provenance {
  const textOf = (pattern: RegExp): string | null => {
    const file = files.find(({ path }) => pattern.test(path))
    try {
      return file === undefined ? null : decoder.decode(file.read()).trim()
    } catch {
      return null
    }
  }
  const facts = new Map(
    (textOf(/(^|\/)vmatlas-capture$/) ?? '').split('\n').map((line) => {
      const equals = line.indexOf('=')
      return [line.slice(0, equals), line.slice(equals + 1)] as const
    })
  )
  const version = textOf(/(^|\/)proc\/version$|(^|\/)version$/)
  const pageSize = Number(facts.get('pagesize'))
  const seconds = Number(facts.get('time'))
  return {
    format,
    hostName: facts.get('host') ?? textOf(/(^|\/)(?:etc\/)?hostname$/),
    kernel: facts.get('kernel') ?? /^Linux version (\S+)/.exec(version ?? '')?.[1] ?? null,
    pageSize: pageSize >= 512 ? pageSize : 4096,
    takenAt: seconds > 0 ? seconds * 1000 : null,
    user: facts.get('user') ?? null,
    tool: facts.get('tool') ?? null,
    note: ''
  }
}
