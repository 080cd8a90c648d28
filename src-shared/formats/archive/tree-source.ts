import { plainSource, type SourceInfo } from '../importer.ts'
import type { TreeFile } from './process-tree.ts'

const decoder = new TextDecoder()

export interface TreeSource {
  readonly source: SourceInfo
  /** Milliseconds since 1970. */
  readonly takenAt: number | null
}

/** Files beside the processes that describe the machine: `vmatlas-capture` of the capture script, sos's and smemcap's files. */
export function treeSource(format: string, fileName: string, files: readonly TreeFile[]): TreeSource {
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
    takenAt: seconds > 0 ? seconds * 1000 : null,
    source: {
      ...plainSource(format, fileName),
      host: facts.get('host') ?? textOf(/(^|\/)(?:etc\/)?hostname$/),
      kernel: facts.get('kernel') ?? /^Linux version (\S+)/.exec(version ?? '')?.[1] ?? null,
      pageSize: pageSize >= 512 ? pageSize : null,
      bootId: facts.get('bootid') ?? null,
      tool: facts.get('tool') ?? null,
      note: facts.get('note') ?? ''
    }
  }
}
