import { FIELDS } from '../glossary/fields.ts'
import { VM_FLAGS } from '../glossary/vm-flags.ts'
import { EVIDENCE_KEYS } from '../words/evidence.ts'
import { CATEGORIES } from '../memory/category.ts'
import { ExpressionError, factsOf, parseExpression, type FactOwner } from './expression.ts'
import { ROWS_FACTS } from './facts.ts'
import type { Lesson } from './lesson.ts'
import { MACHINE_FACTS } from './machine-facts.ts'
import { PAGE_AMOUNTS } from '../pages/page-amounts.ts'
import { stepExpressions } from './step-expressions.ts'

/**
 * Lines of /proc/PID/status that a lesson may speak of (proc_pid_status(5)); amounts are kB. `minflt` and `majflt` are those of
 * stat: page faults that the kernel has counted, whatever the program reports.
 */
const STATUS = new Set(
  'VmPeak VmSize VmLck VmPin VmHWM VmRSS RssAnon RssFile RssShmem VmData VmStk VmExe VmLib VmPTE VmSwap HugetlbPages Threads pid minflt majflt'.split(
    ' '
  )
)
/** What the subject's answers report (program/subject.c). */
const REPLY = new Set([
  'ok',
  'fault',
  'code',
  'minor',
  'major',
  'value',
  'nonzero',
  'refused',
  'cachedKb',
  'child',
  'lines',
  'gotKb'
])
const FAULTS = new Set(['minor', 'major'])
const MACHINE = new Set<string>(['page', ...MACHINE_FACTS])
const OF_PAGES = new Set<string>(PAGE_AMOUNTS)
const FIELD_NAMES = new Set(FIELDS.map(({ id }) => id))
const FLAGS = new Set(VM_FLAGS.map(({ letters }) => letters))
const OWN_TARGETS = new Map<string, ReadonlySet<string>>([
  ['process', STATUS],
  ['reply', REPLY],
  ['faults', FAULTS],
  ['machine', MACHINE]
])

const GROUPS = new Set<string>([...CATEGORIES, ...EVIDENCE_KEYS])

/** Names that commands have given to areas of memory: also the child's own, or those that it was forked with. */
function areasNamed(commands: readonly string[]): ReadonlySet<string> {
  return new Set(commands.flatMap((command) => /^(?:child )?\w+ ([a-z])(?: |$)/.exec(command)?.[1] ?? []))
}

/** What is wrong with a fact, or null. `areas` are the letters that have a meaning by then. */
function faultOf(whose: FactOwner, target: string, property: string, areas: ReadonlySet<string>): string | null {
  const own = OWN_TARGETS.get(target)
  if (own !== undefined) {
    if (whose === 'child' && target !== 'process') return `there is no "child.${target}"`
    return own.has(property) ? null : `"${target}" has no "${property}"`
  }
  if (OF_PAGES.has(property) && !/^[a-z]$/.test(target)) return `only a named area has "${property}"`
  const isKnown = OF_PAGES.has(property) || ROWS_FACTS.has(property) || FIELD_NAMES.has(property) || FLAGS.has(property)
  if (!isKnown) return `mappings have no "${property}"`
  for (const part of target.split('|')) {
    const fault = faultOfTarget(part, areas)
    if (fault !== null) return fault
  }
  return null
}

/** What is wrong with what should name mappings, or null. */
function faultOfTarget(target: string, areas: ReadonlySet<string>): string | null {
  if (/^[a-z]$/.test(target)) return areas.has(target) ? null : `no command has named "${target}" by then`
  if (target === 'all' || GROUPS.has(target)) return null
  // Names that the kernel gives, and files, whose names have a dot or are the subject's own.
  return /^\[\w+\]$|^(code of )?(\w[\w+-]*\.so[\w.]*|subject)$/.test(target) ? null : `"${target}" is not known`
}

function checkExpression(source: string, areas: ReadonlySet<string>): void {
  for (const { whose, target, property } of factsOf(parseExpression(source))) {
    const fault = faultOf(whose, target, property, areas)
    if (fault !== null) throw new ExpressionError(`"${source}": ${fault}`)
  }
}

/**
 * Reads every expression of a lesson, so that one that is misspelt or asks for an unknown fact is found when the lesson is
 * loaded, and not by a class. @throws ExpressionError that names the lesson and the step
 */
export function checkLesson(lesson: Lesson): void {
  lesson.steps.forEach((step, index) => {
    const commands = lesson.steps.slice(0, index + 1).flatMap((each) => each.commands)
    const areas = areasNamed(commands)
    for (const source of stepExpressions(step)) {
      try {
        checkExpression(source, areas)
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error)
        throw new ExpressionError(`lesson ${lesson.id}, step ${index + 1}: ${message}`)
      }
    }
  })
}
