import { removals, type Protection } from './protection.ts'

const WRITERS = ['src-main/output/write-file.test.ts', 'test/writers/writers.test.ts']
const SEEN = ['src-shared/base/visible-text.test.ts', 'src-shared/base/terminal-text.test.ts']
const OPENING = [
  'src-shared/formats/hostile.test.ts',
  'src-shared/formats/archive',
  'src-shared/formats/tool/json-records.test.ts',
  'test/fuzz/opening-grows.test.ts'
]

const BUDGET = ['src-shared/formats/budget.test.ts']

/** What is written, what goes to a terminal and to other programs, and what opening a file may cost. */
export const FILE_PROTECTIONS: readonly Protection[] = [
  ...removals(
    'src-main/output/write-file.ts',
    WRITERS,
    [
      'files are written whole',
      'const descriptor = openSync(fresh, NEW, PRIVATE)',
      'const descriptor = openSync(path, 1537, PRIVATE)'
    ],
    ['nothing half stays', 'rmSync(fresh, { force: true })\n    throw error', 'throw error'],
    ['the rights are kept', 'if (before !== undefined) keepOwnerAndMode(descriptor, before)', ''],
    ['only for the owner', 'openSync(fresh, NEW, PRIVATE)', 'openSync(fresh, NEW, 0o644)']
  ),
  ...removals(
    'src-main/output/write-target.ts',
    WRITERS,
    [
      'devices are not replaced',
      'if (before !== undefined && (!before.isFile() || isOpenAlready(file)))',
      'if (false)'
    ],
    [
      'links stay',
      'if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return path',
      'return path'
    ],
    ['what killed writers left is removed', 'removeLeftovers(folder, stem)', '']
  ),
  ...removals(
    'src-main/output/leftovers.ts',
    ['src-main/services/settings-file.test.ts'],
    ['files that are being written stay', ' || isRunning(Number(pid))', '']
  ),
  ...removals(
    'src-main/recorder/ring-file.ts',
    ['test/writers/writers.test.ts'],
    [
      'a full disk leaves what was recorded',
      'this.#write(this.#tail, this.#end)',
      '',
      'moments are also found by their own headers'
    ],
    ['nothing half stays', 'if (isFirst) this.#discard()', '']
  ),
  ...removals(
    'src-main/output/standard-output.ts',
    ['src-main/output/standard-output.test.ts'],
    ['data can’t steer a terminal', 'isTerminal ? TerminalText.ofLines(text).text : text', 'text'],
    [
      'nor can complaints',
      'isTerminal ? encoder.encode(TerminalText.ofLines(decoder.decode(bytes)).text) : bytes',
      'bytes'
    ]
  ),
  ...removals(
    'src-shared/base/terminal-text.ts',
    SEEN,
    [
      'what is put in is made visible',
      "typeof value === 'number' ? String(value) : visibleText(value)",
      'String(value)'
    ],
    ['lines of others as well', ".split('\\t').map(visibleText).join('\\t')", '']
  ),
  ...removals(
    'src-shared/base/visible-text.ts',
    SEEN,
    ['controls', '\\p{Cc}', ''],
    ['what turns the direction', '\\p{Default_Ignorable_Code_Point}', ''],
    ['what XML does not allow', '\\p{Noncharacter_Code_Point}', ''],
    ['nothing but blanks', "if (ONLY_BLANKS.test(text)) return '\\u2420'.repeat(text.length)", '']
  ),
  ...removals(
    'src-shared/pmap/table-cells.ts',
    ['src-shared/pmap/table-cells.test.ts'],
    ['formulas', 'text.replaceAll(FORMULA, "\'")', 'text'],
    ['formulas behind a border', '|(?<=[;\\t|\\n\\r])', ''],
    ['cells end where they should', '/[",;\\n\\r\\t]/.test(text) ?', 'false ?']
  ),
  ...removals(
    'src-shared/base/markdown.ts',
    ['src-shared/base/markdown.test.ts', 'src-shared/pmap/table-cells.test.ts'],
    ['tags', ".replaceAll('<', '&lt;')", '']
  ),
  ...removals(
    'src-shared/formats/index.ts',
    BUDGET,
    ['bytes in the memory', "if (!budget.tryTake('bytes', bytes.length))", 'if (false)'],
    ['files that are tried', "if (!budget.takeAll('tried', packed.length)) throw budget.refusal('tried', name)", '']
  ),
  ...removals(
    'src-shared/formats/archive/process-tree.ts',
    BUDGET,
    [
      'names and command lines',
      "if (budget.takeAll('texts', part.length + 64)) files[name] = part",
      'files[name] = part'
    ],
    ['processes', "if (byPid.size >= budget.left('processes') && !byPid.has(pid)) {", 'if (false) {']
  ),
  ...[
    ['crash/android-bugreport.ts', 'if (seen.size >= MOST_LISTS) {'],
    ['crash/crash-vm.ts', 'title !== null && found.length >= MOST_LISTS'],
    ['tool/perf-script.ts', 'if (seen.size >= MOST_LISTS && !seen.has(pid)) continue'],
    ['tool/perf-script.ts', 'events >= MOST_EVENTS || (seen.size >= MOST_LISTS && !seen.has(pid))'],
    ['tool/valgrind-segments.ts', 'if (moments.length >= MOST_LISTS) {'],
    ['listing/numa-maps.ts', 'if (rows.length >= MOST_NUMA_ROWS) {']
  ].flatMap(([file, limit]) =>
    removals(
      `src-shared/formats/${file}`,
      ['src-shared/formats/many-processes.test.ts'],
      ['so many processes', limit!, limit!.replaceAll(/MOST_\w+/g, 'Infinity')]
    )
  ),
  ...removals(
    'src-shared/scan/backing-interner.ts',
    ['src-shared/scan/many-files.test.ts'],
    ['names of files', 'return this.#left < 0', 'return false']
  ),
  ...removals(
    'src-shared/formats/index.ts',
    ['src-shared/formats/budget.test.ts'],
    ['rewriting', "if (budgetOf(context).left('bytes') < needed)", 'if (false)']
  ),
  ...removals(
    'src-shared/formats/json-values.ts',
    BUDGET,
    ['values of JSON', "budget.take('values', count, target)", ''],
    ['different keys of JSON', 'count += VALUES_OF_KEY', '']
  ),
  ...removals('src-shared/formats/snapshot/vmsnap.ts', BUDGET, ['moments', "budget.tryTake('moments', 1)", 'true']),
  ...removals(
    'src-shared/scan/column-room.ts',
    ['src-shared/scan/'],
    ['columns', 'if (bytes > this.#left) return false', '']
  ),
  ...removals(
    'src-shared/formats/needed-bytes.ts',
    ['src-main/source/read-needed.test.ts', 'src-renderer/connection/chosen-files.test.ts'],
    [
      'large files are not read',
      'return isPackedCore(beginning, unpacking) ? yield { from: 0, length: OF_PACKED_CORE } : null',
      'return yield { from: 0, length: size }'
    ],
    ['the memory of a core file is not read', 'if (isCore(head)) return yield* coreWithoutMemory(head)', '']
  ),
  ...removals(
    'src-main/services/received-files.ts',
    ['src-main/services/received-files.test.ts'],
    ['pipes are not waited for', "throw new FailureError('bad-input', name, 'is no file')", ''],
    ['so many bytes for a page', "if (bytes.length > room) throw new FailureError('too-large', name, TOO_MUCH)", '']
  ),
  ...removals(
    'src-shared/scan/scan-limits.ts',
    ['src-shared/scan/', ...OPENING],
    ['fields', 'MOST_FIELDS = 256', 'MOST_FIELDS = 256_000_000']
  ),
  ...removals(
    'src-shared/formats/row-check.ts',
    ['src-shared/formats/row-check.test.ts', 'src-shared/formats/listing/checked-rows.test.ts'],
    ['whole pages', '% this.#pageSize !== 0n', '% 1n !== 0n'],
    ['inside the address space', 'isOutside(from, to) || end > LAST_BYTE', 'false']
  )
]
