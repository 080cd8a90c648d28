import { NOTHING_OBSERVED, type Observed } from '#shared/classify/observed.ts'
import { runtimesOfFiles, type LivingRuntime, type RuntimeId } from '#shared/classify/runtimes.ts'
import type { Looking } from '#shared/memory/capture.ts'
import type { EvidenceDepth } from '#shared/memory/category.ts'
import { LOOK_PARTS, type LookPart } from '#shared/memory/look-part.ts'
import type { MappingTable } from '#shared/memory/mapping-table.ts'
import { textAt, textCount } from '#shared/memory/text-list.ts'
import { startedFrom } from './aux-vector.ts'
import { addBss, loadedFiles, runtimesOfModules } from './loaded-modules.ts'
import { MemoryLook, type Process } from './memory-look.ts'
import { withResidence } from './mixed-residence.ts'
import { withNodeVersion } from './node-version.ts'
import { ProcessMemory } from './process-memory.ts'
import { FindingsMemory } from './run-findings.ts'
import { addGeneratedCode } from './perf-map.ts'
import { soNamedFiles } from './so-named-files.ts'
import { SpanSet } from './span-set.ts'
import { TimeBudget } from './time-budget.ts'

export interface Observation {
  readonly observed: Observed
  readonly looking: Looking
}

/** Milliseconds of processor time for looking inside a process again and again: what they do not suffice for is looked at the next time. */
export const LOOK_MS = 45
/** The same for the first look into a process of very many mappings: reading those took long already, and their rows are waited for. */
export const FIRST_LOOK_MS = 15
/** From which number of mappings that is. */
export const MANY_MAPPINGS = 20_000
/** The same for a single request whose answer is waited for. */
const LONG_LOOK_MS = 5000

/** Parts that distinguish arenas, large blocks and stacks from what only looks like them. */
const DISTINGUISHING: readonly LookPart[] = ['malloc', 'blocks', 'stacks']

/** The parts that looking into a process has. */
function partsOf(runtimes: readonly LivingRuntime[]): LookPart[] {
  const has = (wanted: RuntimeId): boolean => runtimes.some(({ id }) => id === wanted)
  const isThere: Readonly<Record<LookPart, boolean>> = {
    jvm: has('jvm'),
    v8: has('node') || has('deno') || has('chromium'),
    malloc: true,
    blocks: true,
    'thread-names': true,
    'java-threads': has('jvm'),
    stacks: true,
    loader: has('glibc'),
    shares: true
  }
  return LOOK_PARTS.filter((part) => isThere[part])
}

/** Names of the files that are mapped. */
function fileNames({ backings }: MappingTable): string[] {
  return Array.from({ length: textCount(backings.name) }, (_, at) =>
    textAt(backings.name, at)
      .replace(/ \(deleted\)$/, '')
      .replace(/^.*\//s, '')
  )
}

/**
 * Finds out what a process's memory is by more than its mappings: with `files` by the files it has loaded, with `inside` also
 * by a few words of its memory. Keeps `memory` from time to time, so that only new mappings are looked into again.
 */
export function observeProcess(process: Process, depth: EvidenceDepth, memory = new FindingsMemory()): Observation {
  const { folder, table, threads } = process
  if (depth === 'maps') {
    const observed = { ...NOTHING_OBSERVED, threads }
    return { observed, looking: { depth, couldLookInside: null, cut: [], cost: { filesMs: 0, insideMs: 0 } } }
  }
  const began = performance.now()
  const { modules, dataFiles } = loadedFiles(folder, table)
  const found = new SpanSet()
  addBss(modules, found)
  const byFiles = runtimesOfModules(folder, modules)
  const isFound = ({ id }: LivingRuntime): boolean => byFiles.some((runtime) => runtime.id === id)
  const outside = [...byFiles, ...runtimesOfFiles(fileNames(table)).filter((runtime) => !isFound(runtime))]
  const filesMs = performance.now() - began
  const budget = new TimeBudget(process.lookMs ?? LONG_LOOK_MS, partsOf(outside))
  const opened = depth === 'inside' ? ProcessMemory.open(folder, process.pageSize, budget) : null
  const runtimes = opened === null ? outside : withNodeVersion(outside, modules, opened)
  let spans = found.spans
  let isInside = false
  let isEveryStackKnown = false
  try {
    if (opened !== null) {
      const look = new MemoryLook(process, opened, { modules, runtimes }, found, memory)
      look.look()
      isEveryStackKnown = look.isEveryStackKnown
      isInside = true
    }
    addGeneratedCode(folder, table, runtimes, found)
    budget.begin('shares')
    spans = opened === null ? found.spans : withResidence(found.spans, table, opened)
  } finally {
    opened?.close()
  }
  return {
    observed: {
      runtimes,
      spans,
      readFiles: new Set(modules.filter(({ bias }) => bias !== null).map(({ name }) => name)),
      dataFiles,
      // Where there was no time for the exact look, it is decided from outside.
      isInside: isInside && !budget.cut.some((part) => DISTINGUISHING.includes(part)),
      isEveryStackKnown,
      threads,
      soNamed: soNamedFiles(folder, table),
      ...startedFrom(folder, table),
      areNamesKnown: true,
      arePermsKnown: true
    },
    looking: {
      depth,
      // What has no mappings, as a kernel thread or what has ended, has nothing to look into.
      couldLookInside: depth === 'inside' && table.rowCount > 0 ? isInside : null,
      cut: budget.cut,
      cost: { filesMs, insideMs: performance.now() - began - filesMs }
    }
  }
}
